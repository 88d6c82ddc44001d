import type { ContentDigests, FoundMalware, FoundSecret } from "../../model/analysis.ts";
import type { Fact } from "../../model/fact.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { FileTree, HiddenFile } from "../overlay/file-tree.ts";

/** Where something that was read from a file comes from. */
export interface ContentPlace {
  /** In the merged tree for a file that is visible, else in its layer. */
  readonly path: string;
  readonly layer: number;
  /** True for what a container sees; false for a file that a later layer deleted or replaced. */
  readonly isVisible: boolean;
  /** Which layer hid it and how; left out for a visible file, and where the layers do not tell. */
  readonly hidden?: Pick<HiddenFile, "by" | "how">;
}

/** A fact with its file. */
export interface PlacedFact extends ContentPlace {
  readonly fact: Fact;
}

/** A secret with its file. */
export interface PlacedSecret extends ContentPlace {
  readonly secret: FoundSecret;
  /** Checksums of the whole file. */
  readonly contentDigests?: ContentDigests;
}

/** A sign of malware with its file. */
export interface PlacedMalware extends ContentPlace {
  readonly malware: FoundMalware;
}

/** One image with all that was read from it: what the checks of images are asked about. */
export interface ImageContent {
  readonly inventory: Inventory;
  readonly tree: FileTree;
  /** Facts of visible files. */
  readonly facts: readonly PlacedFact[];
  readonly secrets: readonly PlacedSecret[];
  readonly malware: readonly PlacedMalware[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}
