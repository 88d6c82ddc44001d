import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { z } from "zod";
import { report } from "../../packages/platform/src/contract/report.ts";

/** A platform, and somebody who may upload to it. */
export interface Uploader {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

const waitSeconds = 60;
const failure = z.object({ error: z.object({ message: z.string() }) });

/** Sends reports to a platform as a page of it would; gives how many findings they hold once all are imported. */
export async function sendReports(uploader: Uploader, files: readonly string[]): Promise<number> {
  const cookie = await signIn(uploader);
  const headers = { cookie, origin: uploader.url };
  let findings = 0;
  try {
    for (const file of files) {
      const answer = await fetch(`${uploader.url}/api/v1/reports?wait=${waitSeconds}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: Readable.toWeb(createReadStream(file)),
        duplex: "half",
      });
      const { status, outcome } = report.parse(await readAnswer(answer));
      if (status !== "imported") throw new Error(`${file}: expected the report to be imported, it is ${status}`);
      findings += outcome?.findings ?? 0;
    }
  } finally {
    await fetch(`${uploader.url}/api/v1/session`, { method: "DELETE", headers });
  }
  return findings;
}

async function signIn({ url, email, password }: Uploader): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email, password }),
  });
  await readAnswer(answer);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  return cookie;
}

async function readAnswer(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json();
  if (answer.ok) return body;
  const said = failure.safeParse(body);
  throw new Error(`${answer.url}: ${said.success ? said.data.error.message : answer.status}`);
}
