import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";

/** What is wrong with an archive, or which limit it is beyond. */
export interface ArchiveProblem {
  readonly code: string;
  readonly message: Text;
}

/** The diagnostics of one file with archives in it. */
export interface ArchiveProblems {
  /** Keeps a problem of the archive at a path in the file; of very many only the first ones. */
  add(innerPath: string, problem: ArchiveProblem): void;
  /** Keeps the first problem of a code. */
  addOnce(innerPath: string, problem: ArchiveProblem): void;
  list(): readonly Diagnostic[];
}

/** How many diagnostics one file gives: an archive may hold a million broken entries. */
const maxDiagnostics = 50;

const limitTexts = {
  maxDepth: {
    what: { en: "archives in it lie too deep in others", ja: "アーカイブの入れ子が深すぎます" },
    code: "java/archive-too-deep",
  },
  maxInnerBytes: {
    what: { en: "the archives in it are too large", ja: "含まれるアーカイブの合計サイズが大きすぎます" },
    code: "java/archive-too-large",
  },
  maxArchives: {
    what: { en: "too many archives lie in it", ja: "含まれるアーカイブが多すぎます" },
    code: "java/archive-too-many",
  },
} as const;

/** Says that a limit bit: the archives behind it were not read. */
export function describeLimit(name: keyof typeof limitTexts, limit: number): ArchiveProblem {
  const { what, code } = limitTexts[name];
  return {
    code,
    message: {
      en: `Not all of the archive was read: ${what.en} (limit ${name} = ${limit}).`,
      ja: `アーカイブの一部を読み取っていません。${what.ja}（上限 ${name} = ${limit}）。`,
    },
  };
}

/** Starts the diagnostics of a file. */
export function createArchiveProblems(path: string): ArchiveProblems {
  const diagnostics: Diagnostic[] = [];
  const codes = new Set<string>();
  const add = (innerPath: string, problem: ArchiveProblem): void => {
    codes.add(problem.code);
    if (diagnostics.length < maxDiagnostics) diagnostics.push(toDiagnostic(path, innerPath, problem));
  };
  return {
    add,
    addOnce(innerPath, problem) {
      if (!codes.has(problem.code)) add(innerPath, problem);
    },
    list: () => diagnostics,
  };
}

function toDiagnostic(path: string, innerPath: string, { code, message }: ArchiveProblem): Diagnostic {
  const place = quote(innerPath);
  return {
    code,
    level: "error",
    message: innerPath === "" ? message : { en: `In ${place}: ${message.en}`, ja: `${place}: ${message.ja}` },
    location: { path },
  };
}
