import type { Text } from "../../model/text.ts";
import { isCalendarDate } from "./calendar-date.ts";
import { canonicalRule } from "./canonical-rule.ts";

/** What stands in an exception of ours, whatever holds it. */
export interface IgnoreWords {
  /** Check ids or `tool:ID`. */
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
  /** Name of the only container that is meant. */
  readonly container: string | undefined;
}

/** What holds the words. */
export interface IgnoreForm {
  /** For messages: `sekisho:ignore comment`. */
  readonly name: Text;
  readonly takesContainer: boolean;
}

const ruleList = /^\s+([^\s,="]+(?:\s*,\s*[^\s,="]+)*)(?=\s|$)/;
const attribute = /^\s+([A-Za-z]+)=(?:"([^"]*)"|([^\s"]+))(?=\s|$)/;
/** Longer ones are no words that a person wrote. */
const maxLength = 4_000;

type Attributes = { -readonly [Name in Exclude<keyof IgnoreWords, "rules">]: IgnoreWords[Name] };

/**
 * Reads ` RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD`, for manifests also `container=NAME`. Words of which anything
 * is unreadable accept nothing.
 */
export function readIgnoreWords(text: string, form: IgnoreForm): IgnoreWords | { readonly problem: Text } {
  let rest = text.trimEnd();
  const rules = rest.length > maxLength ? null : ruleList.exec(rest);
  if (rules === null) return problem(form, "a rule id", rest.trim());
  rest = rest.slice(rules[0].length);
  const attributes: Attributes = { reason: undefined, owner: undefined, expires: undefined, container: undefined };
  while (rest !== "") {
    const next = attribute.exec(rest);
    const known = form.takesContainer
      ? 'reason="…", owner=…, expires=YYYY-MM-DD or container=…'
      : 'reason="…", owner=… or expires=YYYY-MM-DD';
    if (next === null) return problem(form, known, rest.trim());
    const wrong = takeAttribute(attributes, form, [next[1] ?? "", next[2] ?? next[3] ?? ""]);
    if (wrong !== undefined) return wrong;
    rest = rest.slice(next[0].length);
  }
  return { rules: (rules[1] ?? "").split(",").map((rule) => canonicalRule(rule.trim())), ...attributes };
}

function takeAttribute(
  attributes: Attributes,
  form: IgnoreForm,
  [name, value]: readonly [string, string],
): { readonly problem: Text } | undefined {
  const isKnown = name === "reason" || name === "owner" || name === "expires" || name === "container";
  if (!isKnown || (name === "container" && !form.takesContainer)) {
    return problem(form, `reason, owner or expires${form.takesContainer ? " or container" : ""}`, name);
  }
  if (attributes[name] !== undefined) return problem(form, `${name} once`, `${name} twice`);
  if (name === "expires" && !isCalendarDate(value)) return problem(form, "a date YYYY-MM-DD behind expires=", value);
  if (value.trim() === "") return undefined;
  attributes[name] = value.trim();
  return undefined;
}

function problem({ name }: IgnoreForm, expected: string, got: string): { readonly problem: Text } {
  const shown = got === "" ? undefined : got.slice(0, 60);
  return {
    problem: {
      en: `This ${name.en} accepts nothing: expected ${expected}, got ${shown === undefined ? "nothing" : JSON.stringify(shown)}.`,
      ja: `この ${name.ja}は無効です。${expected} を想定しましたが、${shown === undefined ? "何も書かれていません" : `${JSON.stringify(shown)} が書かれています`}。`,
    },
  };
}
