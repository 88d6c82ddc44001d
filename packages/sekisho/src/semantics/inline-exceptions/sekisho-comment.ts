import type { Text } from "../../model/text.ts";
import { isCalendarDate } from "./calendar-date.ts";
import { canonicalRule } from "./canonical-rule.ts";
import type { CommentPlace, InlineException } from "./inline-exception.ts";

/** What a comment of one tool gives: its exceptions, or why it cannot be read. */
export type CommentReading = { readonly exceptions: readonly InlineException[] } | { readonly problem: Text };

const prefix = /^\s*sekisho:ignore(-file)?(?=\s|$)/;
const ruleList = /^\s+([^\s,="]+(?:\s*,\s*[^\s,="]+)*)(?=\s|$)/;
const attribute = /^\s+([A-Za-z]+)=(?:"([^"]*)"|([^\s"]+))(?=\s|$)/;

interface Attributes {
  reason?: string;
  owner?: string;
  expires?: string;
}

/**
 * Reads `# sekisho:ignore RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD`; `undefined` for any other comment.
 *
 * It accepts findings of the instruction it stands in or before; with `ignore-file`, those of the whole file. A comment
 * with anything unreadable accepts nothing.
 */
export function readSekishoComment(place: CommentPlace): CommentReading | undefined {
  const start = prefix.exec(place.text);
  if (start === null) return undefined;
  let rest = place.text.slice(start[0].length).trimEnd();
  const rules = ruleList.exec(rest);
  if (rules === null) return problem(`a rule id behind "sekisho:ignore${start[1] ?? ""}"`, rest.trim());
  rest = rest.slice(rules[0].length);
  const attributes: Attributes = {};
  while (rest !== "") {
    const next = attribute.exec(rest);
    if (next === null) return problem('reason="…", owner=… or expires=YYYY-MM-DD', rest.trim());
    const wrong = takeAttribute(attributes, next[1] ?? "", next[2] ?? next[3] ?? "");
    if (wrong !== undefined) return wrong;
    rest = rest.slice(next[0].length);
  }
  const isForFile = start[1] !== undefined;
  const scope = isForFile ? undefined : (place.nextInstruction ?? { start: place.range.end, end: place.range.end });
  const exceptions = (rules[1] ?? "").split(",").map(
    (rule): InlineException => ({
      tool: "sekisho",
      rule: canonicalRule(rule.trim()),
      scope,
      reason: attributes.reason,
      owner: attributes.owner,
      expires: attributes.expires,
      range: place.range,
    }),
  );
  return { exceptions };
}

function takeAttribute(attributes: Attributes, name: string, value: string): CommentReading | undefined {
  if (name !== "reason" && name !== "owner" && name !== "expires") return problem("reason, owner or expires", name);
  if (attributes[name] !== undefined) return problem(`${name} once`, `${name} twice`);
  if (name === "expires" && !isCalendarDate(value)) return problem("a date YYYY-MM-DD behind expires=", value);
  if (value.trim() === "") return undefined;
  attributes[name] = value.trim();
  return undefined;
}

function problem(expected: string, got: string): CommentReading {
  const shown = got === "" ? undefined : got.slice(0, 60);
  return {
    problem: {
      en: `This sekisho:ignore comment accepts nothing: expected ${expected}, got ${shown === undefined ? "nothing" : JSON.stringify(shown)}.`,
      ja: `この sekisho:ignore コメントは無効です。${expected} を想定しましたが、${shown === undefined ? "何も書かれていません" : `${JSON.stringify(shown)} が書かれています`}。`,
    },
  };
}
