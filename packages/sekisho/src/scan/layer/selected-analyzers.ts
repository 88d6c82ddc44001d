import type { Analyzer, FileAnalyzer, StreamAnalyzer } from "../../analyzers/define.ts";
import { compileSelection } from "../../semantics/file-selection/file-selection.ts";
import type { Examination } from "./layer-reading.ts";

/** One wish of an analyzer of whole files for a file. */
export interface FileWish {
  readonly analyzer: FileAnalyzer;
  /** Which companion of another file it is; `undefined` for that file itself. */
  readonly companion: string | undefined;
}

/** The analyzers that are asked, found by path. */
export interface SelectedAnalyzers {
  readonly streams: readonly StreamAnalyzer[];
  /** Gives the wishes for the content of a path. */
  readonly wishesFor: (path: string) => readonly FileWish[];
}

const nothing: readonly FileWish[] = [];

/** Chooses the analyzers of a scope and compiles their globs. */
export function selectAnalyzers({ analyzers, scope }: Examination): SelectedAnalyzers {
  const asked = analyzers.filter((analyzer) => isAsked(analyzer, scope));
  const wishes: FileWish[] = [];
  const globs: (readonly string[])[] = [];
  for (const analyzer of asked) {
    if (analyzer.kind !== "file") continue;
    for (const companion of [undefined, ...(analyzer.companions ?? [])]) {
      wishes.push({ analyzer, companion });
      globs.push(analyzer.paths.map((glob) => `${glob}${companion ?? ""}`));
    }
  }
  const selection = compileSelection(globs);
  return {
    streams: asked.filter((analyzer) => analyzer.kind === "stream"),
    wishesFor(path) {
      const found = selection.select(path);
      return found.length === 0 ? nothing : found.flatMap((index) => wishes[index] ?? []);
    },
  };
}

function isAsked(analyzer: Analyzer, scope: Examination["scope"]): boolean {
  return analyzer.scope === "everywhere" || analyzer.scope === scope;
}
