import { sql } from "kysely";
import { parseReport, type Report, type ReportDocument, SekishoError } from "sekisho";
import { z } from "zod";
import { severityNameOf } from "../questions/severity-names.ts";
import type { TenantTransaction } from "../store/database.ts";

/** Findings of the book as a report of the scanner. */
export interface StoredDocument {
  readonly document: ReportDocument;
  /** Findings that lack what such a report must have. */
  readonly leftOut: number;
}

interface StoredRow {
  readonly id: string;
  readonly kind: string;
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly controls: readonly string[];
  readonly severity: number;
  readonly title: string;
  readonly subject: string;
  readonly details: unknown;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly expires: string | null;
  readonly owner: string | null;
  readonly assetId: string;
  readonly assetKind: string;
  readonly assetName: string;
  readonly digest: string | null;
}

const storedDetails = z.looseObject({
  vulnerability: z.looseObject({}).optional(),
  assessment: z.looseObject({}).optional(),
  exception: z.unknown().optional(),
});

/**
 * Gives findings with everything that reports said of them and what people decided since, a report for each asset, so that
 * exporters of the scanner can write them. What is a false positive does no harm by decision.
 */
export async function readStoredDocument(
  transaction: TenantTransaction,
  findingIds: readonly string[],
  madeAt: string,
): Promise<StoredDocument> {
  const { rows } = await sql<StoredRow>`
    SELECT f.finding_id AS id, f.kind, f.rule_id AS rule, f.aliases, f.controls, f.severity::int AS severity, f.title,
      f.subject, f.details, d.verdict, d.reason, (d.expires_at AT TIME ZONE 'UTC')::date AS expires, who.email AS owner,
      a.asset_id AS "assetId", a.kind AS "assetKind", a.name AS "assetName", a.digest
    FROM findings f
    JOIN assets a ON a.tenant_id = f.tenant_id AND a.asset_id = f.asset_id
    LEFT JOIN decisions d ON d.tenant_id = f.tenant_id AND d.decision_id = f.decision_id AND f.status = d.verdict
    LEFT JOIN accounts who ON who.tenant_id = d.tenant_id AND who.account_id = d.author_id
    WHERE f.finding_id = ANY(${findingIds}::uuid[]) ORDER BY a.kind, a.name, a.asset_id, f.rank, f.finding_id`.execute(
    transaction,
  );
  const reports: Report[] = [];
  let leftOut = 0;
  for (const ofAsset of Map.groupBy(rows, ({ assetId }) => assetId).values()) {
    const read = readReport(ofAsset, madeAt);
    // One finding that lacks something costs itself alone.
    const kept = read === undefined ? ofAsset.filter((row) => readReport([row], madeAt) !== undefined) : ofAsset;
    leftOut += ofAsset.length - kept.length;
    const report = read ?? (kept.length === 0 ? undefined : readReport(kept, madeAt));
    if (report !== undefined) reports.push(report);
  }
  return { document: { schemaVersion: 1, reports }, leftOut };
}

function readReport(rows: readonly StoredRow[], madeAt: string): Report | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const { assetKind: kind, assetName: name, digest } = first;
  const report = {
    schemaVersion: 1,
    producer: { name: "sekisho", version: "0.1.0" },
    target: { kind, name, ...(digest === null ? {} : { digest }) },
    startedAt: madeAt,
    finishedAt: madeAt,
    findings: rows.map(toFinding),
    coverage: [],
    diagnostics: [],
  };
  try {
    return parseReport(JSON.stringify({ schemaVersion: 1, reports: [report] }), name).reports[0];
  } catch (error) {
    if (error instanceof SekishoError && error.code === "report-invalid") return undefined;
    throw error;
  }
}

function toFinding(row: StoredRow): unknown {
  const { assessment, vulnerability, exception, ...details } = storedDetails.parse(row.details);
  const decided = exceptionOf(row) ?? exception;
  return {
    ...details,
    id: row.id.replaceAll("-", ""),
    kind: row.kind,
    rule: { id: row.rule, aliases: row.aliases, controls: row.controls },
    severity: severityNameOf(row.severity),
    title: row.title,
    subject: row.subject,
    status: decided === undefined ? "open" : "accepted",
    ...(decided === undefined ? {} : { exception: decided }),
    ...(vulnerability === undefined ? {} : { vulnerability: { ...vulnerability, ...assessment } }),
  };
}

function exceptionOf({ verdict, reason, expires, owner }: StoredRow): unknown {
  if (verdict === null || reason === null) return undefined;
  return {
    reason,
    ...(owner === null ? {} : { owner }),
    ...(expires === null ? {} : { expires }),
    ...(verdict === "false-positive" ? { justification: "vulnerable_code_not_present" } : {}),
  };
}
