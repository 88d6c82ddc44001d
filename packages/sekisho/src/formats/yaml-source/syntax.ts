import type { OffsetRange } from "../../model/source-text.ts";

/** How a scalar is written. */
export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** A text, number, truth value or nothing, with its place. */
export interface YamlScalar extends OffsetRange {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly style: ScalarStyle;
  /** The text of a plain scalar of one line that is no text: `1.10`, `yes`. */
  readonly raw?: string;
}

/** What stands in a list, in order. An array is one; those of a long list are read when they are asked for. */
export interface YamlItems extends Iterable<YamlNode> {
  readonly length: number;
  /** Gives an item by its place from 0, or from the end when negative. */
  at(index: number): YamlNode | undefined;
  /** Whether each walk reads them anew: nobody should then keep all of them. */
  readonly isLong?: true;
}

/** An ordered list with its place. */
export interface YamlList extends OffsetRange {
  readonly kind: "list";
  readonly items: YamlItems;
  readonly isFlow: boolean;
}

/** Named values with their place, in the order of the text. */
export interface YamlMap extends OffsetRange {
  readonly kind: "map";
  readonly entries: readonly YamlEntry[];
  readonly isFlow: boolean;
}

/**
 * One `key: value` of a map; the value of an empty entry is a null of no length behind the colon.
 *
 * An alias gives the very node of its anchor, so a node may stand in several places; so does what a merge key (`<<`)
 * brings in.
 */
export interface YamlEntry {
  /** Keys that are no texts are given as the text that JSON would have. */
  readonly key: string;
  readonly keyRange: OffsetRange;
  readonly value: YamlNode;
  /** Brought in by a merge key: there is no such line in this map. */
  readonly isMerged: boolean;
}

/** A YAML value with its place in the text: from its first character to behind its last one. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** What is wrong with a document, and where. */
export interface YamlSourceProblem extends OffsetRange {
  readonly code: YamlProblemCode;
  /** What was met, for the message; already short. */
  readonly got: string;
}

/** What can be wrong with a document. */
export type YamlProblemCode =
  | "duplicate-key"
  | "tab-indentation"
  | "bad-indentation"
  | "unclosed-quote"
  | "unclosed-flow"
  | "unknown-anchor"
  | "alias-loop"
  | "too-deep"
  | "too-many-values"
  | "too-many-documents"
  | "template"
  | "unexpected-text"
  | "bad-escape"
  | "bad-directive";

/** One document of a YAML stream. */
export interface YamlDocument extends OffsetRange {
  /** `undefined` for a document without content, or one that cannot be read. */
  readonly root: YamlNode | undefined;
  /** Whether a node stands in several places: only then has it aliases. */
  readonly hasAliases: boolean;
  /** Empty for a sound document. With problems other than duplicate keys there is no root. */
  readonly problems: readonly YamlSourceProblem[];
}
