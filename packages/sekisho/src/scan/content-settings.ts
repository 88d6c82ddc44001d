import type { OpenImageOptions } from "../access/open-image-options.ts";
import type { SourceReach } from "../semantics/image-builds/source-reach.ts";
import type { ImageReachIndex } from "../semantics/reachability/image-reach.ts";
import type { DockerfileSettings } from "./dockerfile.ts";
import type { VexCollection } from "./vex/load-vex.ts";
import type { Advisories } from "./vulnerability/judge-packages.ts";

/** A part of a scan of content that a call can leave out. */
export const contentParts = ["checks", "malware", "manifests", "packages", "secrets"] as const;

/** Which part of a scan of content. */
export type ContentPart = (typeof contentParts)[number];

/** What scans of images, file systems and source trees have in common with each other and with those of Dockerfiles. */
export interface ContentScanSettings
  extends Pick<
    DockerfileSettings,
    "configuration" | "configured" | "language" | "controlsOf" | "today" | "calendar" | "clock"
  > {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly without: ReadonlySet<ContentPart>;
  /** Absolute directory of what was read before; `undefined` where nothing is kept. */
  readonly cacheDirectory: string | undefined;
  readonly image: OpenImageOptions;
  /** The name of the image that the scanned ones are built on. */
  readonly baseImage: string | undefined;
  /** The Dockerfile that made the scanned images, relative to the working directory. */
  readonly dockerfile: string | undefined;
  /** Opens the advisory database at the first target with packages; nothing is said of flaws when left out. */
  readonly openAdvisories?: () => Promise<Advisories>;
  /** Statements of VEX documents about known flaws. */
  readonly vex?: VexCollection;
  /** What the manifests of the same call say of the images that they run. */
  readonly imageReach?: ImageReachIndex;
  /** What they say of the images that are built of the source tree. */
  readonly sourceReach?: SourceReach;
  /** Told from time to time how many of all bytes to read are read. */
  readonly onBytes: (readBytes: number, totalBytes: number) => void;
}
