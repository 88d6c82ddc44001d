import type { LayerBlob } from "../../access/image-source.ts";
import type { Analyzer } from "../../analyzers/define.ts";
import type { FileAnalysis, LayerFacts } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FileEntry } from "../../model/file-entry.ts";

/** Which of both kinds of places an analyzer is asked in: what is installed in an image, or a source tree. */
export type ExaminedScope = "installed" | "declared";

/** Who looks at the files. */
export interface Examination {
  readonly analyzers: readonly Analyzer[];
  /** Analyzers of the other scope are left out. */
  readonly scope: ExaminedScope;
}

/** What the manifest and the configuration say of a layer's bytes. */
export interface LayerClaims {
  readonly digest?: string;
  readonly diffId?: string;
  readonly sizeBytes?: number;
}

/** One layer to read. */
export interface LayerJob {
  readonly blob: LayerBlob;
  /** Bytes as stored, as the manifest says: the biggest layer is begun first. */
  readonly sizeBytes: number;
  readonly claimed: LayerClaims;
  /** Told from time to time how many stored bytes are read by now. */
  readonly onProgress?: (readBytes: number) => void;
}

/** One layer, read. */
export interface LayerReading {
  /** True of these bytes whoever brings them: this is what a cache may keep, under the digests that it carries. */
  readonly facts: LayerFacts;
  /** True of this reading only: a claimed digest that is another one, a source that broke off. */
  readonly diagnostics: readonly Diagnostic[];
  /** False when the source broke off: such facts carry no digest and are not kept. */
  readonly isWhole: boolean;
}

/** Some of what a layer gave, told while it is read; the parts of a layer come in the order of its archive. */
export interface LayerPart {
  readonly entries: readonly FileEntry[];
  /** Their indexes count the entries of the whole layer; those that waited for other files come later than their entry. */
  readonly analyses: readonly FileAnalysis[];
}

/** What is known of a layer behind its last part. */
export type LayerEnd = Omit<LayerFacts, keyof LayerPart>;

/** One layer, read to its end; its parts were told before. */
export interface EndedReading extends Omit<LayerReading, "facts"> {
  readonly end: LayerEnd;
}

/** Names under which the content of an entry is to be looked at again, by index of the entry in its layer. */
export type WantedNames = ReadonlyMap<number, readonly string[]>;

/** The result of one analyzer for content that it wants under another name than that of its entry. */
export interface LateAnalysis extends FileAnalysis {
  /** The name in the merged tree that the analyzer asked for. */
  readonly path: string;
}

/** What a second look at a layer found. */
export interface LateReading {
  readonly analyses: readonly LateAnalysis[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads layers, several at a time where that pays. */
export interface LayerPool {
  /** Reads one layer once. Jobs that are asked for in the same turn begin with the biggest. */
  read(job: LayerJob): Promise<LayerReading>;
  /** Reads a layer again for the content of some entries alone. */
  readLate(job: LayerJob, wanted: WantedNames): Promise<LateReading>;
  /** Ends the threads; what is not read by then is rejected. */
  close(): Promise<void>;
}
