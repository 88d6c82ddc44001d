import type pg from "pg";
import { z } from "zod";
import type { ImportOutcome } from "../contract/report.ts";
import { reportScope } from "../contract/scope.ts";
import type { Services } from "../services.ts";
import { RowCopy } from "../store/copy-rows.ts";
import { withTenantClient } from "../store/database.ts";
import { type MergeCounts, mergeStagedFindings } from "./merge-findings.ts";
import { type PlacedReport, placeReport } from "./place-report.ts";
import { type DocumentBytes, type LocatedFinding, readFindings, readReportHeads } from "./report-reader.ts";
import { reportChannel } from "./report-waiting-room.ts";
import { noteSightings } from "./sightings.ts";
import { stagedColumns, stageFinding } from "./staged-finding.ts";
import { makeStagingTables } from "./staging-tables.ts";
import { type LockedWitnesses, lockWitnesses, storeAssets, storeScopes, updateWitnesses } from "./witnesses.ts";

/** What is known of a report before it is read. */
interface ImportedReport {
  readonly tenantId: string;
  readonly reportId: string;
  readonly projectId: string;
  readonly arrival: number;
  readonly places: readonly PlacedReport[];
}

interface StagingResult {
  readonly findings: number;
  readonly duplicates: number;
  readonly invalid: number;
  readonly diagnostics: ImportOutcome["diagnostics"];
  /** Over everything that a witness says, whatever the order. */
  readonly digests: ReadonlyMap<string, Buffer>;
}

const maxDiagnostics = 100;
/** Rows of so much text wait for the answer whether anything is new at all. */
const maxHeldCharacters = 32 * 1024 * 1024;
const storedScope = reportScope.nullable();
const emptyCounts: MergeCounts = { new: 0, reopened: 0, fixed: 0 };

/**
 * Imports a stored report: in one transaction everything that it says comes into the book, and what it says no more is
 * ended. Done before, or overtaken by a later report of the same scope, it changes nothing.
 *
 * @throws {SekishoError} `report-invalid` when the document is no report.
 */
export async function importStoredReport(services: Services, tenantId: string, reportId: string): Promise<void> {
  const report = await beginImport(services, tenantId, reportId);
  if (report === undefined) return;
  const document: DocumentBytes = () => services.blobs.read(tenantId, report.digest);
  const heads = await readReportHeads(document);
  const scope = storedScope.parse(report.scope);
  const places = heads.map((head) => placeReport(head, { projectId: report.projectId, scope }));
  const imported: ImportedReport = { tenantId, reportId, projectId: report.projectId, arrival: report.arrival, places };
  await withTenantClient(services.store.worker, tenantId, (client) => importInto(client, imported, document));
}

interface QueuedReport {
  readonly projectId: string;
  readonly arrival: number;
  readonly digest: string;
  readonly scope: unknown;
}

function beginImport({ store }: Services, tenantId: string, reportId: string): Promise<QueuedReport | undefined> {
  return store.worker.inTenant({ tenantId }, async (transaction) => {
    const row = await transaction
      .updateTable("reports")
      .set({ status: "importing" })
      .where("report_id", "=", reportId)
      .where("status", "in", ["queued", "importing"])
      .returning(["project_id", "arrival", "blob_digest", "scope"])
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return { projectId: row.project_id, arrival: row.arrival, digest: row.blob_digest, scope: row.scope };
  });
}

async function importInto(client: pg.PoolClient, report: ImportedReport, document: DocumentBytes): Promise<void> {
  await makeStagingTables(client);
  await storeScopes(client, report);
  const witnesses = await lockWitnesses(client, report);
  if (witnesses.current.size === 0) {
    await finish(client, report, "superseded", undefined);
    return;
  }
  await storeAssets(client, report);
  await noteSightings(client, report, witnesses);
  const staging = { client, table: "staged_findings", columns: stagedColumns };
  const copy = new RowCopy(staging, maxHeldCharacters);
  const staged = await stage(copy, { report, document, witnesses });
  // A finding that could not be read may be there all the same: nothing counts as gone then.
  if (staged.invalid > 0) await client.query("UPDATE staged_witnesses SET is_complete = false");
  const isSame = [...witnesses.current.values()].every(
    (witness) =>
      witness.isComplete && witness.lastDigest?.equals(staged.digests.get(witness.id) ?? emptyDigest) === true,
  );
  const isNothingNew = isSame && witnesses.lastComplete && staged.invalid === 0;
  if (!(isNothingNew && copy.isHeldBack)) await copy.end();
  const counts = isNothingNew ? emptyCounts : await mergeStagedFindings(client, report);
  await updateWitnesses(client, report, { witnesses, digests: staged.digests });
  const { findings, duplicates, invalid, diagnostics } = staged;
  const isComplete = report.places.every((place) => place.isComplete) && invalid === 0;
  await finish(client, report, "imported", { findings, ...counts, duplicates, invalid, isComplete, diagnostics });
}

const emptyDigest = Buffer.alloc(32);

interface Staging {
  readonly report: ImportedReport;
  readonly document: DocumentBytes;
  readonly witnesses: LockedWitnesses;
}

async function stage(copy: RowCopy, { report, document, witnesses }: Staging): Promise<StagingResult> {
  const seen = new Set<string>();
  const sums = new Map<string, bigint>();
  const diagnostics: { place: string; message: string }[] = [];
  let [position, invalid] = [0, 0];
  try {
    for await (const { findings, problems } of readFindings(document)) {
      invalid += problems.length;
      diagnostics.push(...problems.slice(0, maxDiagnostics - diagnostics.length));
      for (const { place, finding } of placed(findings, { report, witnesses })) {
        const staged = stageFinding(finding, place, position++);
        seen.add(`${staged.findingId}${place.witnessId}`);
        const digest = BigInt(`0x${staged.digest.toString("hex")}`);
        sums.set(place.witnessId, BigInt.asUintN(256, (sums.get(place.witnessId) ?? 0n) + digest));
        await copy.write(staged.values);
      }
    }
  } catch (error) {
    copy.abort(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  const digests = new Map([...sums].map(([id, sum]) => [id, Buffer.from(sum.toString(16).padStart(64, "0"), "hex")]));
  return { findings: position, duplicates: position - seen.size, invalid, diagnostics, digests };
}

/** Gives the findings of witnesses that have said nothing later, each with its place. */
function* placed(
  findings: readonly LocatedFinding[],
  { report, witnesses }: Pick<Staging, "report" | "witnesses">,
): Generator<{ readonly place: PlacedReport; readonly finding: LocatedFinding["finding"] }> {
  for (const { report: index, finding } of findings) {
    const place = report.places[index];
    if (place !== undefined && witnesses.current.has(place.witnessId)) yield { place, finding };
  }
}

async function finish(
  client: pg.PoolClient,
  { tenantId, reportId }: ImportedReport,
  status: "imported" | "superseded",
  outcome: ImportOutcome | undefined,
): Promise<void> {
  await client.query(
    "UPDATE reports SET status = $3, finished_at = clock_timestamp(), outcome = $4 WHERE tenant_id = $1 AND report_id = $2",
    [tenantId, reportId, status, outcome === undefined ? null : JSON.stringify(outcome)],
  );
  await client.query("SELECT pg_notify($1, $2)", [reportChannel, reportId]);
}

/** What an import-report job is told. */
export const importPayload = z.object({ reportId: z.uuid() });
