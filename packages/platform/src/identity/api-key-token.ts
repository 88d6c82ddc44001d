import { createHash, randomBytes } from "node:crypto";

/** What an API key says: which row to look in, and a secret of 256 bits. */
export interface ApiKeyToken {
  readonly tenantId: string;
  readonly keyId: string;
  /** SHA-256 of the secret: what is stored. A secret of full strength needs no slow hash. */
  readonly hash: Buffer;
}

/** What every key begins with, so that scanners for secrets know one when they see it. */
const prefix = "sekisho_";
const keyPattern = /^sekisho_[A-Za-z0-9_-]{86}$/;

/** Makes the text of a key. */
export function makeApiKey(tenantId: string, keyId: string): ApiKeyToken & { readonly text: string } {
  const secret = randomBytes(32);
  const text = `${prefix}${Buffer.concat([bytesOf(keyId), bytesOf(tenantId), secret]).toString("base64url")}`;
  return { tenantId, keyId, hash: hashOf(secret), text };
}

/** Reads a key; `undefined` for what cannot be one. */
export function readApiKey(text: string): ApiKeyToken | undefined {
  if (!keyPattern.test(text)) return undefined;
  const bytes = Buffer.from(text.slice(prefix.length), "base64url");
  const hex = bytes.toString("hex");
  // Two writings of one key: the last character has four bits that nobody reads.
  if (bytes.toString("base64url") !== text.slice(prefix.length)) return undefined;
  return { keyId: uuidOf(hex.slice(0, 32)), tenantId: uuidOf(hex.slice(32, 64)), hash: hashOf(bytes.subarray(32)) };
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function hashOf(secret: Buffer): Buffer {
  return createHash("sha256").update(secret).digest();
}
