import type { Text } from "../../model/text.ts";
import type { Place } from "./place.ts";

/** What is wrong or doubtful in a rule file, and where. With an error, the item that it stands in has no effect. */
export interface RuleProblem {
  /** Stable name such as `unknown-field`. */
  readonly code: string;
  readonly level: "error" | "warning";
  readonly place: Place;
  readonly message: Text;
  /** What was most likely meant. */
  readonly hint?: Text;
}

/** Takes problems as they are found. */
export type ReportProblem = (problem: RuleProblem) => void;

/** Gives a problem that takes its item out of effect. */
export function ruleError(code: string, place: Place, message: Text, hint?: Text): RuleProblem {
  return { code, level: "error", place, message, ...(hint === undefined ? {} : { hint }) };
}

/** Gives a problem that changes nothing. */
export function ruleWarning(code: string, place: Place, message: Text, hint?: Text): RuleProblem {
  return { code, level: "warning", place, message, ...(hint === undefined ? {} : { hint }) };
}

/** Gives the hint that names what was most likely meant; none without a word. */
export function didYouMean(word: string | undefined): Text | undefined {
  if (word === undefined) return undefined;
  return { en: `Did you mean ${word}?`, ja: `${word} の誤りではありませんか。` };
}
