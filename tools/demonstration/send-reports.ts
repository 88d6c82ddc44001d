import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { report } from "../../packages/platform/src/contract/report.ts";
import { readAnswer, type Sender, withSession } from "./open-session.ts";

const waitSeconds = 60;

/** Sends reports to a platform; gives how many findings they hold once all are imported. */
export async function sendReports(sender: Sender, files: readonly string[]): Promise<number> {
  return await withSession(sender, async (headers) => {
    let findings = 0;
    for (const file of files) {
      const answer = await fetch(`${sender.url}/api/v1/reports?wait=${waitSeconds}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: Readable.toWeb(createReadStream(file)),
        duplex: "half",
      });
      const { status, outcome } = report.parse(await readAnswer(answer));
      if (status !== "imported") throw new Error(`${file}: expected the report to be imported, it is ${status}`);
      findings += outcome?.findings ?? 0;
    }
    return findings;
  });
}
