import { statSync } from "node:fs";
import { resolve } from "node:path";
import { readPieces } from "../../access/filesystem/read-pieces.ts";
import type { Importer } from "../../importers/define.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import { SekishoError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument } from "../../model/report.ts";
import { isAtLeast, type Severity, severities } from "../../model/severity.ts";
import { type ImportOptions, importPrinted, importReports } from "../../scan/import/import-reports.ts";
import { spoolStream } from "../../scan/import/spool-stream.ts";
import { loadRules } from "../../scan/load-rules.ts";
import { loadReportWriter } from "../../scan/report-formats.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { getOutputs } from "../outputs.ts";
import { reportContext } from "../report-context.ts";
import type { Terminal } from "../terminal.ts";
import { createYoungGeneration } from "../young-generation.ts";

/** Makes reports of ours from reports of other tools. */
export async function runImport(call: Call, terminal: Terminal): Promise<ExitCode> {
  const startedMs = Date.now();
  const outputs = getOutputs(call);
  const from = lastValue(call, "from");
  const targetName = lastValue(call, "target");
  const mappings = await loadMappings(allValues(call, "mapping"), terminal);
  const spooled = call.operands.includes("-") ? await spoolStream(terminal.input) : undefined;
  try {
    const isLarge = largestOf(call.operands, terminal) > largeBytes;
    const opened = call.operands.map((name) =>
      name === "-" && spooled !== undefined ? spooled.source : openFile(name, terminal),
    );
    const sources = isLarge ? opened.map(holdHeap) : opened;
    const options: ImportOptions = {
      workingDirectory: terminal.workingDirectory,
      language: terminal.language,
      clock: () => terminal.clock(),
      mappings,
      ...(from === undefined ? {} : { from }),
      ...(targetName === undefined ? {} : { targetName }),
    };
    if (isLarge && outputs.every(({ format }) => format === "json")) {
      return await printLarge(sources, options, { call, terminal, startedMs });
    }
    return await showReports(await importReports(sources, options), { call, terminal, startedMs });
  } finally {
    await spooled?.remove();
  }
}

interface Showing {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly startedMs: number;
}

async function showReports(document: ReportDocument, { call, terminal, startedMs }: Showing): Promise<ExitCode> {
  const rendered = { rules: await loadRules(document), sourceOf: () => undefined, elapsedMs: Date.now() - startedMs };
  for (const output of getOutputs(call)) {
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
  const { call, terminal } = showing;
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
    for (const { file } of getOutputs(call)) {
      const reports = imported.heads.map((head, index) => ({ head, texts: imported.textsOf(index) }));
      await deliver(writePrintedJson(reports), file, terminal);
    }
    return exitCodeOf(imported.heads, isFailing);
  } finally {
    imported.close();
  }
}

/** From here on memory counts more than the few per cent of time that it costs to keep it small. */
const largeBytes = 16 * 1_048_576;

/** Lets the heap's young generation grow as far as the records of one piece of a document need it, and no further. */
function holdHeap({ name, open }: DocumentSource): DocumentSource {
  const youngGeneration = createYoungGeneration();
  return {
    name,
    async *open() {
      for await (const piece of open()) {
        youngGeneration.holdFor({ total: Number.POSITIVE_INFINITY });
        yield piece;
      }
    },
  };
}

/** Of standard input the size is not known. */
function largestOf(names: readonly string[], { workingDirectory }: Terminal): number {
  const sizes = names.map((name) =>
    name === "-" ? Infinity : (statSync(resolve(workingDirectory, name), { throwIfNoEntry: false })?.size ?? 0),
  );
  return Math.max(...sizes);
}

async function loadMappings(files: readonly string[], { workingDirectory }: Terminal): Promise<readonly Importer[]> {
  if (files.length === 0) return [];
  const { loadMapping } = await import("../../scan/import/load-mapping.ts");
  const mappings: Importer[] = [];
  for (const file of files) mappings.push(await loadMapping(file, workingDirectory));
  return mappings;
}

function openFile(name: string, { workingDirectory }: Terminal): DocumentSource {
  const path = resolve(workingDirectory, name);
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) {
    throw new SekishoError("target-not-found", {
      en: `${name} does not exist.`,
      ja: `${name} が存在しません。`,
    });
  }
  if (status.isDirectory()) {
    throw new SekishoError("target-unreadable", {
      en: `${name} is a directory; expected a file.`,
      ja: `${name} はディレクトリです。ファイルを指定してください。`,
    });
  }
  return { name, open: () => readPieces(path) };
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
