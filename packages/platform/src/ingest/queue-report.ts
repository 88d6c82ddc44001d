import { enqueue } from "../jobs/job-queue.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import type { StoredBlob } from "./blob-store.ts";

/** A report whose bytes are stored and that is to be imported. */
export interface WaitingReport {
  readonly tenantId: string;
  readonly projectId: string;
  readonly blob: StoredBlob;
  /** What was looked at: left out, the report itself says it. */
  readonly scope?: unknown;
  /** The tool that wrote it; found out when left out. */
  readonly format?: string | undefined;
  /** What it is about, where it does not say it itself. */
  readonly targetName?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly lane: "interactive" | "scheduled";
  /** Id of the account or API key. */
  readonly uploadedBy: string;
}

/** Writes a report down with the job that imports it, in one transaction: neither is there without the other. */
export async function queueReport(transaction: TenantTransaction, waiting: WaitingReport): Promise<string> {
  const { tenantId, projectId, blob, scope, format, targetName, labels, lane, uploadedBy } = waiting;
  const reportId = newId();
  await transaction
    .insertInto("blobs")
    .values({ tenant_id: tenantId, digest: blob.digest, size_bytes: blob.sizeBytes })
    .onConflict((conflict) => conflict.columns(["tenant_id", "digest"]).doNothing())
    .execute();
  await transaction
    .insertInto("reports")
    .values({
      tenant_id: tenantId,
      report_id: reportId,
      project_id: projectId,
      blob_digest: blob.digest,
      scope: scope === undefined ? null : JSON.stringify(scope),
      named_format: format ?? null,
      target_name: targetName ?? null,
      labels: JSON.stringify(labels),
      lane,
      status: "queued",
      uploaded_by: uploadedBy,
    })
    .execute();
  await enqueue(transaction, { tenantId, kind: "import-report", lane, payload: { reportId } });
  return reportId;
}
