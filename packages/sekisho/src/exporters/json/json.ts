import type { Finding } from "../../model/finding.ts";
import type { Coverage, ListedPackage, Report, ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { cutBefore, spliceItems } from "../escape/print-json.ts";
import { type KeyOrder, keyOrderOf } from "./key-order.ts";
import { printOrdered } from "./print-ordered.ts";
import { reportSchema } from "./schema.ts";

/** Levels of objects and lists around a report, and around a finding or a line of coverage. */
const reportDepth = 2;
const lineDepth = 4;

/**
 * Writes a document as the JSON contract: the keys in the order of the schema, two blanks an indentation, a line end
 * at the end. Reading it back gives the same document.
 */
export function exportJson(document: ReportDocument, _context: ExportContext): string {
  return [...writeJson(document)].join("");
}

/** Writes what {@link exportJson} gives, finding by finding. */
export function* writeJson(document: ReportDocument): Generator<string> {
  const order = keyOrderOf(reportSchema());
  const reports = document.reports.map((head) => ({
    head,
    texts: printFindings(head, order),
    packages: head.packages ?? [],
  }));
  yield* writeReports({ ...document, reports: [] }, reports, order);
}

/** A report whose findings were printed before. */
export interface PrintedReport {
  /** What stands in its list of findings is not printed. */
  readonly head: Report;
  /** What a finding printer gave for each of its findings. */
  readonly texts: Iterable<string>;
  /** Printed where the head has a list of packages; what stands in that is not printed. */
  readonly packages: Iterable<ListedPackage>;
}

/** Writes what {@link writeJson} gives, of findings that {@link createFindingPrinter} printed. */
export function writePrintedJson(reports: readonly PrintedReport[]): Generator<string> {
  return writeReports({ schemaVersion: 1, reports: [] }, reports, keyOrderOf(reportSchema()));
}

/** Makes a function that prints findings as a document of JSON holds them. */
export function createFindingPrinter(): (finding: Finding) => string {
  return findingPrinter(keyOrderOf(reportSchema()));
}

function* writeReports(frame: ReportDocument, reports: readonly PrintedReport[], order: KeyOrder): Generator<string> {
  const text = `${printOrdered(frame, { order, depth: 0 })}\n`;
  yield* spliceItems(text, { key: "reports", depth: reportDepth - 1 }, printReports(reports, order));
}

function* printReports(reports: readonly PrintedReport[], order: KeyOrder): Generator<Iterable<string>> {
  const reportOrder = order.below("reports")?.below();
  const printCoverage = createCoveragePrinter(reportOrder?.below("coverage")?.below());
  for (const report of reports) yield printReport(report, reportOrder, printCoverage);
}

function printReport(
  { head, texts, packages }: PrintedReport,
  order: KeyOrder | undefined,
  printCoverage: (coverage: Coverage) => string,
): Iterable<string> {
  const listed = head.packages === undefined ? {} : { packages: [] };
  const frame = printOrdered({ ...head, findings: [], coverage: [], ...listed }, { order, depth: reportDepth });
  const coverage = head.coverage.map((line) => [printCoverage(line)]);
  const covered = [...spliceItems(frame, { key: "coverage", depth: lineDepth - 1 }, coverage)].join("");
  const findings = { key: "findings", depth: lineDepth - 1 };
  const place = { key: "packages", depth: lineDepth - 1 };
  const cut = head.packages === undefined ? undefined : cutBefore(covered, place);
  if (cut === undefined) return spliceItems(covered, findings, itemsOf(texts));
  const lines = printPackages(packages, order?.below("packages")?.below());
  return concat(spliceItems(cut.before, findings, itemsOf(texts)), spliceItems(cut.from, place, itemsOf(lines)));
}

function* concat(...lists: readonly Iterable<string>[]): Generator<string> {
  for (const list of lists) yield* list;
}

function* printPackages(packages: Iterable<ListedPackage>, order: KeyOrder | undefined): Generator<string> {
  for (const listed of packages) yield printOrdered(listed, { order, depth: lineDepth });
}

function* itemsOf(texts: Iterable<string>): Generator<Iterable<string>> {
  for (const text of texts) yield [text];
}

/** The same for all findings of a rule, or one of a few words. */
const sharedKeys: ReadonlySet<string> = new Set(["kind", "rule", "severity", "title", "remediation", "status"]);

function* printFindings({ findings }: Report, order: KeyOrder): Generator<string> {
  const print = findingPrinter(order);
  for (const finding of findings) yield print(finding);
}

function findingPrinter(order: KeyOrder): (finding: Finding) => string {
  const shared = { keys: sharedKeys, texts: new Map<unknown, string>() };
  const place = { order: order.below("reports")?.below()?.below("findings")?.below(), depth: lineDepth, shared };
  return (finding) => {
    // Of known flaws hardly two share a rule or a title.
    if (shared.texts.size > maxSharedTexts) shared.texts.clear();
    return printOrdered(finding, place);
  };
}

const maxSharedTexts = 5_000;

/** The reports of a scan share the objects that say that a check ended well: each is printed once. */
function createCoveragePrinter(order: KeyOrder | undefined): (coverage: Coverage) => string {
  const printed = new Map<Coverage, string>();
  return (coverage) => {
    const known = printed.get(coverage);
    if (known !== undefined) return known;
    const text = printOrdered(coverage, { order, depth: lineDepth });
    if (coverage.ended === "done") printed.set(coverage, text);
    return text;
  };
}
