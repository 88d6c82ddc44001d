import { open } from "node:fs/promises";
import { resolve } from "node:path";

/** The first key of a report is found within so many bytes. */
const sniffedBytes = 4096;
const reportStart = /^\uFEFF?\s{0,200}\{\s{0,200}"(?:schemaVersion|reports)"\s{0,200}:/;

/** Tells by the first key whether a document is a report of ours; 4096 bytes of it are enough. */
export function recogniseReport(start: Uint8Array): boolean {
  return reportStart.test(new TextDecoder("utf-8", { ignoreBOM: true }).decode(start.subarray(0, sniffedBytes)));
}

/**
 * Tells by its first key whether a file is a report of ours. A file that cannot be read is none: whoever reads it as
 * something else says why.
 */
export async function looksLikeReport(name: string, workingDirectory: string): Promise<boolean> {
  if (name === "-") return false;
  try {
    const file = await open(resolve(workingDirectory, name));
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0);
      return recogniseReport(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
