import type { Database } from "../store/database.ts";
import { recordAudit } from "./audit.ts";
import { countRefusal } from "./count-refusal.ts";

/** A key or a token that was not taken. */
export interface RefusedCredential {
  readonly tenantId: string;
  readonly kind: "api-key" | "pipeline";
  /** Id of a key that the tenant made; left out where nothing of ours has that name. */
  readonly id?: string | undefined;
  readonly reason: string;
  readonly address: string;
  /** What the other side says of itself; cut short, and never a secret. */
  readonly claims?: Readonly<Record<string, string>>;
}

const longestClaim = 300;

/**
 * Writes down that a key or token was not taken, and why: the first within a minute, and then each that doubles their
 * number. A flood leaves some entries a minute that say how many there were. Nothing is written of tenants that are none.
 */
export async function noteRefusedCredential(
  database: Database,
  { tenantId, kind, id, reason, address, claims = {} }: RefusedCredential,
): Promise<void> {
  const credential = id === undefined ? kind : `${kind} ${id}`;
  await database.inTenant({ tenantId }, async (transaction) => {
    const refused = await countRefusal(transaction, { tenantId, credential, reason });
    if (refused === undefined) return;
    const said = Object.entries(claims).map(([name, text]): [string, string] => [name, text.slice(0, longestClaim)]);
    await recordAudit(
      transaction,
      tenantId,
      { kind: "nobody", address },
      { action: `${kind}.refuse`, subject: id ?? kind, details: { reason, refused, ...Object.fromEntries(said) } },
    );
  });
}
