import { hash } from "node:crypto";
import { type CopyValue, writeJson } from "../store/copy-rows.ts";
import { idOf } from "../store/uuid.ts";
import type { ReportedFinding, ReportedWitness } from "./reported-finding.ts";

/** Where a finding was seen, and by whom. */
export interface FindingPlace {
  readonly witnessId: string;
  /** Which tool the witness is. */
  readonly source: string;
  readonly assetId: string;
  /** What the witness says in its own words, where the finding is told in others. */
  readonly statements: readonly ReportedWitness[];
}

/** A finding as it is copied into the staging table. */
export interface StagedFinding {
  readonly findingId: string;
  readonly values: readonly CopyValue[];
  /** SHA-256 of everything that makes the finding what it is, in hex. */
  readonly digest: string;
}

/** Columns of the staging table, in the order of a staged finding's values. */
export const stagedColumns = [
  "position",
  "witness_id",
  "source",
  "finding_id",
  "asset_id",
  "kind",
  "rule_id",
  "subject",
  "severity",
  "rank",
  "title",
  "flaw",
  "flaw_names",
  "package",
  "package_name",
  "fixed_in",
  "aliases",
  "controls",
  "is_accepted",
  "details",
  "content_digest",
  "statements",
] as const;

const ranks = { critical: 0, high: 1, medium: 2, low: 3, info: 4 } as const;
/** Hex digits of a digest that are kept: two different texts of one finding never meet by chance. */
const digestDigits = 32;
const maxRisk = 100;

/** Gives the id of a finding: the same whoever reports it, in every later report. */
export function findingIdOf(assetId: string, { kind, rule, subject }: ReportedFinding): string {
  return idOf("finding", assetId, kind, rule.id, subject);
}

/** Makes the row of a finding. The same finding has the same id whoever reports it, in every later report. */
export function stageFinding(
  finding: ReportedFinding,
  { witnessId, source, assetId, statements: said }: FindingPlace,
  position: number,
): StagedFinding {
  const { rule, vulnerability } = finding;
  const severity = ranks[finding.severity];
  const findingId = findingIdOf(assetId, finding);
  const { details, digest } = describe(finding);
  const statements = said.length === 0 ? null : writeJson(said);
  const values: readonly CopyValue[] = [
    position,
    witnessId,
    source,
    findingId,
    assetId,
    finding.kind,
    rule.id,
    finding.subject,
    severity,
    severity * 1000 + maxRisk - Math.round(vulnerability?.risk ?? 0),
    finding.title,
    vulnerability?.flaw ?? null,
    vulnerability === undefined ? null : flawNames(vulnerability),
    vulnerability === undefined ? null : finding.subject,
    vulnerability?.name ?? null,
    vulnerability?.fixedIn ?? null,
    rule.aliases,
    rule.controls,
    finding.status === "accepted",
    details,
    `\\x${digest.slice(0, digestDigits)}`,
    statements,
  ];
  return {
    findingId,
    values,
    digest: statements === null ? digest : digestWith(digest, statements),
  };
}

function digestWith(digest: string, statements: string): string {
  return hash("sha256", Buffer.concat([Buffer.from(digest, "hex"), Buffer.from(statements)]), "hex");
}

function flawNames({ flaw, advisory, aliases }: NonNullable<ReportedFinding["vulnerability"]>): readonly string[] {
  return [...new Set([flaw, advisory, ...aliases])].filter((name) => name !== "").toSorted();
}

/** What changes from day to day without anybody doing anything: probabilities, and the dates of advisories. */
const passing: ReadonlySet<string> = new Set(["risk", "riskParts", "epss", "statements"]);

/**
 * Writes the JSON of a finding's details, with what is passing apart in `assessment`, and the digest over everything else:
 * what is passing makes no finding another one.
 */
function describe(finding: ReportedFinding): { readonly details: string; readonly digest: string } {
  const { kind, rule, severity, title, subject, vulnerability, witnesses: _apart, ...rest } = finding;
  const known = Object.entries(vulnerability ?? {});
  const flaw = Object.fromEntries(known.filter(([name]) => !passing.has(name)));
  const lasting = writeJson(vulnerability === undefined ? rest : { ...rest, vulnerability: flaw });
  const digest = hash("sha256", `${writeJson([kind, rule, severity, title, subject])}${lasting}`, "hex");
  if (vulnerability === undefined) return { details: lasting, digest };
  const assessment = writeJson(Object.fromEntries(known.filter(([name]) => passing.has(name))));
  return { details: `${lasting.slice(0, -1)},"assessment":${assessment}}`, digest };
}
