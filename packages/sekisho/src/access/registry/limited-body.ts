import type { HttpResponse } from "./http-client.ts";

const maxJsonBytes = 1_048_576;

/** Reads a whole body of at most `maxBytes`; `undefined` when it is longer, and the connection is ended. */
export async function readLimitedBody(response: HttpResponse, maxBytes: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body) {
    bytes += piece.length;
    if (bytes > maxBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Reads a small JSON object; `undefined` when it is none or too large. */
export async function readJsonBody(response: HttpResponse): Promise<Readonly<Record<string, unknown>> | undefined> {
  const bytes = await readLimitedBody(response, maxJsonBytes);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return isRecord(value) ? value : undefined;
  } catch {
    // What is no JSON says nothing; the caller tells by the status what happened.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives what a registry says of an error: `{ "errors": [{ "code", "message" }] }`. */
export async function readErrorBody(response: HttpResponse): Promise<string> {
  const document = await readJsonBody(response).catch(() => undefined);
  const errors: readonly unknown[] = Array.isArray(document?.["errors"]) ? document["errors"] : [];
  const texts = errors.filter(isRecord).map((error) => {
    return [error["code"], error["message"]].filter((part) => typeof part === "string" && part !== "").join(" ");
  });
  return texts.join(", ");
}
