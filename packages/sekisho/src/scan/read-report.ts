import { resolve } from "node:path";
import { readCappedFile } from "../access/filesystem/read-file.ts";
import { reportSchema } from "../exporters/json/schema.ts";
import { findJsonError } from "../formats/json/find-json-error.ts";
import { SekishoError } from "../model/error.ts";
import type { ReportDocument } from "../model/report.ts";
import type { Text } from "../model/text.ts";
import { decodeText } from "./decode-text.ts";
import { findSchemaProblem } from "./schema-problem.ts";

/** Larger reports are refused. */
const maxReportBytes = 256 * 1024 * 1024;

/**
 * Reads a report that `--format json` wrote.
 *
 * @param name Path as the user wrote it, relative to the working directory.
 * @throws {SekishoError} `target-not-found` or `target-unreadable` when there is no file to read, `report-invalid` when it
 *   is no report, with the first wrong place.
 */
export async function readReport(name: string, workingDirectory: string): Promise<ReportDocument> {
  const reading = await readCappedFile(resolve(workingDirectory, name), maxReportBytes);
  if (reading.kind === "refused") {
    throw new SekishoError(reading.code === "not-found" ? "target-not-found" : "target-unreadable", reading.message);
  }
  const { text } = decodeText(name, reading.bytes);
  if (text === undefined) throw invalid(name, { en: "expected UTF-8 text", ja: "UTF-8 のテキストではありません。" });
  return parseReport(text, name);
}

/**
 * Reads the text of a report document.
 *
 * @param name The document, for messages.
 * @throws {SekishoError} `report-invalid` with the first wrong place.
 */
export function parseReport(text: string, name: string): ReportDocument {
  const value = parseJson(text, name);
  if (isReportDocument(value)) return value;
  const { pointer, expected, got } = findSchemaProblem(value, reportSchema()) ?? unknownProblem;
  const place = pointer === "" ? "/" : pointer;
  throw invalid(name, {
    en: `at ${place}: expected ${expected}, got ${got}`,
    ja: `${place}: ${expected} を想定しましたが、実際は ${got} です。`,
  });
}

const unknownProblem = { pointer: "", expected: "object", got: "?" };

/** The schema is the type: a test compares them. */
function isReportDocument(value: unknown): value is ReportDocument {
  return findSchemaProblem(value, reportSchema()) === undefined;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const before = text.slice(0, findJsonError(text));
    const line = before.split("\n").length;
    const column = before.length - before.lastIndexOf("\n");
    throw invalid(name, {
      en: `line ${line}, column ${column} is no JSON`,
      ja: `${line} 行 ${column} 列が JSON として正しくありません。`,
    });
  }
}

function invalid(name: string, what: Text): SekishoError {
  return new SekishoError(
    "report-invalid",
    {
      en: `${name} is no report of Sekisho: ${what.en}`,
      ja: `${name} は Sekisho のレポートではありません。${what.ja}`,
    },
    { hint: { en: "write one with: --format json=FILE", ja: "レポートの出力方法: --format json=FILE" } },
  );
}
