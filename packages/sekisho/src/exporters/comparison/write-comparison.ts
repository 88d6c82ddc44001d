import type { ReportComparison } from "../../model/comparison.ts";
import type { ExportContext } from "../context.ts";
import { printJson } from "../escape/print-json.ts";
import { comparisonMarkdown } from "./markdown.ts";
import { comparisonTable } from "./table.ts";

/** Writes a comparison for a terminal, a program or a pull request. */
export function writeComparisonAs(
  format: "table" | "json" | "markdown",
  comparison: ReportComparison,
  context: ExportContext,
): string {
  switch (format) {
    case "table":
      return comparisonTable(comparison, context);
    case "json":
      return printJson(comparison);
    case "markdown":
      return comparisonMarkdown(comparison, context);
  }
}
