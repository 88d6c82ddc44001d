import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { repeatWork } from "../jobs/repeat-work.ts";
import type { Services } from "../services.ts";

/** Where a tenant's trail ended when it was tended. */
export interface TrailEnd {
  readonly tenantId: string;
  readonly sequence: number;
  /** Hexadecimal. */
  readonly hash: string;
}

const monthsAhead = 3;
const everyMs = 6 * 3_600_000;

/**
 * Makes the months that come, forgets those that are over, and leaves an anchor at the end of every tenant's trail. Gives
 * the ends that are new: whoever keeps them elsewhere sees later that nothing before them was written anew.
 *
 * @param months Whole months that are kept beside the current one; all of them when left out.
 */
export async function tendTrails(
  { store }: Pick<Services, "store">,
  months: number | undefined,
): Promise<readonly TrailEnd[]> {
  const { queries } = store.worker;
  await sql`SELECT prepare_audit_months(${monthsAhead})`.execute(queries);
  const ends: TrailEnd[] = [];
  for (const { tenant_id: tenantId } of await queries.selectFrom("tenants").select("tenant_id").execute()) {
    const end = await store.worker.inTenant({ tenantId }, async (transaction) => {
      const { rows } = await sql<{ sequence: number; hash: Buffer }>`
        INSERT INTO audit_anchors (tenant_id, sequence, kind, hash)
        SELECT tenant_id, sequence, 'daily', hash FROM audit_entries ORDER BY sequence DESC LIMIT 1
        ON CONFLICT DO NOTHING RETURNING sequence, hash`.execute(transaction);
      return rows[0];
    });
    if (end !== undefined) ends.push({ tenantId, sequence: end.sequence, hash: end.hash.toString("hex") });
  }
  if (months !== undefined) await sql`SELECT forget_audit_months(${months})`.execute(queries);
  return ends;
}

/** How trails are tended while a platform runs. */
export interface TrailKeeping {
  readonly months: number | undefined;
  /** Hears where trails end now. */
  readonly onEnd: (end: TrailEnd) => void;
  readonly onError: (error: unknown, what: string) => void;
}

/** Tends the trails now and every six hours, until it is stopped. */
export function startTrailKeeping(
  services: Services,
  { months, onEnd, onError }: TrailKeeping,
): { stop(): Promise<void> } {
  return repeatWork({
    everyMs,
    startsNow: true,
    run: async () => {
      for (const end of await tendTrails(services, months)) onEnd(end);
    },
    onError: (error) => onError(error, "tend the audit trail"),
  });
}

/**
 * Reads `SEKISHO_AUDIT_MONTHS`.
 *
 * @throws {SekishoError} `usage` when it is no number of months.
 */
export function readAuditMonths(written: string | undefined): number | undefined {
  if (written === undefined || written === "") return undefined;
  if (/^[1-9]\d{0,2}$/.test(written)) return Number(written);
  throw new SekishoError("usage", {
    en: `SEKISHO_AUDIT_MONTHS: expected months from 1 to 999, got ${JSON.stringify(written.slice(0, 40))}`,
    ja: `SEKISHO_AUDIT_MONTHS には 1 から 999 までの月数を指定してください（指定値: ${JSON.stringify(written.slice(0, 40))}）。`,
  });
}
