import { createHash } from "node:crypto";

/** Digests in hexadecimal small letters, of the algorithms that OCI registers. */
const digestPattern = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** Tells whether a text is a digest that can be verified. Source: OCI image specification 1.1, Descriptor, "Digests". */
export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}

/** Gives the digest of bytes, with the algorithm of another digest: `sha256:…`. */
export function digestLike(digest: string, bytes: Uint8Array): string {
  const algorithm = digest.slice(0, digest.indexOf(":"));
  return `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
}

/** Gives the SHA-256 digest of bytes: `sha256:…`. */
export function digestOf(bytes: Uint8Array): string {
  return digestLike("sha256:", bytes);
}
