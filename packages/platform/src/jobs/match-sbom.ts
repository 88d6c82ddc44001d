import { importPayload, matchStoredReport } from "../ingest/import-report.ts";
import { defineJob } from "./job.ts";

/** Holds a stored SBOM against the advisories again, which have changed. */
export const matchSbom = defineJob({
  kind: "match-sbom",
  payload: importPayload,
  run: ({ reportId }, { services, tenantId }) => matchStoredReport(services, tenantId, reportId),
});
