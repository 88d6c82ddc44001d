import type { Diagnostic } from "./diagnostic.ts";
import type { RepositoryFact } from "./fact.ts";
import type { ImageDescription } from "./image.ts";
import type { Package } from "./package.ts";
import type { Coverage, Target } from "./report.ts";

/** The distribution that the files come from. */
export interface Distribution {
  /** `debian`, `alpine`, `rhel`: id of os-release, with derivatives kept as they are. */
  readonly id: string;
  readonly idLike: readonly string[];
  /** `12`, `3.20.3`; left out by rolling and testing releases. */
  readonly version?: string;
  readonly codename?: string;
  readonly prettyName?: string;
  /** Last day of the maker's ordinary support, `YYYY-MM-DD`; `false` when the release has none, left out when unknown. */
  readonly endOfLife?: string | false;
}

/** A program that packages an SBOM that was read names as its maker. */
export interface InventoryOrigin {
  /** `scan`, or the SBOM format it was read from: `cyclonedx@1.6`, `spdx@2.3`, `syft@16`, `trivy@2`. */
  readonly format: string;
  /** Name and version of the tool that made the SBOM. */
  readonly tool?: string;
}

/** The image that a Dockerfile began from, as far as it is known: its layers are the lowest ones. */
export interface BaseImage {
  readonly name?: string;
  readonly digest?: string;
  /** How many layers are its own. */
  readonly layers: number;
  /** `compared`: its layers were seen to be the same. `guessed`: the history looks as if another build began there. */
  readonly known: "compared" | "guessed";
}

/** The line of a Dockerfile that made a layer. */
export interface LayerInstruction {
  /** Index of the layer. */
  readonly layer: number;
  /** Path of the Dockerfile, as the user named it. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Everything known about the content of a target: facts, no judgement. It can be stored and judged again. */
export interface Inventory {
  readonly target: Target;
  readonly origin: InventoryOrigin;
  readonly distribution?: Distribution;
  readonly image?: ImageDescription;
  readonly baseImage?: BaseImage;
  /** Sorted by layer; empty when no Dockerfile was given. */
  readonly instructions?: readonly LayerInstruction[];
  /** Sorted by id. */
  readonly packages: readonly Package[];
  readonly repositories: readonly RepositoryFact[];
  /** Names of Red Hat's content sets that the image was built with. */
  readonly contentSets: readonly string[];
  readonly coverage: readonly Coverage[];
  readonly diagnostics: readonly Diagnostic[];
}
