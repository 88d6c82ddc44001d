import { fileURLToPath } from "node:url";
import { openWebClient, type WebClient } from "./web-client.ts";

/** Beside the built platform, and in the workspace where both are developed. */
const places = ["../web/", "../../../web/dist/"] as const;

/** Finds the browser client that was built into the platform, or beside it; `undefined` when nobody has built it. */
export async function findWebClient(): Promise<WebClient | undefined> {
  for (const place of places) {
    const found = await openWebClient(fileURLToPath(new URL(place, import.meta.url)));
    if (found !== undefined) return found;
  }
  return undefined;
}
