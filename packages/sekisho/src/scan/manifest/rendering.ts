import type { YamlDocument } from "../../formats/yaml-source/syntax.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import type { ManifestObject, RenderingReference } from "../../semantics/kubernetes/manifest-object.ts";

/** The text that an object stands in once it is rendered. */
export interface RenderedText {
  /** Its path is that of the file it was rendered from. */
  readonly source: SourceText;
  readonly documents: readonly YamlDocument[];
}

/** A place in a file that people edit. */
export interface EditablePlace {
  readonly source: SourceText;
  readonly range: OffsetRange;
}

/** What one rendering of a chart or overlay gave. */
export interface Rendering {
  readonly reference: RenderingReference;
  readonly objects: readonly ManifestObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (object: ManifestObject) => RenderedText | undefined;
  /**
   * Finds the place in a template, values file, patch or base that made what a pointer of an object's document leads to;
   * `undefined` where nobody can tell.
   */
  readonly trace: (object: ManifestObject, pointer: string) => EditablePlace | undefined;
}

/** What was rendered of a chart or overlay. */
export interface RenderedTarget {
  /** The directory as reports name it. */
  readonly name: string;
  /** One for each set of values; none when nothing could be rendered. */
  readonly renderings: readonly Rendering[];
  /** Why something was not rendered. */
  readonly diagnostics: readonly Diagnostic[];
}
