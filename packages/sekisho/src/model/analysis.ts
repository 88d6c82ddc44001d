import type { Diagnostic } from "./diagnostic.ts";
import type { Fact } from "./fact.ts";
import type { FileEntry } from "./file-entry.ts";
import type { FoundPackage } from "./package.ts";
import type { Coverage } from "./report.ts";

/** A secret in a file, never with its value. */
export interface FoundSecret {
  /** Id of the rule: `secret/github-personal-access-token`. */
  readonly rule: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line with everything secret masked, cut to at most 200 characters; safe to print. */
  readonly excerpt: string;
}

/** A sign of malware in a file. */
export interface FoundMalware {
  readonly rule: string;
  /** What was seen, safe to print. */
  readonly excerpt?: string;
  readonly startLine?: number;
}

/** Checksums of a whole file, hexadecimal and lower case. */
export interface ContentDigests {
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** What one analyzer has to say of one file. Plain data: it crosses threads and lies in the cache. */
export interface AnalyzerResult {
  readonly packages?: readonly FoundPackage[];
  readonly facts?: readonly Fact[];
  readonly secrets?: readonly FoundSecret[];
  /** Given with secrets, so that those in a file that a package brought unchanged can be left out by its checksum. */
  readonly contentDigests?: ContentDigests;
  readonly malware?: readonly FoundMalware[];
  /** Locations carry the file's path; the layer is added by the caller. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** The result of one analyzer for one entry of a layer or directory. */
export interface FileAnalysis extends AnalyzerResult {
  /** Id of the analyzer. */
  readonly analyzer: string;
  /** Index into the entries. */
  readonly entry: number;
}

/** Everything that one pass over a layer or a directory found: this is what the cache keeps. */
export interface LayerFacts {
  /** `sha256:…` of the uncompressed archive, computed by us; left out for a directory. */
  readonly diffId?: string;
  /** `sha256:…` of the bytes as stored, computed by us; left out for a directory. */
  readonly digest?: string;
  /** Bytes as stored. */
  readonly storedBytes: number;
  /** Bytes of the uncompressed archive. */
  readonly archiveBytes: number;
  /** In the order of the archive; an entry that comes twice stands twice. */
  readonly entries: readonly FileEntry[];
  readonly analyses: readonly FileAnalysis[];
  /** The analyzers that did not end well on every file, by id; all others did. */
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}
