import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Location } from "../../model/location.ts";
import { type OffsetRange, positionAt, type SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";

/** How many diagnostics one Dockerfile gets before the rest is only counted. */
export const maxDockerfileDiagnostics = 1000;

/** How much of a source text a message quotes, in UTF-16 units. */
const maxQuotedLength = 60;

/** Trouble at a place of a Dockerfile. `error`: BuildKit refuses to build it. `warning`: it builds, but hardly as meant. */
export interface Problem extends OffsetRange {
  /** Without the `dockerfile/` in front. */
  readonly code: string;
  readonly level: Diagnostic["level"];
  readonly message: Text;
}

/** Takes a problem. */
export type ReportProblem = (problem: Problem) => void;

/** Collects the problems of one file as diagnostics. */
export interface ProblemList {
  readonly report: ReportProblem;
  /** Gives everything collected so far, in the order of the file. */
  list(): readonly Diagnostic[];
}

/** Makes an empty list of problems for a file. */
export function createProblemList(source: SourceText): ProblemList {
  const problems: Problem[] = [];
  let omitted: Problem | undefined;
  let omittedCount = 0;
  return {
    report(problem) {
      if (problems.length < maxDockerfileDiagnostics) problems.push(problem);
      else {
        omittedCount++;
        omitted ??= problem;
      }
    },
    list() {
      const sorted = problems.toSorted((left, right) => left.start - right.start || left.end - right.end);
      const diagnostics = sorted.map((problem) => toDiagnostic(source, problem));
      if (omitted !== undefined) diagnostics.push(toDiagnostic(source, describeOmitted(omitted, omittedCount)));
      return diagnostics;
    },
  };
}

/** Gives a source text for a message: on one line, control characters replaced, cut when long. */
export function quote(text: string): string {
  const short = text.length > maxQuotedLength ? `${text.slice(0, maxQuotedLength)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}

/** Gives a message with the closest known word behind it, when there is one. */
export function withSuggestion(message: Text, closest: string | undefined): Text {
  if (closest === undefined) return message;
  return { en: `${message.en} Did you mean ${closest}?`, ja: `${message.ja}${closest} の誤りではありませんか。` };
}

function toDiagnostic(source: SourceText, problem: Problem): Diagnostic {
  const location = locate(source, problem);
  return { code: `dockerfile/${problem.code}`, level: problem.level, message: problem.message, location };
}

function locate(source: SourceText, range: OffsetRange): Location {
  const start = positionAt(source, range.start);
  const end = positionAt(source, Math.max(range.start, range.end));
  return {
    path: source.path,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function describeOmitted(first: Problem, count: number): Problem {
  return {
    code: "too-many-problems",
    level: "error",
    start: first.start,
    end: first.end,
    message: {
      en: `The file has ${count} more problems than the ${maxDockerfileDiagnostics} that are listed.`,
      ja: `一覧の ${maxDockerfileDiagnostics} 件のほかに、さらに ${count} 件の問題があります。`,
    },
  };
}
