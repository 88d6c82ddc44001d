import type { OffsetRange } from "../../model/source-text.ts";

/** A condition as it is written. Offsets are those of its text. */
export type Condition = Junction | Negation | MacroReference | Check;

/** `a and b and c`, or the same with `or`: two parts at least. */
export interface Junction extends OffsetRange {
  readonly kind: "and" | "or";
  readonly parts: readonly Condition[];
}

/** `not a`; two of them are none. */
export interface Negation extends OffsetRange {
  readonly kind: "not";
  readonly body: Condition;
}

/** The name of a macro. */
export interface MacroReference extends OffsetRange {
  readonly kind: "macro";
  readonly name: string;
}

/** One comparison. */
export interface Check extends OffsetRange {
  readonly kind: "check";
  readonly left: Operand;
  readonly operator: Operator;
  /** With a list of values behind a text operator: how many of them must hold. */
  readonly quantifier: Quantifier | undefined;
  /** Left out for `exists`. */
  readonly right: RightSide | undefined;
}

/** What is compared: a field, or what a transformer makes of one. */
export type Operand = FieldOperand | TransformerOperand | LiteralOperand;

/** `proc.aname[2]`. */
export interface FieldOperand extends OffsetRange {
  readonly kind: "field";
  readonly name: string;
  /** What stands in brackets. */
  readonly argument: string | undefined;
}

/** `tolower(proc.name)`. */
export interface TransformerOperand extends OffsetRange {
  readonly kind: "transformer";
  readonly name: Transformer;
  readonly operands: readonly Operand[];
  /** `getopt(proc.args, "n:")[n]`. */
  readonly argument: string | undefined;
}

/** A text in quotes, as an operand of a transformer. */
export interface LiteralOperand extends OffsetRange {
  readonly kind: "literal";
  readonly text: string;
}

/** What a field is compared with. */
export type RightSide =
  | ValueSide
  /** `(a, b)`; also a single name, which stands for itself. */
  | (OffsetRange & { readonly kind: "list"; readonly values: readonly ValueSide[] })
  /** `val(proc.pname)` or a transformer. */
  | (OffsetRange & { readonly kind: "operand"; readonly operand: Operand });

/** A text or number as it is written, quotes taken off. */
export interface ValueSide extends OffsetRange {
  readonly kind: "value";
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Operators that compare numbers. */
export const numberOperators = ["<=", "<", ">=", ">"] as const;

/** Operators that compare with one text; `==` is read as `=`. */
export const textOperators = [
  "=",
  "!=",
  "glob",
  "iglob",
  "contains",
  "icontains",
  "bcontains",
  "startswith",
  "bstartswith",
  "endswith",
  "regex",
] as const;

/** Operators that compare with a list. */
export const listOperators = ["in", "intersects", "pmatch"] as const;

/** An operator that compares numbers. */
export type NumberOperator = (typeof numberOperators)[number];

/** An operator that compares with one text. */
export type TextOperator = (typeof textOperators)[number];

/** An operator that compares with a list. */
export type ListOperator = (typeof listOperators)[number];

/** Any operator. */
export type Operator = "exists" | NumberOperator | TextOperator | ListOperator;

/** Words behind a text operator that make it take a list. */
export const quantifiers = ["oneof", "anyof", "allof"] as const;

/** How many of a list must hold: exactly one, at least one, all. */
export type Quantifier = (typeof quantifiers)[number];

/** Functions over fields. */
export const transformers = ["tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt"] as const;

/** A function over fields. */
export type Transformer = (typeof transformers)[number];
