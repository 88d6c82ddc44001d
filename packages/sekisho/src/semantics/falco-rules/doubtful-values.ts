import type { ValueSide } from "../../formats/falco-rules/condition-syntax.ts";
import { placeOf } from "../../formats/falco-rules/placed-text.ts";
import { type ReportProblem, ruleWarning } from "../../formats/falco-rules/rule-problem.ts";
import { editDistance } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { ResolvedCondition } from "./rule-set.ts";

/** Longer lists are no place where somebody wrote the name of one by hand. */
const maxValues = 30;
/** More lists would be compared for too long. */
const maxLists = 500;
/** Names are mistyped by so many letters at most. */
const maxDistance = 2;

/** Warns of values that are nearly the name of a list: they are compared as texts, and never match. */
export function warnOfDoubtfulValues(
  { check, text }: Extract<ResolvedCondition, { readonly kind: "check" }>,
  lists: readonly string[],
  report: ReportProblem,
): void {
  const { right } = check;
  if (right?.kind !== "list" || right.values.length > maxValues || lists.length > maxLists) return;
  for (const value of right.values) {
    const list = findNearList(value, lists);
    if (list === undefined) continue;
    const shown = quote(value.text);
    const message = {
      en: `${shown} is no list, and is compared as a text`,
      ja: `${shown} はリストではないため、文字列として比較されます`,
    };
    const hint = { en: `Did you mean the list ${list}?`, ja: `リスト ${list} の誤りではありませんか。` };
    report(ruleWarning("doubtful-list", placeOf(text, value), message, hint));
  }
}

function findNearList({ text, isQuoted }: ValueSide, lists: readonly string[]): string | undefined {
  const isName = !isQuoted && text.length <= 100 && /^[A-Za-z][A-Za-z0-9]{0,99}_[A-Za-z0-9_]{1,99}$/.test(text);
  if (!isName) return undefined;
  return lists.find((name) => {
    const isNear = Math.abs(name.length - text.length) <= maxDistance && name.length > maxDistance * 2;
    return isNear && name !== text && editDistance(name, text) <= maxDistance;
  });
}
