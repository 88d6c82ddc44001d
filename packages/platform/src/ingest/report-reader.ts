import { JsonSplitter, SekishoError } from "sekisho";
import type { z } from "zod";
import { type ReportedFinding, type ReportHead, reportedFinding, reportHead } from "./reported-finding.ts";

/** Something in a report that was left out. */
export interface ReadingProblem {
  /** JSON pointer. */
  readonly place: string;
  readonly message: string;
}

/** A finding and which of the document's reports has it. */
export interface LocatedFinding {
  readonly report: number;
  readonly finding: ReportedFinding;
}

/** Some findings, and what was wrong between them. */
export interface FindingBatch {
  readonly findings: readonly LocatedFinding[];
  readonly problems: readonly ReadingProblem[];
}

/** A document that can be read as often as needed. */
export type DocumentBytes = () => AsyncIterable<Uint8Array>;

/** One value is never larger; a finding with its evidence has some kilobytes. */
const maxValueBytes = 8 * 1024 * 1024;
const maxReports = 100_000;
const headParts = new Set(["producer", "target", "coverage", "origins", "relations", "diagnostics"]);

/**
 * Reads what a document of ours says before its findings: one head for each report. It is read to its end, so that a
 * document that breaks off is refused before anything of it counts.
 *
 * @throws {SekishoError} `report-invalid` with the place, what was expected and what came.
 */
export async function readReportHeads(document: DocumentBytes): Promise<readonly ReportHead[]> {
  const heads: Record<string, unknown>[] = [];
  let schemaVersion: unknown;
  let problem: ReadingProblem | undefined;
  const splitter = new JsonSplitter({
    maxValueBytes,
    handle: (pattern) => {
      if (pattern === "" || pattern === "/reports" || pattern === "/reports/*") return "open";
      if (pattern === "/schemaVersion") return "take";
      return headParts.has(pattern.slice("/reports/*/".length)) ? "take" : "skip";
    },
    onValue: ({ pointer }, value) => {
      const [, top, index = "", part = ""] = pointer.split("/");
      if (top === "schemaVersion") schemaVersion = value;
      else if (part !== "" && Number(index) < maxReports)
        heads[Number(index)] = { ...heads[Number(index)], [part]: value };
    },
    onProblem: ({ pointer, offset, expected }) => {
      problem ??= { place: pointer || "/", message: `expected ${expected.en} at byte ${offset}` };
    },
  });
  for await (const piece of withoutMark(document())) splitter.write(piece);
  splitter.end();
  if (problem !== undefined) throw invalid(problem.place, problem.message);
  if (schemaVersion !== 1) throw invalid("/schemaVersion", `expected 1, got ${shorten(schemaVersion)}`);
  if (heads.length === 0) throw invalid("/reports", "expected at least one report, got none");
  return Array.from(heads, (head, index) => {
    const read = reportHead.safeParse(head);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw invalid(`/reports/${index}${pointerOf(issue)}`, issue?.message ?? "expected a report");
  });
}

/**
 * Reads the findings of a document in batches, a few pieces of the document at a time. A finding that is wrong costs
 * itself alone.
 */
export async function* readFindings(document: DocumentBytes): AsyncGenerator<FindingBatch> {
  let findings: LocatedFinding[] = [];
  let problems: ReadingProblem[] = [];
  const splitter = new JsonSplitter({
    maxValueBytes,
    handle: (pattern) => {
      if (pattern === "/reports/*/findings/*") return "take";
      return pattern === "" || pattern === "/reports" || pattern === "/reports/*" || pattern === "/reports/*/findings"
        ? "open"
        : "skip";
    },
    onValue: ({ pointer }, value) => {
      const read = reportedFinding.safeParse(value);
      if (read.success) {
        findings.push({ report: Number(pointer.split("/")[2]), finding: read.data });
        return;
      }
      const [issue] = read.error.issues;
      problems.push({ place: `${pointer}${pointerOf(issue)}`, message: issue?.message ?? "expected a finding" });
    },
    onProblem: ({ pointer, expected }) => problems.push({ place: pointer, message: `expected ${expected.en}` }),
  });
  for await (const piece of withoutMark(document())) {
    splitter.write(piece);
    if (findings.length === 0 && problems.length === 0) continue;
    yield { findings, problems };
    findings = [];
    problems = [];
  }
}

/** Takes a byte order mark away. */
async function* withoutMark(document: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const piece of document) {
    const hasMark = isFirst && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
    yield hasMark ? piece.subarray(3) : piece;
    isFirst = false;
  }
}

function pointerOf(issue: z.core.$ZodIssue | undefined): string {
  return (issue?.path ?? []).map((part) => `/${String(part)}`).join("");
}

function shorten(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 40);
}

function invalid(place: string, message: string): SekishoError {
  return new SekishoError("report-invalid", {
    en: `the report is wrong at ${place}: ${message}`,
    ja: `レポートの ${place} が正しくありません: ${message}`,
  });
}
