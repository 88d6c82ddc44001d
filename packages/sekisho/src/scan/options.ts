import type { OpenImageOptions } from "../access/open-image-options.ts";
import type { SekishoError } from "../model/error.ts";
import type { Inventory } from "../model/inventory.ts";
import type { ReportDocument } from "../model/report.ts";
import type { SourceText } from "../model/source-text.ts";
import type { Language } from "../model/text.ts";
import type { SupportCalendar } from "../semantics/base-images/support-calendar.ts";
import type { Completeness } from "../semantics/completeness/completeness.ts";
import type { Configuration } from "./configuration/configuration.ts";
import type { ContentPart } from "./content-settings.ts";
import type { ChartOptions } from "./manifest/chart-options.ts";
import type { Advisories } from "./vulnerability/judge-packages.ts";

/** What a named target can be said to be. */
export type NamedTargetKind = "dockerfile" | "directory" | "image" | "rootfs" | "sbom" | "manifest";

/** How far a scan is. */
export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** What is counted: files when left out. */
  readonly unit?: "bytes";
  /** The file that was just finished, relative to the working directory; of an image its name. */
  readonly path: string;
  /** The size of that file, where it was read whole. */
  readonly fileBytes?: number;
}

/** What a scan obeys; everything has its default. */
export interface ScanOptions {
  readonly configuration?: Configuration;
  /** Language of the report's texts; English when left out. */
  readonly language?: Language;
  /** Absolute; paths are named relative to it. That of the process when left out. */
  readonly workingDirectory?: string;
  /** What every target is, where it should not be found out. */
  readonly as?: NamedTargetKind;
  /** What `-` reads; `process.stdin` when left out. */
  readonly standardInput?: AsyncIterable<Uint8Array | string>;
  /** The name of standard input in the report; `-` when left out. */
  readonly standardInputName?: string;
  /** Larger files are not examined; 16 MiB when left out. */
  readonly maxFileBytes?: number;
  /** Parts of a scan of images, file systems and source trees that are left out. */
  readonly without?: readonly ContentPart[];
  /** Absolute directory for what was read of images; nothing is kept when left out. */
  readonly cacheDirectory?: string;
  /** How images are opened; the process's environment is used when it names none. */
  readonly image?: Partial<OpenImageOptions>;
  /** The image that the scanned ones are built on: only its manifest and configuration are read. */
  readonly baseImage?: string;
  /** The Dockerfile that made the scanned images, relative to the working directory. */
  readonly dockerfile?: string;
  /**
   * Opens the advisory database that packages are held against, once, at the first target with packages. Nothing is said
   * of known flaws when left out.
   */
  readonly openAdvisories?: () => Promise<Advisories>;
  /** Opens what is known of support periods beside what comes with the program. */
  readonly openCalendar?: () => Promise<SupportCalendar | undefined>;
  /** How Helm charts below directories are rendered. */
  readonly charts?: ChartOptions;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** The clock of the machine when left out. */
  readonly clock?: () => Date;
}

/** A target that was named and cannot be scanned. */
export interface TargetFailure {
  readonly target: string;
  readonly error: SekishoError;
}

/** What a scan gives. */
export interface ScanResult {
  readonly document: ReportDocument;
  /** What images, file systems, source trees and SBOMs hold, in the order of their reports. */
  readonly inventories: readonly Inventory[];
  /** In the order of the targets. */
  readonly failures: readonly TargetFailure[];
  /** How much of all targets was examined; `partial` when one failed. */
  readonly completeness: Completeness;
  /** Whether `completeness` is another than `partial`. */
  readonly isComplete: boolean;
  /** Gives the text of a scanned file for excerpts, read again on first use; `undefined` when it is gone. */
  readonly sourceOf: (path: string) => SourceText | undefined;
}
