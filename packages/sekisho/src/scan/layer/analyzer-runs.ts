import type { AnalyzedFile, FileAnalyzer, FileHead, FileWatch, StreamAnalyzer } from "../../analyzers/define.ts";
import type { AnalyzerResult, FileAnalysis } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage } from "../../model/report.ts";
import * as problems from "./collector-diagnostics.ts";

/** What analyzers have said so far, and how they ended. */
export interface AnalyzerRuns {
  readonly diagnostics: readonly Diagnostic[];
  /** By id; those that ended well everywhere are left out. */
  coverage(): readonly Coverage[];
  /** Asks an analyzer of whole files. */
  analyze(analyzer: FileAnalyzer, entry: number, file: AnalyzedFile): void;
  /** Asks an analyzer of streams for a watch. */
  open(analyzer: StreamAnalyzer, file: FileHead, start: Buffer): FileWatch | undefined;
  /** Hands a piece to a watch; false when it has failed and must not be asked again. */
  write(watch: RunningWatch, piece: Buffer): boolean;
  end(watch: RunningWatch): void;
  /** Says that an analyzer has not seen a file that it wants. */
  missed(analyzer: { readonly id: string }, diagnostic: Diagnostic): void;
}

/** A watch with what it looks at. */
export interface RunningWatch {
  readonly analyzer: StreamAnalyzer;
  readonly watch: FileWatch;
  readonly entry: number;
  readonly path: string;
}

const maxDiagnostics = 1000;

/** Makes a record of what analyzers say. Nothing that one throws gets past it. */
export function createAnalyzerRuns(keep: (analysis: FileAnalysis, path: string) => void): AnalyzerRuns {
  const diagnostics: Diagnostic[] = [];
  const ends = new Map<string, Coverage>();

  function report(diagnostic: Diagnostic): void {
    if (diagnostics.length < maxDiagnostics) diagnostics.push(diagnostic);
  }

  function fail(analyzer: string, path: string, error: unknown): void {
    const diagnostic = problems.analyzerFailed(path, analyzer, error);
    ends.set(analyzer, { plugin: analyzer, ended: "failed", reason: diagnostic.message.en });
    report(diagnostic);
  }

  function keepResult(result: AnalyzerResult, place: { analyzer: string; entry: number; path: string }): void {
    // Nearly all answers are empty.
    const isEmpty = Object.values(result).every((value: unknown) => value === undefined || isEmptyList(value));
    if (isEmpty) return;
    keep({ analyzer: place.analyzer, entry: place.entry, ...result }, place.path);
  }

  return {
    diagnostics,
    coverage: () => [...ends.values()].sort((left, right) => (left.plugin < right.plugin ? -1 : 1)),
    analyze(analyzer, entry, file) {
      try {
        keepResult(analyzer.analyze(file), { analyzer: analyzer.id, entry, path: file.path });
      } catch (error) {
        fail(analyzer.id, file.path, error);
      }
    },
    open(analyzer, file, start) {
      try {
        return analyzer.open(file, start);
      } catch (error) {
        fail(analyzer.id, file.path, error);
        return undefined;
      }
    },
    write({ analyzer, watch, path }, piece) {
      try {
        watch.write(piece);
        return true;
      } catch (error) {
        fail(analyzer.id, path, error);
        return false;
      }
    },
    end({ analyzer, watch, entry, path }) {
      try {
        keepResult(watch.end(), { analyzer: analyzer.id, entry, path });
      } catch (error) {
        fail(analyzer.id, path, error);
      }
    },
    missed(analyzer, diagnostic) {
      if (!ends.has(analyzer.id)) {
        ends.set(analyzer.id, { plugin: analyzer.id, ended: "partial", reason: diagnostic.message.en });
      }
      report(diagnostic);
    },
  };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
