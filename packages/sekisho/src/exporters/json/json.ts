import type { Coverage, Report, ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { printItem, printJson, spliceItems } from "../escape/print-json.ts";
import { type KeyOrder, keyOrderOf, orderKeys } from "./key-order.ts";
import { reportSchema } from "./schema.ts";

/** Levels of objects and lists around a report, and around a line of its coverage. */
const reportDepth = 2;
const coverageDepth = 4;

/**
 * Writes a document as the JSON contract: the keys in the order of the schema, two blanks an indentation, a line end
 * at the end. Reading it back gives the same document.
 */
export function exportJson(document: ReportDocument, _context: ExportContext): string {
  return [...writeJson(document)].join("");
}

/** Writes what {@link exportJson} gives, report by report. */
export function* writeJson(document: ReportDocument): Generator<string> {
  const order = keyOrderOf(reportSchema());
  const frame = printJson(orderKeys({ ...document, reports: [] }, order));
  yield* spliceItems(frame, { key: "reports", depth: reportDepth - 1 }, printReports(document.reports, order));
}

function* printReports(reports: readonly Report[], order: KeyOrder): Generator<string> {
  const reportOrder = order.below("reports")?.below();
  const printCoverage = createCoveragePrinter(reportOrder?.below("coverage")?.below());
  for (const report of reports) {
    const frame = printItem(orderKeys({ ...report, coverage: [] }, reportOrder), reportDepth);
    const place = { key: "coverage", depth: coverageDepth - 1 };
    yield [...spliceItems(frame, place, report.coverage.map(printCoverage))].join("");
  }
}

/** The reports of a scan share the objects that say that a check ended well: each is printed once. */
function createCoveragePrinter(order: KeyOrder | undefined): (coverage: Coverage) => string {
  const printed = new Map<Coverage, string>();
  return (coverage) => {
    const known = printed.get(coverage);
    if (known !== undefined) return known;
    const text = printItem(orderKeys(coverage, order), coverageDepth);
    if (coverage.ended === "done") printed.set(coverage, text);
    return text;
  };
}
