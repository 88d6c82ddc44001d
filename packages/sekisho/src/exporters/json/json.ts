import type { Coverage, Report, ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { spliceItems } from "../escape/print-json.ts";
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
  const frame = `${printOrdered({ ...document, reports: [] }, { order, depth: 0 })}\n`;
  yield* spliceItems(frame, { key: "reports", depth: reportDepth - 1 }, printReports(document.reports, order));
}

function* printReports(reports: readonly Report[], order: KeyOrder): Generator<Iterable<string>> {
  const reportOrder = order.below("reports")?.below();
  const printCoverage = createCoveragePrinter(reportOrder?.below("coverage")?.below());
  for (const report of reports) yield printReport(report, reportOrder, printCoverage);
}

function printReport(
  report: Report,
  order: KeyOrder | undefined,
  printCoverage: (coverage: Coverage) => string,
): Iterable<string> {
  const frame = printOrdered({ ...report, findings: [], coverage: [] }, { order, depth: reportDepth });
  const coverage = report.coverage.map((line) => [printCoverage(line)]);
  const covered = [...spliceItems(frame, { key: "coverage", depth: lineDepth - 1 }, coverage)].join("");
  return spliceItems(covered, { key: "findings", depth: lineDepth - 1 }, printFindings(report, order));
}

/** The same for all findings of a rule, or one of a few words. */
const sharedKeys: ReadonlySet<string> = new Set(["kind", "rule", "severity", "title", "remediation", "status"]);

function* printFindings({ findings }: Report, order: KeyOrder | undefined): Generator<Iterable<string>> {
  const shared = { keys: sharedKeys, texts: new Map<unknown, string>() };
  const place = { order: order?.below("findings")?.below(), depth: lineDepth, shared };
  for (const finding of findings) yield [printOrdered(finding, place)];
}

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
