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
  return new RecordedRuns(keep);
}

interface ResultPlace {
  readonly analyzer: string;
  readonly entry: number;
  readonly path: string;
}

class RecordedRuns implements AnalyzerRuns {
  readonly diagnostics: Diagnostic[] = [];
  private readonly keep: (analysis: FileAnalysis, path: string) => void;
  private readonly ends = new Map<string, Coverage>();

  constructor(keep: (analysis: FileAnalysis, path: string) => void) {
    this.keep = keep;
  }

  coverage(): readonly Coverage[] {
    return [...this.ends.values()].sort((left, right) => (left.plugin < right.plugin ? -1 : 1));
  }

  analyze(analyzer: FileAnalyzer, entry: number, file: AnalyzedFile): void {
    try {
      this.keepResult(analyzer.analyze(file), { analyzer: analyzer.id, entry, path: file.path });
    } catch (error) {
      this.fail(analyzer.id, file.path, error);
    }
  }

  open(analyzer: StreamAnalyzer, file: FileHead, start: Buffer): FileWatch | undefined {
    try {
      return analyzer.open(file, start);
    } catch (error) {
      this.fail(analyzer.id, file.path, error);
      return undefined;
    }
  }

  write({ analyzer, watch, path }: RunningWatch, piece: Buffer): boolean {
    try {
      watch.write(piece);
      return true;
    } catch (error) {
      this.fail(analyzer.id, path, error);
      return false;
    }
  }

  end({ analyzer, watch, entry, path }: RunningWatch): void {
    try {
      this.keepResult(watch.end(), { analyzer: analyzer.id, entry, path });
    } catch (error) {
      this.fail(analyzer.id, path, error);
    }
  }

  missed(analyzer: { readonly id: string }, diagnostic: Diagnostic): void {
    if (!this.ends.has(analyzer.id)) {
      this.ends.set(analyzer.id, { plugin: analyzer.id, ended: "partial", reason: diagnostic.message.en });
    }
    this.report(diagnostic);
  }

  private keepResult(result: AnalyzerResult, { analyzer, entry, path }: ResultPlace): void {
    // Nearly all answers are empty.
    const isEmpty = Object.values(result).every((value: unknown) => value === undefined || isEmptyList(value));
    if (!isEmpty) this.keep({ analyzer, entry, ...result }, path);
  }

  private fail(analyzer: string, path: string, error: unknown): void {
    const diagnostic = problems.analyzerFailed(path, analyzer, error);
    this.ends.set(analyzer, { plugin: analyzer, ended: "failed", reason: diagnostic.message.en });
    this.report(diagnostic);
  }

  private report(diagnostic: Diagnostic): void {
    if (this.diagnostics.length < maxDiagnostics) this.diagnostics.push(diagnostic);
  }
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
