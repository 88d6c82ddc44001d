import type { Database } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import { countRefusal } from "./count-refusal.ts";

/** Somebody whom a provider sent and who was not let in. */
export interface Refusal {
  readonly tenantId: string;
  readonly address: string;
  readonly by: "oidc" | "saml";
  /** Id of a provider of the tenant. */
  readonly provider: string;
  /** Where it ended, a word of ours: refusals are counted by it. */
  readonly at: string;
  /** What was wrong; may hold words of the other side. */
  readonly reason: string;
}

const longestReason = 300;

/**
 * Writes down that somebody was not let in, and why: the first of a provider within a minute, and then each that doubles
 * their number. Whoever posts forged answers by the thousand fills no trail. What comes from outside is cut short.
 */
export async function recordRefusal(
  database: Database,
  { tenantId, address, by, provider, at, reason }: Refusal,
): Promise<void> {
  await database.inTenant({ tenantId }, async (transaction) => {
    const refused = await countRefusal(transaction, { tenantId, credential: `${by} ${provider}`, reason: at });
    if (refused === undefined) return;
    const details = { by, provider, reason: reason.slice(0, longestReason), refused };
    const event = { action: "session.refuse", subject: "account", details };
    await recordAudit(transaction, tenantId, { kind: "nobody", address }, event);
  });
}
