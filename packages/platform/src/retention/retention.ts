import { SekishoError } from "sekisho";
import { repeatWork } from "../jobs/repeat-work.ts";
import type { Services } from "../services.ts";
import { compactFindingChanges } from "./compact-changes.ts";
import { endActivities } from "./end-activities.ts";
import { forgetReports } from "./forget-reports.ts";

/** What is kept, and where. */
export interface RetentionSettings {
  /** Reports that were replaced are forgotten after so many days; never when left out. */
  readonly days: number | undefined;
  readonly onError: (error: unknown, what: string) => void;
}

/** What a round did. */
export interface RetentionOutcome {
  readonly reports: number;
  readonly files: number;
}

const dayMs = 86_400_000;
const everyMs = 6 * 3_600_000;

/** Does one round over all tenants. A second server that does the same meanwhile does no harm. */
export async function runRetention(
  { store, blobs }: Pick<Services, "store" | "blobs">,
  { days }: Pick<RetentionSettings, "days">,
  nowMs: number,
): Promise<RetentionOutcome> {
  const tenants = await store.worker.queries.selectFrom("tenants").select("tenant_id").execute();
  let reports = 0;
  for (const { tenant_id: tenantId } of tenants) {
    reports += await forgetReports(store.worker, tenantId, days);
    await compactFindingChanges(store.worker, tenantId);
    await endActivities(store.worker, tenantId);
  }
  const files = await blobs.sweep({
    olderThanMs: nowMs - dayMs,
    findNamed: (tenantId, digests) =>
      store.worker.inTenant({ tenantId }, async (transaction) => {
        const named = transaction
          .selectFrom("blobs")
          .select("digest")
          .where("digest", "in", [...digests]);
        return new Set((await named.execute()).map(({ digest }) => digest));
      }),
  });
  return { reports, files };
}

/** Does a round every six hours, until it is stopped. */
export function startRetention(services: Services, settings: RetentionSettings): { stop(): Promise<void> } {
  return repeatWork({
    everyMs,
    run: () => runRetention(services, settings, Date.now()),
    onError: (error) => settings.onError(error, "forget old reports"),
  });
}

/**
 * Reads `SEKISHO_REPORT_DAYS`.
 *
 * @throws {SekishoError} `usage` when it is no number of days.
 */
export function readRetentionDays(written: string | undefined): number | undefined {
  if (written === undefined || written === "") return undefined;
  if (/^[1-9]\d{0,4}$/.test(written)) return Number(written);
  throw new SekishoError("usage", {
    en: `SEKISHO_REPORT_DAYS: expected days from 1 to 99999, got ${JSON.stringify(written.slice(0, 40))}`,
    ja: `SEKISHO_REPORT_DAYS には 1 から 99999 までの日数を指定してください（指定値: ${JSON.stringify(written.slice(0, 40))}）。`,
  });
}
