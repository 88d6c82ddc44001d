import { createHash, randomBytes } from "node:crypto";
import { isUuid } from "../store/uuid.ts";

/** What a browser's cookie says: whose rows to look in, and a secret of 256 bits. */
export interface SessionToken {
  readonly tenantId: string;
  /** SHA-256 of the secret: what is stored. */
  readonly hash: Buffer;
}

/** Name of the cookie. */
const sessionCookie = "sekisho_session";

/** Makes a session's secret and the cookie's value. */
export function makeSessionToken(tenantId: string): SessionToken & { readonly value: string } {
  const secret = randomBytes(32);
  return { tenantId, hash: hashOf(secret), value: `${tenantId}.${secret.toString("base64url")}` };
}

/** Reads the session out of a `Cookie` header; `undefined` when there is none that could be one. */
export function readSessionToken(header: string | undefined): SessionToken | undefined {
  for (const part of (header ?? "").split(";")) {
    const [name, value = ""] = part.trim().split("=", 2);
    if (name !== sessionCookie) continue;
    const [tenantId = "", secret = ""] = value.split(".", 2);
    const bytes = Buffer.from(secret, "base64url");
    return isUuid(tenantId) && bytes.length === 32 ? { tenantId, hash: hashOf(bytes) } : undefined;
  }
  return undefined;
}

/** Writes the `Set-Cookie` header of a session; with an empty value it ends. */
export function writeSessionCookie(value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const parts = [`${sessionCookie}=${value}`, "Path=/", `Max-Age=${maxAgeSeconds}`, "HttpOnly", "SameSite=Strict"];
  return [...parts, ...(isSecure ? ["Secure"] : [])].join("; ");
}

function hashOf(secret: Buffer): Buffer {
  return createHash("sha256").update(secret).digest();
}
