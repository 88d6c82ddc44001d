import type { ManifestValue } from "../kubernetes/manifest-value.ts";

/** How two values are compared. */
export type Comparator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** An expression of JMESPath as it was read. */
export type PathNode =
  | { readonly kind: "current" }
  | { readonly kind: "literal"; readonly value: ManifestValue }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "slice"; readonly parts: readonly (number | undefined)[] }
  /** What is asked of the value that the left side gives. */
  | { readonly kind: "then"; readonly left: PathNode; readonly right: PathNode }
  | Projection
  | { readonly kind: "or" | "and"; readonly left: PathNode; readonly right: PathNode }
  | { readonly kind: "not"; readonly operand: PathNode }
  | { readonly kind: "compare"; readonly sign: Comparator; readonly left: PathNode; readonly right: PathNode }
  | { readonly kind: "list"; readonly items: readonly PathNode[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [key: string, value: PathNode])[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly PathNode[] }
  /** `&expression`: asked of every item by the function that it is given to. */
  | { readonly kind: "reference"; readonly body: PathNode };

/** What is asked of every item that the left side gives. */
export interface Projection {
  readonly kind: "project";
  readonly over: "items" | "values" | "flattened" | "chosen";
  readonly left: PathNode;
  /** Of `chosen` items. */
  readonly condition?: PathNode;
  readonly right: PathNode;
}
