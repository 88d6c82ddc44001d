import { loadAccessMap } from "../../packages/sekisho/src/scan/manifest/load-access-map.ts";
import { readAnswer, type Sender, withSession } from "./open-session.ts";

/** Sends to a platform who may connect to whom and who may do what by manifests, as `sekisho scan --upload` does. */
export async function sendAccessMap(sender: Sender, folder: string, name: string): Promise<void> {
  const map = await loadAccessMap({
    targets: [name],
    workingDirectory: folder,
    exclude: [],
    standardInput: process.stdin,
    environment: process.env,
  });
  await withSession(sender, async (headers) => {
    const answer = await fetch(`${sender.url}/api/v1/access-maps?${new URLSearchParams({ name }).toString()}`, {
      method: "PUT",
      headers: { ...headers, "content-type": "application/octet-stream" },
      body: JSON.stringify(map),
    });
    await readAnswer(answer);
  });
}
