import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { completenessOf } from "../../semantics/completeness/completeness.ts";
import type { ExportContext } from "../context.ts";
import { printItem, printJson, spliceItems } from "../escape/print-json.ts";
import { phrasesIn } from "../phrases.ts";
import { findingsOf } from "../summary.ts";
import { type ArtifactTable, createArtifactTable, regionOf, sourceRoot } from "./artifacts.ts";
import type { SarifDriver, SarifInvocation, SarifLevel, SarifLog, SarifNotification } from "./log.ts";
import { type ResultTables, writeResults } from "./results.ts";
import { createRuleTable, type RuleTable } from "./rules.ts";

const ended: Readonly<Record<"partial" | "failed", SarifLevel>> = { partial: "warning", failed: "error" };

/** Levels of objects and lists around a result. */
const resultDepth = 4;

/**
 * Writes a document as SARIF 2.1.0: one run, one result for each place of a finding, one invocation for each target.
 *
 * An invocation is successful only when everything was examined; what was not is in its notifications. Source:
 * "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS Standard.
 */
export function exportSarif(document: ReportDocument, context: ExportContext): string {
  return [...writeSarif(document, context)].join("");
}

/** Writes what {@link exportSarif} gives, finding by finding. */
export function* writeSarif(document: ReportDocument, context: ExportContext): Generator<string> {
  const findings = findingsOf(document);
  const artifacts = createArtifactTable(document);
  const rules = createRuleTable(findings, context);
  const hasSuppressions = findings.some(({ status }) => status === "accepted");
  const log: SarifLog = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: describeTool(document, rules, context) },
        language: context.language,
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [sourceRoot]: { description: { text: phrasesIn(context.language).workingDirectory } } },
        invocations: document.reports.map((report) => describeInvocation(report, artifacts)),
        artifacts: artifacts.artifacts,
        results: [],
      },
    ],
  };
  const results = printResults(findings, { artifacts, rules, hasSuppressions }, context);
  yield* spliceItems(printJson(log), { key: "results", depth: resultDepth - 1 }, results);
}

function* printResults(
  findings: readonly Finding[],
  tables: ResultTables,
  context: ExportContext,
): Generator<readonly [string]> {
  for (const finding of findings) {
    for (const result of writeResults(finding, tables, context)) yield [printItem(result, resultDepth)];
  }
}

function describeTool(
  { reports }: ReportDocument,
  { rules }: RuleTable,
  { informationUri }: ExportContext,
): SarifDriver {
  const producer = reports[0]?.producer;
  return {
    name: producer?.name ?? "sekisho",
    ...(producer === undefined ? {} : { version: producer.version }),
    ...(informationUri === undefined ? {} : { informationUri }),
    rules,
  };
}

function describeInvocation(report: Report, artifacts: ArtifactTable): SarifInvocation {
  const notifications = [...diagnosticsOf(report, artifacts), ...gapsOf(report, artifacts)];
  return {
    executionSuccessful: completenessOf(report) !== "partial" && notifications.every(({ level }) => level !== "error"),
    startTimeUtc: report.startedAt,
    endTimeUtc: report.finishedAt,
    toolExecutionNotifications: notifications,
    ...(report.origins === undefined ? {} : { properties: { origins: report.origins } }),
  };
}

function diagnosticsOf(report: Report, artifacts: ArtifactTable): readonly SarifNotification[] {
  return report.diagnostics.map(({ code, level, message, location }) => {
    const region = location === undefined ? undefined : regionOf(location);
    return {
      descriptor: { id: code },
      level: level === "info" ? "note" : level,
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: artifacts.locate(location?.path ?? report.target.name),
            ...(region === undefined ? {} : { region }),
          },
        },
      ],
    };
  });
}

function gapsOf(report: Report, artifacts: ArtifactTable): readonly SarifNotification[] {
  const notifications: SarifNotification[] = [];
  for (const coverage of report.coverage) {
    if (coverage.ended === "done" || coverage.ended === "skipped") continue;
    notifications.push({
      descriptor: { id: coverage.plugin },
      level: ended[coverage.ended],
      message: { text: coverage.reason ?? coverage.ended },
      locations: [{ physicalLocation: { artifactLocation: artifacts.locate(report.target.name) } }],
    });
  }
  return notifications;
}
