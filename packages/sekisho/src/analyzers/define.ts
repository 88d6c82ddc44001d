import type { AnalyzerResult } from "../model/analysis.ts";
import type { PackageType } from "../model/package.ts";

/** What an analyzer can give. */
export type AnalyzerFinds = "package" | "fact" | "secret" | "malware";

/**
 * Where an analyzer is asked: `installed` in images and root file systems, `declared` in source trees (lock files),
 * `everywhere` in both.
 */
export type AnalyzerScope = "installed" | "declared" | "everywhere";

/** What is known of a file before its content is read. */
export interface FileHead {
  /** From the root, without a leading slash. */
  readonly path: string;
  readonly mode: number;
  readonly userId: number;
  readonly size: number;
}

/** A file with its content. */
export interface AnalyzedFile extends FileHead {
  /** Valid during the call only: the memory is used again. */
  readonly bytes: Buffer;
  /** The companions that lie beside it, by their endings; see `FileAnalyzer.companions`. */
  readonly companions?: ReadonlyMap<string, Buffer>;
}

interface AnalyzerBase {
  /** The file's path below `analyzers/` without its ending; never reused, never renamed. */
  readonly id: string;
  /** Raised when the output changes: caches key on it. */
  readonly version: number;
  readonly finds: readonly [AnalyzerFinds, ...AnalyzerFinds[]];
  readonly scope: AnalyzerScope;
  /** Types of the packages that it gives; for the reference page. */
  readonly packageTypes?: readonly PackageType[];
}

/** Reads small files whole. */
export interface FileAnalyzer extends AnalyzerBase {
  readonly kind: "file";
  /**
   * Globs over the path from the root: `*` within a name, `**` for any number of directories, `{a,b}` for either.
   * `**\/package.json` matches at the root, too.
   */
  readonly paths: readonly [string, ...string[]];
  /**
   * Endings of files that belong to a matching one and lie beside it in the same layer: `-wal` for `rpmdb.sqlite` and
   * `rpmdb.sqlite-wal`. The caller hands them over in one call, in whichever order the archive holds them; `maxBytes`
   * holds for each.
   */
  readonly companions?: readonly string[];
  /** Larger files are not read; the caller makes a diagnostic of it. */
  readonly maxBytes: number;
  /** Never throws for what stands in the file, never waits. */
  analyze(file: AnalyzedFile): AnalyzerResult;
}

/** Sees the content of one file in pieces, in order. */
export interface FileWatch {
  /** The piece is valid during the call only. */
  write(piece: Buffer): void;
  /** Called once, after the last piece; not called when the archive breaks off. */
  end(): AnalyzerResult;
}

/** Reads files of any size in one pass with bounded memory: by their first bytes, not by their names. */
export interface StreamAnalyzer extends AnalyzerBase {
  readonly kind: "stream";
  /**
   * Gives a watch for a file it wants to see. `start` holds the first bytes of the content (at least 4096, or all of a
   * smaller file); `write` is called with them again, as the first piece.
   */
  open(file: FileHead, start: Buffer): FileWatch | undefined;
}

/** Reads packages and facts out of files. */
export type Analyzer = FileAnalyzer | StreamAnalyzer;

/** Declares an analyzer that reads whole files. */
export function defineAnalyzer(analyzer: Omit<FileAnalyzer, "kind">): FileAnalyzer {
  return { kind: "file", ...analyzer };
}

/** Declares an analyzer that reads files in pieces. */
export function defineStreamAnalyzer(analyzer: Omit<StreamAnalyzer, "kind">): StreamAnalyzer {
  return { kind: "stream", ...analyzer };
}
