import { isAbsolute, join } from "node:path";
import { SekishoError } from "../../model/error.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { ReportDocument } from "../../model/report.ts";
import { isAtLeast } from "../../model/severity.ts";
import type { Configuration } from "../../scan/configuration/configuration.ts";
import { loadRules } from "../../scan/load-rules.ts";
import { type MatchOptions, matchInventories, readStoredSboms, type StoredSboms } from "../../scan/match-sboms.ts";
import { readReport } from "../../scan/read-report.ts";
import { looksLikeReport } from "../../scan/recognise-report.ts";
import { loadReportWriter } from "../../scan/report-formats.ts";
import type { Advisories } from "../../scan/vulnerability/judge-packages.ts";
import { compareReports, findingsNewlyAtLeast } from "../../semantics/comparison/compare-reports.ts";
import { leastComplete } from "../../semantics/completeness/completeness.ts";
import { advisoriesOptionOf } from "../advisories-option.ts";
import { type Call, lastValue } from "../arguments.ts";
import { configure } from "../configure.ts";
import { deliver } from "../deliver.ts";
import { exitCodeBy } from "../exit-code-by.ts";
import type { ExitCode } from "../exit-codes.ts";
import { comparisonFormats } from "../match-command.ts";
import { labelled } from "../output/error-message.ts";
import { getOutputs, type Output } from "../outputs.ts";
import { reportContext } from "../report-context.ts";
import { sayFailures } from "../targets.ts";
import type { Terminal } from "../terminal.ts";

/** What a call of `match` works with. */
interface Matching {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly configuration: Configuration;
  readonly options: MatchOptions;
  readonly startedMs: number;
}

/** Holds stored SBOMs against the advisories, and shows everything or what is another than before. */
export async function runMatch(call: Call, terminal: Terminal): Promise<ExitCode> {
  const outputs = getOutputs(call);
  const isComparison = lastValue(call, "against") !== undefined || lastValue(call, "against-database") !== undefined;
  if (isComparison) checkComparison(call, outputs);
  const configuration = await configure(call, terminal);
  // Without a database there is nothing to do: that is no doubt in a report, but the end.
  const advisories = await advisoriesOptionOf(terminal).openAdvisories();
  const options: MatchOptions = {
    openAdvisories: () => Promise.resolve(advisories),
    configuration,
    language: terminal.language,
    workingDirectory: terminal.workingDirectory,
    clock: () => terminal.clock(),
  };
  const matching: Matching = { call, terminal, configuration, options, startedMs: Date.now() };
  const sboms = await readSboms(call.operands, terminal);
  await sayFailures(sboms.failures, terminal);
  const document = await matchInventories(sboms.inventories, options);
  const completeness = sboms.failures.length === 0 ? leastComplete(document.reports) : "partial";
  const isFailing = isComparison
    ? await writeComparison(document, sboms.inventories, outputs, matching)
    : await writeReport(document, outputs, matching);
  return exitCodeBy(completeness, { isGate: configuration.failOn !== undefined, isFailing });
}

async function readSboms(files: readonly string[], terminal: Terminal): Promise<StoredSboms> {
  return await readStoredSboms(files, {
    workingDirectory: terminal.workingDirectory,
    ...(files.includes("-") ? { standardInput: terminal.input } : {}),
  });
}

async function writeReport(
  document: ReportDocument,
  outputs: readonly Output[],
  { call, terminal, configuration: { failOn, author }, startedMs }: Matching,
): Promise<boolean> {
  const rendered = {
    rules: await loadRules(document),
    sourceOf: () => undefined,
    elapsedMs: Date.now() - startedMs,
    author,
  };
  for (const output of outputs) {
    // An empty table would read as "nothing found" where nothing was looked at.
    if (output.format === "table" && document.reports.length === 0) continue;
    const context = { ...reportContext(call, terminal, rendered, output.file), commands: {} };
    await deliver((await loadReportWriter(output.format))(document, context), output.file, terminal);
  }
  if (failOn === undefined) return false;
  return document.reports.some(({ findings }) =>
    findings.some(({ status, severity }) => status === "open" && isAtLeast(severity, failOn)),
  );
}

/** Writes what changed, and tells whether a finding has newly come to the threshold. */
async function writeComparison(
  document: ReportDocument,
  inventories: readonly Inventory[],
  outputs: readonly Output[],
  matching: Matching,
): Promise<boolean> {
  const { call, terminal, configuration, startedMs } = matching;
  const comparison = compareReports(await earlierDocument(inventories, matching), document);
  const rendered = { rules: await loadRules(document), sourceOf: () => undefined, elapsedMs: Date.now() - startedMs };
  for (const { format, file } of outputs) {
    const { writeComparisonAs } = await import("../../exporters/comparison/write-comparison.ts");
    const context = reportContext(call, terminal, rendered, file);
    const name = comparisonFormats.find((known) => known === format) ?? "table";
    await deliver([writeComparisonAs(name, comparison, context)], file, terminal);
  }
  if (!call.switches.has("quiet")) await sayNotices(document, terminal);
  if (configuration.failOn === undefined) return false;
  return findingsNewlyAtLeast(comparison, configuration.failOn).length > 0;
}

/** A comparison has no place for it: that the result rests on old data is said beside it. */
async function sayNotices(document: ReportDocument, terminal: Terminal): Promise<void> {
  const { summarize } = await import("../../exporters/summary.ts");
  for (const notice of summarize(document).notices) {
    await terminal.writeError(`${labelled("warning", { en: notice, ja: notice }, terminal)}\n`);
  }
}

/** Gives what was known before: the same SBOMs by another database, an earlier report, or an earlier SBOM. */
async function earlierDocument(inventories: readonly Inventory[], matching: Matching): Promise<ReportDocument> {
  const { call, terminal, options } = matching;
  const folder = lastValue(call, "against-database");
  const earlier = folder === undefined ? undefined : await openDatabase(folder, terminal);
  const earlierOptions =
    earlier === undefined ? options : { ...options, openAdvisories: () => Promise.resolve(earlier) };
  const file = lastValue(call, "against");
  if (file === undefined) return await matchInventories(inventories, earlierOptions);
  if (await looksLikeReport(file, terminal.workingDirectory)) return await readReport(file, terminal.workingDirectory);
  const sboms = await readSboms([file], terminal);
  const [failure] = sboms.failures;
  if (failure !== undefined) throw failure.error;
  for (const inventory of sboms.inventories) refuseUnread(inventory);
  return await matchInventories(sboms.inventories, earlierOptions);
}

/** Everything would seem new against a document of which nothing, or only a part, could be read. */
function refuseUnread({ target, diagnostics }: Inventory): void {
  const problem = diagnostics.find(({ level }) => level === "error");
  if (problem === undefined) return;
  throw new SekishoError("target-unreadable", {
    en: `--against ${target.name}: expected a report of Sekisho or an SBOM that can be read wholly. ${problem.message.en}`,
    ja: `--against ${target.name}: Sekisho のレポートか、すべて読み取れる SBOM を指定してください。${problem.message.ja}`,
  });
}

/** A folder without a database is no reason to take the demonstration's. */
async function openDatabase(written: string, terminal: Terminal): Promise<Advisories> {
  const path = isAbsolute(written) ? written : join(terminal.workingDirectory, written);
  const { readCurrent, storeFolder } = await import("../../access/database/store-folder.ts");
  const { openStore } = await import("../../scan/database/open-store.ts");
  if ((await readCurrent(storeFolder(path))) === undefined) {
    throw new SekishoError("database-missing", {
      en: `There is no advisory database in ${written}.`,
      ja: `${written} にアドバイザリデータベースがありません。`,
    });
  }
  return await openStore({ folder: path });
}

function checkComparison(call: Call, outputs: readonly Output[]): void {
  const wrong = outputs.find(({ format }) => !comparisonFormats.some((name) => name === format));
  if (wrong !== undefined) {
    throw new SekishoError("usage", {
      en: `--format: a comparison is written as ${comparisonFormats.join(", ")}, not as ${wrong.format}`,
      ja: `--format: 比較の形式は ${comparisonFormats.join("、")} のいずれかです（指定: ${wrong.format}）。`,
    });
  }
  if (lastValue(call, "against") !== "-" || !call.operands.includes("-")) return;
  throw new SekishoError("usage", {
    en: "--against: standard input cannot be both sides of a comparison",
    ja: "--against: 標準入力を比較の両方に使うことはできません。",
  });
}
