import { type RawBuilder, sql } from "kysely";
import { SekishoError } from "sekisho";
import type { QueryTerm } from "../contract/query/parse-query.ts";
import type { ComparisonSign } from "../contract/query/query-words.ts";
import { readNamePattern } from "./name-pattern.ts";
import { cutSearchText, endOfPrefix } from "./search-words.ts";

/** SQL of a condition. */
export type Condition = RawBuilder<boolean>;

/** SQL of what may be compared, for each sign. */
export const signs: Readonly<Record<ComparisonSign, RawBuilder<unknown>>> = {
  ":": sql`=`,
  "=": sql`=`,
  ">": sql`>`,
  ">=": sql`>=`,
  "<": sql`<`,
  "<=": sql`<=`,
};

/** Names that a topic `t` goes by, for each field. */
const namesOfField: Readonly<Record<string, { readonly names: RawBuilder<unknown>; readonly hasWords: boolean }>> = {
  rule: { names: sql`t.aliases || t.rule_id`, hasWords: true },
  cve: { names: sql`t.flaw_names`, hasWords: true },
  package: { names: sql`ARRAY[t.package_name, t.package]`, hasWords: true },
  control: { names: sql`t.controls`, hasWords: false },
};

/**
 * Gives the condition on a topic `t` that a term asks for, as if it were not negated; `undefined` when the term is about
 * something else.
 */
export function topicCondition(term: QueryTerm): Condition | undefined {
  if (term.kind === "text") return textCondition(term.text);
  if (term.kind === "number") {
    return sql<boolean>`t.flaw IN (SELECT known.flaw FROM flaws known WHERE known.epss ${signs[term.sign]} ${term.value}::real)`;
  }
  if (term.kind === "choice" && term.field === "exploited") {
    const known = sql<boolean>`t.flaw IN (SELECT known.flaw FROM flaws known WHERE known.known_exploited_since IS NOT NULL)`;
    return anyOf(term.values.map((value) => (value === "yes" ? known : sql<boolean>`NOT coalesce(${known}, false)`)));
  }
  const field = term.kind === "name" ? namesOfField[term.field] : undefined;
  if (term.kind !== "name" || field === undefined) return undefined;
  return anyOf(term.patterns.map((pattern) => nameCondition(field, pattern)));
}

/** Joins conditions of which one is enough. */
export function anyOf(conditions: readonly Condition[]): Condition {
  return sql<boolean>`(${sql.join(conditions, sql` OR `)})`;
}

/** Joins conditions that all count. */
export function allOf(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
}

function nameCondition(
  { names, hasWords }: { readonly names: RawBuilder<unknown>; readonly hasWords: boolean },
  pattern: string,
): Condition {
  const { like, prefix, isExact } = readNamePattern(pattern);
  const isNamed = sql<boolean>`EXISTS (SELECT FROM unnest(${names}) AS name WHERE lower(name) LIKE ${like})`;
  if (!hasWords || prefix === "") return isNamed;
  // The table of words finds the few topics that may be meant; whether the name is of this field is seen there.
  return allOf([wordCondition("topic", { text: prefix, isPrefix: !isExact }), isNamed]);
}

/** Gives the condition that a topic `t` or a component `c` has a word. */
export function wordCondition(
  of: "topic" | "component",
  { text, isPrefix }: { readonly text: string; readonly isPrefix: boolean },
): Condition {
  const isWord = isPrefix ? sql`w.word >= ${text} AND w.word < ${endOfPrefix(text)}` : sql`w.word = ${text}`;
  return of === "topic"
    ? sql<boolean>`t.topic_id IN (SELECT w.topic_id FROM topic_words w WHERE ${isWord})`
    : sql<boolean>`c.component_id IN (SELECT w.component_id FROM component_words w WHERE ${isWord})`;
}

function textCondition(text: string): Condition {
  const { words, runs } = cutSearchText(text);
  if (words.length === 0) {
    throw new SekishoError("request-invalid", {
      en: `expected letters or digits to search for, got ${text}`,
      ja: `検索する文字がありません: ${text}`,
    });
  }
  const said = sql`lower(normalize(concat_ws(' ', t.title, t.rule_id, t.package), NFKC))`;
  return allOf([
    ...words.map((word) => wordCondition("topic", word)),
    ...runs.map((run) => sql<boolean>`strpos(${said}, ${run}) > 0`),
  ]);
}
