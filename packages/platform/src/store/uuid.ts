import { hash, randomBytes } from "node:crypto";

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Tells whether a text is a UUID in lower case, as PostgreSQL prints it. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** Makes an id that sorts by the moment it was made. Source: RFC 9562, section 5.7 (version 7). */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes.toString("hex"));
}

/**
 * Gives the id of a thing that its parts name: the same parts are the same id on every machine, so that nothing need be
 * looked up before it is written. SHA-256, shortened, as version 8 of RFC 9562 allows.
 */
export function idOf(...parts: readonly string[]): string {
  let text = "";
  // Each part stands behind its length: no two lists of parts give one text.
  for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
  const bytes = hash("sha256", text, "buffer").subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format(bytes.toString("hex"));
}

function format(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
