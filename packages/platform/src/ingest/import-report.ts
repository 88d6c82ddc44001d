import type pg from "pg";
import { z } from "zod";
import type { ImportOutcome } from "../contract/report.ts";
import { type ReportScope, reportScope } from "../contract/scope.ts";
import type { Services } from "../services.ts";
import { writeJson } from "../store/copy-rows.ts";
import { withTenantClient } from "../store/database.ts";
import { storeEdges } from "./asset-edges.ts";
import { mergeStagedComponents } from "./merge-components.ts";
import { type MergeCounts, mergeStagedFindings } from "./merge-findings.ts";
import { type OpenedDocument, openDocument } from "./open-document.ts";
import { type PlacedReport, placeReport } from "./place-report.ts";
import { ReportStaging } from "./report-staging.ts";
import { reportChannel } from "./report-waiting-room.ts";
import { noteSightings } from "./sightings.ts";
import { type Speaker, Speakers } from "./speakers.ts";
import { makeStagingTables } from "./staging-tables.ts";
import { lockScopes, storeAssets, storeScopes, storeWitnesses, updateWitnesses } from "./witnesses.ts";

/** What is known of a report before it is read. */
interface ImportedReport {
  readonly tenantId: string;
  readonly reportId: string;
  readonly projectId: string;
  readonly arrival: number;
  readonly places: readonly PlacedReport[];
  /** What the document was known as. */
  readonly format: string;
}

const storedScope = reportScope.nullable();
const emptyCounts: MergeCounts = { new: 0, reopened: 0, fixed: 0 };

/**
 * Imports a stored report: in one transaction everything that it says comes into the book, and what it says no more is
 * ended. Done before, or overtaken by a later report of the same scope, it changes nothing.
 *
 * @throws {SekishoError} `report-invalid` when the document is a report of ours and wrong, `import-unknown-format` when it
 *   is of no kind that is known.
 */
export async function importStoredReport(services: Services, tenantId: string, reportId: string): Promise<void> {
  const report = await beginImport(services, tenantId, reportId);
  if (report === undefined) return;
  const scope = storedScope.parse(report.scope);
  const document = await openDocument(() => services.blobs.read(tenantId, report.digest), {
    format: report.namedFormat ?? undefined,
    targetName: report.targetName ?? nameOfScope(scope),
  });
  try {
    const { projectId, arrival } = report;
    const places = document.heads.map((head) =>
      placeReport(head, { projectId, scope, isInventory: document.isInventory }),
    );
    const imported: ImportedReport = { tenantId, reportId, projectId, arrival, places, format: document.format };
    await withTenantClient(services.store.worker, tenantId, (client) => importInto(client, imported, document));
  } finally {
    document.close();
  }
}

interface QueuedReport {
  readonly projectId: string;
  readonly arrival: number;
  readonly digest: string;
  readonly scope: unknown;
  readonly namedFormat: string | null;
  readonly targetName: string | null;
}

function beginImport({ store }: Services, tenantId: string, reportId: string): Promise<QueuedReport | undefined> {
  return store.worker.inTenant({ tenantId }, (transaction) =>
    transaction
      .updateTable("reports")
      .set({ status: "importing" })
      .where("report_id", "=", reportId)
      .where("status", "in", ["queued", "importing"])
      .returning(["project_id as projectId", "arrival", "blob_digest as digest", "scope"])
      .returning(["named_format as namedFormat", "target_name as targetName"])
      .executeTakeFirst(),
  );
}

/** What was looked at is called so, where a tool does not say it. */
function nameOfScope(scope: ReportScope | null): string | undefined {
  if (scope?.kind === "repository") return scope.repository;
  return scope?.kind === "cluster" ? scope.cluster : undefined;
}

async function importInto(client: pg.PoolClient, report: ImportedReport, document: OpenedDocument): Promise<void> {
  await makeStagingTables(client);
  await storeScopes(client, report);
  const speakers = new Speakers(report.places, report.arrival, await lockScopes(client, report));
  if (speakers.isOvertaken) {
    await finish(client, report, "superseded", undefined);
    return;
  }
  const staging = new ReportStaging(client, { places: report.places, speakers });
  const staged = await staging.read(document);
  // A finding that could not be read may be there all the same: nothing counts as gone then.
  const speaking = speakers.list(staged.invalid === 0);
  const isNothingNew = speaking.every(saysTheSame);
  await staging.end(isNothingNew);
  if (speakers.isOvertaken) {
    await finish(client, report, "superseded", undefined);
    return;
  }
  await storeWitnesses(client, report, speaking);
  await storeAssets(client, report);
  await storeEdges(client, report, speaking);
  await noteSightings(client, report.tenantId, speakers.sightings());
  const counts = isNothingNew ? emptyCounts : await mergeStagedFindings(client, report);
  if (!isNothingNew) await mergeStagedComponents(client, report.tenantId);
  await updateWitnesses(client, report, speaking);
  const { findings, duplicates, invalid, diagnostics } = staged;
  const isComplete = report.places.every((place) => place.isComplete) && invalid === 0;
  await finish(client, report, "imported", { findings, ...counts, duplicates, invalid, isComplete, diagnostics });
}

function saysTheSame({ isComplete, digest, known }: Speaker): boolean {
  return isComplete && known?.isComplete === true && known.digest?.equals(digest) === true;
}

async function finish(
  client: pg.PoolClient,
  { tenantId, reportId, format }: ImportedReport,
  status: "imported" | "superseded",
  outcome: ImportOutcome | undefined,
): Promise<void> {
  await client.query(
    `UPDATE reports SET status = $3, finished_at = clock_timestamp(), outcome = $4, format = $5
     WHERE tenant_id = $1 AND report_id = $2`,
    [tenantId, reportId, status, outcome === undefined ? null : writeJson(outcome), format],
  );
  await client.query("SELECT pg_notify($1, $2)", [reportChannel, reportId]);
}

/** What an import-report job is told. */
export const importPayload = z.object({ reportId: z.uuid() });
