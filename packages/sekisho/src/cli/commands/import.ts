import type { Importer } from "../../importers/define.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { isAtLeast, type Severity, severities } from "../../model/severity.ts";
import { type ImportOptions, importPrinted, importReports } from "../../scan/import/import-reports.ts";
import { loadRules } from "../../scan/load-rules.ts";
import { loadReportWriter } from "../../scan/report-formats.ts";
import { type SbomFormat, sbomFormats } from "../../scan/sbom-formats.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import type { FormatName } from "../command-table.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type ImportSources, openImportSources } from "../import-sources.ts";
import { formatNames } from "../option-table.ts";
import { errorMessage } from "../output/error-message.ts";
import { getOutputsOf, type Output } from "../outputs.ts";
import { reportContext } from "../report-context.ts";
import type { Terminal } from "../terminal.ts";

/** Makes reports of ours from reports of other tools. */
export async function runImport(call: Call, terminal: Terminal): Promise<ExitCode> {
  const startedMs = Date.now();
  const outputs = getOutputsOf(call, importFormats, "table");
  const from = lastValue(call, "from");
  const targetName = lastValue(call, "target");
  const mappings = await loadMappings(allValues(call, "mapping"), terminal);
  const opened = await openImportSources(call.operands, terminal);
  const failures = [...opened.failures];
  try {
    const options: ImportOptions = {
      workingDirectory: terminal.workingDirectory,
      language: terminal.language,
      clock: () => terminal.clock(),
      mappings,
      onUnread: (error) => failures.push(error),
      ...(from === undefined ? {} : { from }),
      ...(targetName === undefined ? {} : { targetName }),
    };
    // A list of packages takes much memory: it is gone before findings are read.
    await writeSboms(outputs, opened.sources, terminal);
    const showing = { outputs: outputs.filter(isOfReport), call, terminal, startedMs };
    const ended = await importAll(opened, options, showing);
    for (const error of failures) await terminal.writeError(errorMessage(error, terminal));
    if (failures.length === 0) return ended;
    return failures.length < call.operands.length ? exitCodes.partial : exitCodes.wrongCall;
  } finally {
    await opened.close();
  }
}

/** The forms of a report, and those of SBOMs for what lists packages. */
const importFormats = [...formatNames, ...sbomFormats];

function isOfReport(output: Output<FormatName | SbomFormat>): output is Output {
  return formatNames.some((name) => name === output.format);
}

async function writeSboms(
  outputs: readonly Output<FormatName | SbomFormat>[],
  sources: readonly DocumentSource[],
  terminal: Terminal,
): Promise<void> {
  const wanted = outputs.filter((output) => !isOfReport(output));
  if (wanted.length === 0) return;
  const { getInventory } = await import("../../scan/import/find-inventory.ts");
  const { writeSbom } = await import("../../scan/write-sbom.ts");
  const inventory = await getInventory(sources);
  for (const { format, file } of wanted) {
    const sbomFormat = sbomFormats.find((name) => name === format);
    if (sbomFormat !== undefined) await deliver(await writeSbom(inventory, sbomFormat), file, terminal);
  }
}

async function importAll(
  { sources, isLarge }: ImportSources,
  options: ImportOptions,
  showing: Showing,
): Promise<ExitCode> {
  if (isLarge && showing.outputs.every(({ format }) => format === "json")) {
    return await printLarge(sources, options, showing);
  }
  return await showReports(await importReports(sources, options), showing);
}

interface Showing {
  readonly outputs: readonly Output[];
  readonly call: Call;
  readonly terminal: Terminal;
  readonly startedMs: number;
}

async function showReports(document: ReportDocument, showing: Showing): Promise<ExitCode> {
  const { outputs, call, terminal, startedMs } = showing;
  // Nothing was read: an empty table would read as "nothing found".
  if (document.reports.length === 0) return exitCodes.partial;
  const rendered = { rules: await loadRules(document), sourceOf: () => undefined, elapsedMs: Date.now() - startedMs };
  for (const output of outputs) {
    const context = { ...reportContext(call, terminal, rendered, output.file), commands: {} };
    await deliver((await loadReportWriter(output.format))(document, context), output.file, terminal);
  }
  return exitCodeOf(document.reports, hasFailing(document, failOnOf(call)));
}

/** Of JSON no finding has to be in memory. */
async function printLarge(
  sources: readonly DocumentSource[],
  options: ImportOptions,
  showing: Showing,
): Promise<ExitCode> {
  const { outputs, call, terminal } = showing;
  const { createFindingPrinter, writePrintedJson } = await import("../../exporters/json/json.ts");
  const print = createFindingPrinter();
  const threshold = failOnOf(call);
  let isFailing = false;
  const imported = await importPrinted(sources, options, (finding) => {
    isFailing ||= isAtOrAbove(finding, threshold);
    return print(finding);
  });
  if (!("heads" in imported)) return await showReports(imported, showing);
  try {
    for (const { file } of outputs) {
      const reports = imported.heads.map((head, index) => ({
        head,
        texts: imported.textsOf(index),
        packages: imported.packagesOf(index),
      }));
      await deliver(writePrintedJson(reports), file, terminal);
    }
    return exitCodeOf(imported.heads, isFailing);
  } finally {
    imported.close();
  }
}

async function loadMappings(files: readonly string[], { workingDirectory }: Terminal): Promise<readonly Importer[]> {
  if (files.length === 0) return [];
  const { loadMapping } = await import("../../scan/import/load-mapping.ts");
  const mappings: Importer[] = [];
  for (const file of files) mappings.push(await loadMapping(file, workingDirectory));
  return mappings;
}

function exitCodeOf(reports: readonly Report[], isFailing: boolean): ExitCode {
  const isPartial = reports.some(
    ({ coverage, diagnostics }) =>
      coverage.some(({ ended }) => ended === "partial" || ended === "failed") ||
      diagnostics.some(({ level }) => level === "error"),
  );
  if (isPartial) return exitCodes.partial;
  return isFailing ? exitCodes.findings : exitCodes.done;
}

function failOnOf(call: Call): Severity | undefined {
  const failOn = lastValue(call, "fail-on");
  return severities.find((severity) => severity === failOn);
}

function hasFailing({ reports }: ReportDocument, threshold: Severity | undefined): boolean {
  return reports.some(({ findings }) => findings.some((finding) => isAtOrAbove(finding, threshold)));
}

function isAtOrAbove({ status, severity }: Finding, threshold: Severity | undefined): boolean {
  return threshold !== undefined && status === "open" && isAtLeast(severity, threshold);
}
