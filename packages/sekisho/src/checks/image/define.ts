import type { CheckDescription, ParameterSchema, ParametersOf } from "../../model/check.ts";
import type { HistoryEntry, ImageConfiguration } from "../../model/image.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import type { ImageContent } from "../../semantics/image/image-content.ts";

/** One place that shows a violation. */
export interface ImageEvidence {
  /** In the image, without a leading slash; left out for the configuration and the history. */
  readonly path?: string;
  readonly line?: number;
  /** JSON pointer into the image's configuration: `/config/User`, `/history/3`. */
  readonly pointer?: string;
  /** Index of the layer. */
  readonly layer?: number;
  /** Safe to print: no secret in it. */
  readonly excerpt?: string;
  /** What is wrong at this place, when there are several. */
  readonly message?: Text;
}

/** One way an image fails a check. */
export interface ImageViolation {
  /** What is wrong here, with the names and values of this image; a sentence. */
  readonly message: Text;
  /** What it is about, the same for every build of the image: `user`, `file:/usr/bin/su`, `variable:TOKEN`, a package URL without version. */
  readonly subject: string;
  readonly evidence: readonly [ImageEvidence, ...ImageEvidence[]];
  /** When this one is better or worse than the check's own severity. */
  readonly severity?: Severity;
}

/** A small image written down for a test or the reference page. */
export interface ImageExample {
  readonly configuration?: Partial<ImageConfiguration>;
  readonly history?: readonly HistoryEntry[];
  readonly tags?: readonly string[];
  /** Layers from the lowest: files by path, with content, or with attributes. Whiteouts are files named `.wh.…`. */
  readonly layers?: readonly Readonly<Record<string, string | ImageExampleFile>>[];
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A file of an example with more than content. */
export interface ImageExampleFile {
  readonly content?: string;
  /** Bytes, where they are more than the content that is written here. */
  readonly size?: number;
  readonly mode?: number;
  readonly userId?: number;
  readonly groupId?: number;
  readonly linkTo?: string;
  readonly capability?: string;
  readonly isDirectory?: boolean;
}

/** A question about images. */
export interface ImageCheck<Schema extends ParameterSchema = ParameterSchema> extends CheckDescription {
  readonly parameters?: Schema;
  readonly examples: {
    readonly fail: readonly [ImageExample, ...ImageExample[]];
    readonly pass: readonly [ImageExample, ...ImageExample[]];
  };
  /** Every violation; pure. */
  evaluate(image: ImageContent, parameters: ParametersOf<Schema>): readonly ImageViolation[];
}

/** Declares a check of an image. */
export function defineImageCheck<const Schema extends ParameterSchema = Readonly<Record<never, never>>>(
  check: ImageCheck<Schema>,
): ImageCheck<Schema> {
  return check;
}

/** Writes an example down for people: modes in octal digits, as chmod takes them. */
export function printImageExample(example: ImageExample): string {
  const inOctal = (key: string, value: unknown): unknown =>
    key === "mode" && typeof value === "number" ? value.toString(8).padStart(4, "0") : value;
  return JSON.stringify(example, inOctal, 2);
}
