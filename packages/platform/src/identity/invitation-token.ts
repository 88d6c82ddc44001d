import { createHash, randomBytes } from "node:crypto";
import { isUuid } from "../store/uuid.ts";
import type { SecretBox } from "./secret-box.ts";

/** What a link says: whose rows to look in, and a secret of 256 bits. */
export interface InvitationToken {
  readonly tenantId: string;
  /** SHA-256 of the secret: what is stored. */
  readonly hash: Buffer;
}

/** A token with what stands in the link. */
export type MadeInvitationToken = InvitationToken & { readonly text: string };

/** Which mail a link goes with. */
export interface MailedLink {
  readonly tenantId: string;
  readonly invitationId: string;
  /** 1 for the first mail of an invitation: every mail has a link of its own. */
  readonly mail: number;
}

/** Makes the token of a link. */
export function makeInvitationToken(tenantId: string): MadeInvitationToken {
  return tokenOf(tenantId, randomBytes(32));
}

/**
 * Gives the token of a link that goes by mail. It is derived from the key of the installation: a mail that is tried again
 * has the same link, and until it is sent there is nothing to read in the database but the hash.
 */
export function deriveInvitationToken(
  secrets: SecretBox,
  { tenantId, invitationId, mail }: MailedLink,
): MadeInvitationToken {
  return tokenOf(tenantId, secrets.derive(`invitation:${tenantId}:${invitationId}:${mail}`));
}

/** Reads a token; `undefined` for what cannot be one. */
export function readInvitationToken(text: string): InvitationToken | undefined {
  const [tenantId = "", secret = "", ...rest] = text.split(".");
  const bytes = Buffer.from(secret, "base64url");
  return isUuid(tenantId) && bytes.length === 32 && rest.length === 0 ? { tenantId, hash: hashOf(bytes) } : undefined;
}

function tokenOf(tenantId: string, secret: Buffer): MadeInvitationToken {
  return { tenantId, hash: hashOf(secret), text: `${tenantId}.${secret.toString("base64url")}` };
}

function hashOf(secret: Buffer): Buffer {
  return createHash("sha256").update(secret).digest();
}
