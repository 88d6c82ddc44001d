import { sql } from "kysely";
import { importPayload, importStoredReport } from "../ingest/import-report.ts";
import { reportChannel } from "../ingest/report-waiting-room.ts";
import { defineJob } from "./job.ts";

/** Imports a report that was uploaded. */
export const importReport = defineJob({
  kind: "import-report",
  payload: importPayload,
  run: ({ reportId }, { services, tenantId }) => importStoredReport(services, tenantId, reportId),
  giveUp: async ({ reportId }, failure, { services, tenantId }) => {
    await services.store.worker.inTenant({ tenantId }, async (transaction) => {
      await transaction
        .updateTable("reports")
        .set({ status: "failed", failure: JSON.stringify(failure), finished_at: sql`now()` })
        .where("report_id", "=", reportId)
        .where("status", "in", ["queued", "importing"])
        .execute();
      await sql`SELECT pg_notify(${reportChannel}, ${reportId})`.execute(transaction);
    });
  },
});
