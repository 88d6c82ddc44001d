import { sql } from "kysely";
import type { TenantTransaction } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import { makeSessionToken } from "./session-token.ts";
import { forgetFailures } from "./sign-in-failures.ts";

/** How somebody showed who they are. */
export type WayIn = "password" | "one-time-code" | "recovery-code" | "passkey" | "oidc" | "saml";

/** What the list of sessions shows. */
export interface Visitor {
  readonly userAgent: string;
  readonly address: string;
}

/** Somebody who showed who they are. */
export interface Arrival {
  readonly tenantId: string;
  readonly accountId: string;
  readonly email: string;
  readonly cameBy: WayIn;
  readonly visitor: Visitor;
}

/** A new session. */
export interface NewSession {
  readonly tenantId: string;
  readonly accountId: string;
  /** Value of the cookie. */
  readonly cookie: string;
  readonly maxAgeSeconds: number;
}

/** A session ends after so many days even when it is used. */
const sessionDays = 7;
/** Browsers say what they like of themselves. */
const maxUserAgent = 300;

/** Makes a session of somebody who showed who they are, and writes down how they came. */
export async function openSession(transaction: TenantTransaction, arrival: Arrival): Promise<NewSession> {
  const { tenantId, accountId, email, cameBy, visitor } = arrival;
  const token = makeSessionToken(tenantId);
  await forgetFailures(transaction, email);
  await transaction.deleteFrom("sessions").where("expires_at", "<", sql<string>`now()`).execute();
  await transaction
    .insertInto("sessions")
    .values({
      tenant_id: tenantId,
      token_hash: token.hash,
      account_id: accountId,
      user_agent: visitor.userAgent.slice(0, maxUserAgent),
      address: visitor.address,
      came_by: cameBy,
      expires_at: sql`now() + make_interval(days => ${sessionDays})`,
    })
    .execute();
  const actor = { kind: "account", accountId, address: visitor.address } as const;
  await recordAudit(transaction, tenantId, actor, {
    action: "session.open",
    subject: accountId,
    details: { by: cameBy },
  });
  return { tenantId, accountId, cookie: token.value, maxAgeSeconds: sessionDays * 86_400 };
}
