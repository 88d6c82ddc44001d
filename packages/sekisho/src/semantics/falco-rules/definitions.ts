import type { Place, Word } from "../../formats/falco-rules/place.ts";
import type { PlacedText } from "../../formats/falco-rules/placed-text.ts";
import type { ExceptionValue, OneOrMany, Priority } from "../../formats/falco-rules/rule-file.ts";
import type { FalcoSource } from "./sources.ts";

/** Everything that files define, after what later items change of earlier ones. Each map is in the order of the first definitions. */
export interface Definitions {
  readonly lists: ReadonlyMap<string, ListDefinition>;
  readonly macros: ReadonlyMap<string, MacroDefinition>;
  readonly rules: ReadonlyMap<string, RuleDefinition>;
  /** Rules that are none, since something that they need is missing: what else is wrong with them can still be told. */
  readonly brokenRules: readonly BrokenRule[];
}

/** What there is of a rule that is none. */
export interface BrokenRule extends Partial<Pick<RuleDefinition, "condition" | "output">> {
  readonly name: Word;
  readonly source: FalcoSource | undefined;
  readonly skipsUnknownFields: boolean;
}

/** Where a definition stands among all items of all files. */
export interface Order {
  /** Of the first definition: it decides which others may refer to this one. */
  readonly index: number;
  /** Of the last definition: it decides which others this one may refer to. */
  visibility: number;
}

/** A list. */
export interface ListDefinition extends Order {
  readonly name: Word;
  items: readonly Word[];
}

/** A macro. */
export interface MacroDefinition extends Order {
  readonly name: Word;
  condition: PlacedText;
}

/** A rule. */
export interface RuleDefinition extends Order {
  readonly name: Word;
  /** `undefined` for a source that nobody here can read: the rule is kept to be changed, and never tried. */
  readonly source: FalcoSource | undefined;
  /** The source as it is written; what is left out means `syscall`. */
  readonly sourceName: string;
  description: string;
  condition: PlacedText;
  output: PlacedText;
  priority: Priority;
  tags: readonly string[];
  isEnabled: boolean;
  warnsOfEventTypes: boolean;
  skipsUnknownFields: boolean;
  exceptions: ExceptionDefinition[];
}

/** An exception that has proved sound. */
export interface ExceptionDefinition {
  readonly name: Word;
  readonly fields: OneOrMany;
  /** As many as fields, written as conditions write them: `in`, `startswith anyof`. */
  readonly operators: readonly Word[];
  values: readonly ExceptionValue[];
  readonly place: Place;
}
