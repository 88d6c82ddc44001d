import type { Diagnostic } from "../../model/diagnostic.ts";
import { locationOf } from "../../model/location.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";

/** How many diagnostics one Dockerfile gets before the rest is only counted. */
export const maxDockerfileDiagnostics = 1000;

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

/** Gives a message with the closest known word behind it, when there is one. */
export function withSuggestion(message: Text, closest: string | undefined): Text {
  if (closest === undefined) return message;
  return { en: `${message.en} Did you mean ${closest}?`, ja: `${message.ja}${closest} の誤りではありませんか。` };
}

function toDiagnostic(source: SourceText, problem: Problem): Diagnostic {
  const location = locationOf(source, problem);
  return { code: `dockerfile/${problem.code}`, level: problem.level, message: problem.message, location };
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
