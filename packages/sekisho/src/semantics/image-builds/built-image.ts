/** What a file of a source tree says of an image: that it is built from this folder. */
export interface BuiltImage {
  /** Its name, with a tag as written. */
  readonly image: string;
  /** Whether the tag is chosen when it is built: manifests then name the image with any. */
  readonly isAnyTag: boolean;
  /** From the root of the source tree, with forward slashes; empty for the root itself. */
  readonly folder: string;
  /** The file that says so, from the root of the source tree. */
  readonly saidBy: string;
}

/** Another name that an image gets before it is run. */
export interface ImageRename {
  /** Without tag. */
  readonly from: string;
  readonly to: string;
  /** Whether the tag is another one, too: then only images of which any tag is meant are known by it. */
  readonly changesTag: boolean;
}
