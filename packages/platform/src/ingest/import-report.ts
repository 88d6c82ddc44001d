import type pg from "pg";
import { z } from "zod";
import type { ImportOutcome } from "../contract/report.ts";
import { type ReportScope, reportScope } from "../contract/scope.ts";
import { type LiveEvent, liveChannel } from "../events/live-room.ts";
import type { Services } from "../services.ts";
import { writeJson } from "../store/copy-rows.ts";
import { withTenantClient } from "../store/database.ts";
import { queueFlaws } from "./advisory-watch.ts";
import { storeEdges } from "./asset-edges.ts";
import { type MatchedPackages, matchPackages } from "./match-inventory.ts";
import { mergeStagedComponents } from "./merge-components.ts";
import { type MergeCounts, mergeStagedPart, settleStagedFindings } from "./merge-findings.ts";
import { type OpenedDocument, openDocument } from "./open-document.ts";
import { type PlacedReport, placeReport } from "./place-report.ts";
import type { FindingBatch } from "./report-reader.ts";
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
  readonly matched: MatchedPackages | undefined;
  /** State of the advisories that its packages were held against; `undefined` where it lists none. */
  readonly matchedWith: string | undefined;
  readonly isNew: boolean;
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
  if (report !== undefined) await read(services, { tenantId, reportId, report, isNew: true });
}

/**
 * Holds the packages that an imported report lists against the advisories again. A report that a later one has overtaken
 * says nothing more.
 */
export async function matchStoredReport(services: Services, tenantId: string, reportId: string): Promise<void> {
  const report = await findImported(services, tenantId, reportId);
  if (report !== undefined) await read(services, { tenantId, reportId, report, isNew: false });
}

interface Reading {
  readonly tenantId: string;
  readonly reportId: string;
  readonly report: QueuedReport;
  /** Otherwise only what advisories say of its packages is read again. */
  readonly isNew: boolean;
}

async function read(services: Services, { tenantId, reportId, report, isNew }: Reading): Promise<void> {
  const { projectId, arrival } = report;
  const scope = storedScope.parse(report.scope);
  const opened = await openDocument(() => services.blobs.read(tenantId, report.digest), {
    format: report.namedFormat ?? undefined,
    targetName: report.targetName ?? nameOfScope(scope),
  });
  try {
    const { inventories, heads, format } = opened;
    const matched = await matchPackages(services, inventories, heads);
    const document = isNew ? opened : withoutOwnWords(opened);
    const places = heads.map((one) => placeReport(one, { projectId, scope, isInventory: document.isInventory }));
    const matchedWith = inventories.length === 0 ? undefined : (matched?.version ?? neverMatched);
    const imported: ImportedReport = {
      tenantId,
      reportId,
      projectId,
      arrival,
      places,
      format,
      matched,
      matchedWith,
      isNew,
    };
    const isNewsOfFlaws = await withTenantClient(services.store.worker, tenantId, (client) =>
      importInto(client, imported, document),
    );
    if (isNewsOfFlaws && services.openAdvisories !== undefined) await queueFlaws(services, tenantId);
  } finally {
    opened.close();
  }
}

/** So that packages are held against the first advisories that come. */
const neverMatched = "";

async function* nothing(): AsyncGenerator<FindingBatch> {
  // What the document says itself was imported before.
}

function withoutOwnWords(document: OpenedDocument): OpenedDocument {
  return { ...document, isInventory: true, inventories: [], problems: [], findings: nothing };
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

function findImported({ store }: Services, tenantId: string, reportId: string): Promise<QueuedReport | undefined> {
  return store.worker.inTenant({ tenantId }, (transaction) =>
    transaction
      .selectFrom("reports")
      .select(["project_id as projectId", "arrival", "blob_digest as digest", "scope"])
      .select(["named_format as namedFormat", "target_name as targetName"])
      .where("report_id", "=", reportId)
      .where("status", "=", "imported")
      .executeTakeFirst(),
  );
}

/** What was looked at is called so, where a tool does not say it. */
function nameOfScope(scope: ReportScope | null): string | undefined {
  if (scope?.kind === "repository") return scope.repository;
  return scope?.kind === "cluster" ? scope.cluster : undefined;
}

/** Gives whether there are findings that were not known. */
async function importInto(client: pg.PoolClient, report: ImportedReport, document: OpenedDocument): Promise<boolean> {
  await client.query("SELECT set_config('sekisho.cause', $1, true)", [causeOf(report)]);
  await makeStagingTables(client);
  await storeScopes(client, report);
  const speakers = new Speakers(report.places, report.arrival, await lockScopes(client, report));
  if (speakers.isOvertaken) return await finish(client, report, undefined);
  let areAssetsStored = false;
  const merge = async (): Promise<void> => {
    if (!areAssetsStored) await storeAssets(client, report);
    areAssetsStored = true;
    await mergeStagedPart(client, report);
  };
  const staging = new ReportStaging(client, { places: report.places, speakers, merge });
  const staged = await staging.read(document, report.matched);
  // A finding that could not be read may be there all the same: nothing counts as gone then.
  const speaking = speakers.list(staged.invalid === 0);
  const isNothingNew = speaking.every(saysTheSame);
  await staging.end(isNothingNew);
  if (speakers.isOvertaken) return await finish(client, report, undefined);
  await storeWitnesses(client, report, speaking);
  if (!areAssetsStored) await storeAssets(client, report);
  await storeEdges(client, report, speaking);
  await noteSightings(client, report.tenantId, speakers.sightings());
  const merged = { ...report, isFirstWord: speaking.every(({ known }) => known === undefined) };
  const counts = isNothingNew ? emptyCounts : await settleStagedFindings(client, merged);
  if (!isNothingNew) await mergeStagedComponents(client, merged);
  await updateWitnesses(client, report, speaking);
  const { findings, duplicates, invalid, diagnostics } = staged;
  const isComplete = report.places.every((place) => place.isComplete) && invalid === 0;
  return await finish(client, report, { findings, ...counts, duplicates, invalid, isComplete, diagnostics });
}

/** What messages tell together: everything of one upload, and each flaw that an update of the advisories brought. */
function causeOf({ isNew, reportId, matchedWith }: ImportedReport): string {
  return isNew ? `upload:${reportId}` : `advisories:${matchedWith ?? neverMatched}`;
}

function saysTheSame({ isComplete, digest, known }: Speaker): boolean {
  return isComplete && known?.isComplete === true && known.digest?.equals(digest) === true;
}

/** Writes down what became of the report; without an outcome later ones have overtaken it. */
async function finish(
  client: pg.PoolClient,
  report: ImportedReport,
  outcome: ImportOutcome | undefined,
): Promise<boolean> {
  const { tenantId, reportId, format, matchedWith, isNew } = report;
  const values = [tenantId, reportId, matchedWith ?? null];
  if (isNew) {
    const status = outcome === undefined ? "superseded" : "imported";
    await client.query(
      `UPDATE reports SET matched_with = $3, status = $4, finished_at = clock_timestamp(), outcome = $5, format = $6
       WHERE tenant_id = $1 AND report_id = $2`,
      [...values, status, outcome === undefined ? null : writeJson(outcome), format],
    );
    await client.query("SELECT pg_notify($1, $2)", [reportChannel, reportId]);
    const change: LiveEvent = { tenant: tenantId, project: report.projectId, kind: "report", id: reportId };
    await client.query("SELECT pg_notify($1, $2)", [liveChannel, JSON.stringify(change)]);
  } else {
    await client.query("UPDATE reports SET matched_with = $3 WHERE tenant_id = $1 AND report_id = $2", values);
  }
  return outcome !== undefined && outcome.new > 0;
}

/** What an import-report job is told. */
export const importPayload = z.object({ reportId: z.uuid() });
