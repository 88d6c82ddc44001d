import { createHash, randomBytes } from "node:crypto";
import { isUuid } from "../store/uuid.ts";

/** What a link says: whose rows to look in, and a secret of 256 bits. */
export interface InvitationToken {
  readonly tenantId: string;
  /** SHA-256 of the secret: what is stored. */
  readonly hash: Buffer;
}

/** Makes the token of a link. */
export function makeInvitationToken(tenantId: string): InvitationToken & { readonly text: string } {
  const secret = randomBytes(32);
  return { tenantId, hash: hashOf(secret), text: `${tenantId}.${secret.toString("base64url")}` };
}

/** Reads a token; `undefined` for what cannot be one. */
export function readInvitationToken(text: string): InvitationToken | undefined {
  const [tenantId = "", secret = "", ...rest] = text.split(".");
  const bytes = Buffer.from(secret, "base64url");
  return isUuid(tenantId) && bytes.length === 32 && rest.length === 0 ? { tenantId, hash: hashOf(bytes) } : undefined;
}

function hashOf(secret: Buffer): Buffer {
  return createHash("sha256").update(secret).digest();
}
