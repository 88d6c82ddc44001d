import type { OffsetRange } from "../../model/source-text.ts";
import type { Value } from "./values.ts";

/** An expression as it is written, with the macros recognised. */
export type Expression =
  | Literal
  | Identifier
  | Select
  | Call
  | Logic
  | ListLiteral
  | MapLiteral
  | MessageLiteral
  | Comprehension
  | Binding;

interface Placed {
  /** Where it stands in the source. */
  readonly range: OffsetRange;
}

export interface Literal extends Placed {
  readonly kind: "literal";
  readonly value: Value;
}

export interface Identifier extends Placed {
  readonly kind: "identifier";
  readonly name: string;
  /** Written with a leading dot: never a variable of a comprehension, never of the container. */
  readonly isAbsolute: boolean;
}

/** `operand.field`, `operand.?field` and `has(operand.field)`. */
export interface Select extends Placed {
  readonly kind: "select";
  readonly operand: Expression;
  readonly field: string;
  readonly access: "value" | "optional" | "presence";
}

/** A call of a function or method, or an operator by its name in the language definition (`_+_`, `_[_]`, `_?_:_`). */
export interface Call extends Placed {
  readonly kind: "call";
  readonly name: string;
  readonly target: Expression | undefined;
  readonly arguments: readonly Expression[];
}

/** A chain of `&&` or `||`, flat however long it is. */
export interface Logic extends Placed {
  readonly kind: "logic";
  readonly operator: "&&" | "||";
  readonly operands: readonly Expression[];
}

export interface ListLiteral extends Placed {
  readonly kind: "list";
  readonly items: readonly { readonly value: Expression; readonly isOptional: boolean }[];
}

export interface MapLiteral extends Placed {
  readonly kind: "map";
  readonly entries: readonly { readonly key: Expression; readonly value: Expression; readonly isOptional: boolean }[];
}

/** `Name{field: value}`: a message, which there are none of without protocol buffers. */
export interface MessageLiteral extends Placed {
  readonly kind: "message";
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly value: Expression; readonly isOptional: boolean }[];
}

/** The macros that walk over a list or a map. */
export type ComprehensionName =
  | "all"
  | "exists"
  | "existsOne"
  | "map"
  | "filter"
  | "transformList"
  | "transformMap"
  | "transformMapEntry"
  | "sortBy";

export interface Comprehension extends Placed {
  readonly kind: "comprehension";
  readonly name: ComprehensionName;
  readonly collection: Expression;
  /** One: the element, or the key of a map; two: index and element, or key and value. */
  readonly variables: readonly string[];
  /** Which elements are taken, where the macro has both this and a result. */
  readonly condition: Expression | undefined;
  /** The test of `all`, `exists`, `existsOne` and `filter`; what the others make of an element. */
  readonly body: Expression;
}

/** `cel.bind(name, value, body)`, `value.optMap(name, body)` and `value.optFlatMap(name, body)`. */
export interface Binding extends Placed {
  readonly kind: "binding";
  readonly name: "bind" | "optMap" | "optFlatMap";
  readonly variable: string;
  readonly value: Expression;
  readonly body: Expression;
}
