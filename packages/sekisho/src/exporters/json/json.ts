import type { ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { printJson } from "../escape/visible.ts";
import { orderKeys } from "./key-order.ts";
import { reportSchema } from "./schema.ts";

/**
 * Writes a document as the JSON contract: the keys in the order of the schema, two blanks an indentation, a line end
 * at the end. Reading it back gives the same document.
 */
export function exportJson(document: ReportDocument, _context: ExportContext): string {
  return printJson(orderKeys(document, reportSchema()));
}
