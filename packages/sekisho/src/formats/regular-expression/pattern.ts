/** What a regular expression says. */
export type PatternNode =
  | { readonly kind: "empty" }
  | { readonly kind: "character"; readonly set: CharacterSet }
  | { readonly kind: "assertion"; readonly assertion: Assertion }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly body: PatternNode;
      readonly min: number;
      /** `Infinity` when there is no end. */
      readonly max: number;
      readonly isGreedy: boolean;
    };

/** A place between two letters. */
export type Assertion = "text-start" | "text-end" | "line-start" | "line-end" | "word-boundary" | "no-word-boundary";

/** Ranges of code points and named sets of them. */
export interface CharacterSet {
  readonly ranges: readonly CodeRange[];
  /** Sets of Unicode, with whether what is not in them is meant. */
  readonly classes: readonly { readonly test: RegExp; readonly isNegated: boolean }[];
  readonly isNegated: boolean;
  readonly ignoresCase: boolean;
}

/** From the first code point to the last one. */
export type CodeRange = readonly [first: number, last: number];

/** Makes the set of one range. */
export function rangeSet(ranges: readonly CodeRange[], ignoresCase = false): CharacterSet {
  return { ranges, classes: [], isNegated: false, ignoresCase };
}
