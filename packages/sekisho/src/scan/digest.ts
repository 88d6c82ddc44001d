import { sha256 } from "@noble/hashes/sha2.js";

/** From here on the native digest saves more time than it takes to load. */
const largeBytes = 1_048_576;

/** Gives the digest of bytes as targets carry it: `sha256:` and hexadecimal digits. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  if (bytes.length < largeBytes) return `sha256:${sha256Hex(bytes)}`;
  const { createHash } = await import("node:crypto");
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Gives the SHA-256 of a small text in hexadecimal digits. Loading `node:crypto` takes longer than a whole file's ids. */
export function sha256Hex(bytes: Uint8Array): string {
  return Buffer.from(sha256(bytes)).toString("hex");
}

/** From so many digests of texts on, the native one has saved the time that it takes to load. */
const manyTexts = 500;

/**
 * Gives a function that makes the SHA-256 of one text after the other, of its UTF-8, in hexadecimal digits. It goes over to
 * the native digest when there are many.
 */
export function createTextDigest(): (text: string) => string {
  let count = 0;
  let native: ((text: string) => string) | undefined;
  return (text) => {
    count++;
    if (count <= manyTexts) return sha256Hex(Buffer.from(text));
    native ??= loadNativeDigest();
    return native(text);
  };
}

function loadNativeDigest(): (text: string) => string {
  const { hash } = process.getBuiltinModule("node:crypto");
  return (text) => hash("sha256", text);
}
