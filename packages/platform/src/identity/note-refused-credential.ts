import { sql } from "kysely";
import type { Database } from "../store/database.ts";
import { recordAudit } from "./audit.ts";

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
    const { rows } = await sql<{ refused: number }>`
      INSERT INTO refused_credentials AS r (tenant_id, credential, reason, since, refused)
      SELECT tenant_id, ${credential}, ${reason}, now(), 1 FROM tenants WHERE tenant_id = ${tenantId}
      ON CONFLICT (tenant_id, credential, reason) DO UPDATE SET
        refused = CASE WHEN r.since > now() - interval '1 minute' THEN r.refused + 1 ELSE 1 END,
        since = CASE WHEN r.since > now() - interval '1 minute' THEN r.since ELSE now() END
      RETURNING refused`.execute(transaction);
    const refused = rows[0]?.refused;
    if (refused === undefined || !Number.isInteger(Math.log2(refused))) return;
    if (refused === 1) {
      await transaction
        .deleteFrom("refused_credentials")
        .where("since", "<", sql<string>`now() - interval '1 day'`)
        .execute();
    }
    const said = Object.entries(claims).map(([name, text]): [string, string] => [name, text.slice(0, longestClaim)]);
    await recordAudit(
      transaction,
      tenantId,
      { kind: "nobody", address },
      { action: `${kind}.refuse`, subject: id ?? kind, details: { reason, refused, ...Object.fromEntries(said) } },
    );
  });
}
