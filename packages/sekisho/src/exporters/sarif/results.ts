import type { AcceptedException, Finding, ReportedEdit, ReportedFix } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { ExportContext } from "../context.ts";
import { phrasesIn } from "../phrases.ts";
import { type ArtifactTable, regionOf, wholeFile } from "./artifacts.ts";
import type { SarifFix, SarifLocation, SarifResult, SarifSuppression } from "./log.ts";
import { levelOf, type RuleTable } from "./rules.ts";

/** What results point into. */
export interface ResultTables {
  readonly artifacts: ArtifactTable;
  readonly rules: RuleTable;
  /** True when any finding of the run is accepted: SARIF wants `suppressions` on all results or on none. */
  readonly hasSuppressions: boolean;
}

/**
 * Gives one result for each place of a finding.
 *
 * The first carries the fix, because its edits repair all places, and the others as related locations. Fingerprints
 * are the finding's id with the number of the place: GitHub tracks alerts by `primaryLocationLineHash`.
 */
export function writeResults(finding: Finding, tables: ResultTables, context: ExportContext): readonly SarifResult[] {
  return finding.evidence.map((evidence, index) => ({
    ruleId: finding.rule.id,
    ruleIndex: tables.rules.indexOf(finding.rule.id),
    kind: "fail",
    level: levelOf(finding.severity),
    message: { text: messageOf(finding, evidence) },
    locations: [locate(evidence, tables.artifacts, finding.subject, context)],
    ...(index === 0 && finding.evidence.length > 1
      ? { relatedLocations: finding.evidence.slice(1).map((other, at) => relate(other, at + 1, tables.artifacts)) }
      : {}),
    partialFingerprints: {
      "sekishoFinding/v1": finding.id,
      primaryLocationLineHash: `${finding.id}:${index + 1}`,
    },
    ...(index === 0 && finding.fix !== undefined ? { fixes: [writeFix(finding.fix, finding, tables, context)] } : {}),
    ...(tables.hasSuppressions ? { suppressions: suppressionsOf(finding, context) } : {}),
    properties: {
      severity: finding.severity,
      kind: finding.kind,
      subject: finding.subject,
      findingId: finding.id,
      ...witnessesOf(finding),
    },
  }));
}

/** What other tools say, in their own words: SARIF has no place of its own for it. */
function witnessesOf({ witnesses }: Finding): Pick<SarifResult["properties"], "witnesses"> {
  return witnesses === undefined ? {} : { witnesses };
}

function messageOf(finding: Finding, evidence: Evidence): string {
  return (
    [evidence.message, finding.message, finding.title].find((text) => text !== undefined && text !== "") ??
    finding.rule.id
  );
}

function locate(evidence: Evidence, artifacts: ArtifactTable, subject: string, context: ExportContext): SarifLocation {
  const { path, pointer } = evidence.location;
  return {
    physicalLocation: {
      artifactLocation: artifacts.locate(path),
      region: regionOf(evidence.location, evidence.excerpt) ?? wholeFile(context.sourceOf(path)),
    },
    logicalLocations: [{ fullyQualifiedName: pointer === undefined ? subject : `${subject}#${pointer}` }],
  };
}

function relate(evidence: Evidence, id: number, artifacts: ArtifactTable): SarifLocation {
  const region = regionOf(evidence.location);
  return {
    id,
    physicalLocation: {
      artifactLocation: artifacts.locate(evidence.location.path),
      ...(region === undefined ? {} : { region }),
    },
    ...(evidence.message === undefined ? {} : { message: { text: evidence.message } }),
  };
}

function writeFix(fix: ReportedFix, finding: Finding, { artifacts }: ResultTables, context: ExportContext): SarifFix {
  const phrases = phrasesIn(context.language);
  const label = fix.safety === "safe" ? phrases.safeFix : phrases.proposedFix;
  const byPath = Map.groupBy(fix.edits, ({ path }) => path);
  return {
    description: { text: `${label}: ${finding.remediation}` },
    artifactChanges: [...byPath].map(([path, edits]) => ({
      artifactLocation: artifacts.locate(path),
      replacements: edits.map(writeReplacement),
    })),
  };
}

function writeReplacement({ startLine, startColumn, endLine, endColumn, text }: ReportedEdit) {
  return { deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent: { text } };
}

function suppressionsOf({ status, exception }: Finding, context: ExportContext): readonly SarifSuppression[] {
  if (status !== "accepted") return [];
  return [
    {
      kind: "external",
      status: "accepted",
      justification: exception?.reason ?? phrasesIn(context.language).exception,
      ...(exception === undefined ? {} : { properties: propertiesOf(exception) }),
    },
  ];
}

function propertiesOf({ owner, expires }: AcceptedException): Readonly<Record<string, string>> {
  return { ...(owner === undefined ? {} : { owner }), ...(expires === undefined ? {} : { expires }) };
}
