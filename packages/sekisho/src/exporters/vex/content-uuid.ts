import { hash } from "node:crypto";

/**
 * Gives the UUID of what a document says, as a URN: the same content has the same one. Version 8 of RFC 9562, of the
 * first bits of its SHA-256.
 */
export function contentUuid(content: string): string {
  const digest = hash("sha256", content, "hex");
  const variant = ((Number.parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(18, 20)}`,
    digest.slice(20, 32),
  ];
  return `urn:uuid:${parts.join("-")}`;
}
