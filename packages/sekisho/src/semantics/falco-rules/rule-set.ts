import type { Check } from "../../formats/falco-rules/condition-syntax.ts";
import type { OutputTemplate } from "../../formats/falco-rules/output-template.ts";
import type { Place } from "../../formats/falco-rules/place.ts";
import type { PlacedText } from "../../formats/falco-rules/placed-text.ts";
import type { Priority } from "../../formats/falco-rules/rule-file.ts";
import type { RuleProblem } from "../../formats/falco-rules/rule-problem.ts";
import type { FalcoSource } from "./sources.ts";

/** What rule files mean together. */
export interface RuleSet {
  /** In the order in which they are tried. Rules with errors are not among them. */
  readonly rules: readonly FalcoRule[];
  /** Rules for events of sources that nobody here can read: they are never tried. */
  readonly skipped: readonly SkippedRule[];
  readonly problems: readonly RuleProblem[];
  readonly counts: RuleSetCounts;
}

/** How much the files define, and what of it is left out. */
export interface RuleSetCounts {
  /** Rules that are defined, broken ones too. */
  readonly rules: number;
  readonly macros: number;
  readonly lists: number;
  readonly disabledRules: number;
  /** Rules for events of sources that nobody here can read. */
  readonly skippedRules: number;
}

/** A rule that is never tried. */
export interface SkippedRule {
  readonly name: string;
  /** As it is written. */
  readonly source: string;
  readonly place: Place;
}

/** A rule with everything that it refers to. */
export interface FalcoRule {
  readonly name: string;
  readonly description: string;
  readonly source: FalcoSource;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly isEnabled: boolean;
  readonly condition: ResolvedCondition;
  readonly output: OutputTemplate;
  readonly place: Place;
}

/** A condition without macros. What a macro stands for is one node, wherever it is used: the tree is a graph without cycles. */
export type ResolvedCondition =
  | { readonly kind: "and" | "or"; readonly parts: readonly ResolvedCondition[]; readonly depth: number }
  | { readonly kind: "not"; readonly body: ResolvedCondition; readonly depth: number }
  /** With the text that the offsets of the comparison are of. */
  | { readonly kind: "check"; readonly check: Check; readonly text: PlacedText; readonly depth: number };
