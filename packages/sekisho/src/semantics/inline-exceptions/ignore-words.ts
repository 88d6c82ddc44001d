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

const words: Text = {
  en: 'reason="…", owner=… or expires=YYYY-MM-DD',
  ja: 'reason="…"、owner=…、expires=YYYY-MM-DD のいずれか',
};
const wordsWithContainer: Text = {
  en: 'reason="…", owner=…, expires=YYYY-MM-DD or container=…',
  ja: 'reason="…"、owner=…、expires=YYYY-MM-DD、container=… のいずれか',
};

type Attributes = { -readonly [Name in Exclude<keyof IgnoreWords, "rules">]: IgnoreWords[Name] };

/**
 * Reads ` RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD`, for manifests also `container=NAME`. Words of which anything
 * is unreadable accept nothing.
 */
export function readIgnoreWords(text: string, form: IgnoreForm): IgnoreWords | { readonly problem: Text } {
  let rest = text.trimEnd();
  const rules = rest.length > maxLength ? null : ruleList.exec(rest);
  if (rules === null) return problem(form, { en: "a rule id", ja: "ルール ID" }, rest.trim());
  rest = rest.slice(rules[0].length);
  const attributes: Attributes = { reason: undefined, owner: undefined, expires: undefined, container: undefined };
  while (rest !== "") {
    const next = attribute.exec(rest);
    if (next === null) return problem(form, form.takesContainer ? wordsWithContainer : words, rest.trim());
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
    return problem(form, form.takesContainer ? wordsWithContainer : words, name);
  }
  if (attributes[name] !== undefined)
    return problem(form, { en: `${name} once`, ja: `1 つの ${name}` }, `${name}=… ${name}=…`);
  if (name === "expires" && !isCalendarDate(value))
    return problem(form, { en: "a date YYYY-MM-DD behind expires=", ja: "expires= の後に日付 YYYY-MM-DD" }, value);
  if (value.trim() === "") return undefined;
  attributes[name] = value.trim();
  return undefined;
}

function problem({ name }: IgnoreForm, expected: Text, got: string): { readonly problem: Text } {
  const shown = got === "" ? undefined : got.slice(0, 60);
  return {
    problem: {
      en: `This ${name.en} accepts nothing: expected ${expected.en}, got ${shown === undefined ? "nothing" : JSON.stringify(shown)}.`,
      ja: `この ${name.ja}は無効です。${expected.ja} を想定しましたが、${shown === undefined ? "何も書かれていません" : `${JSON.stringify(shown)} が書かれています`}。`,
    },
  };
}
