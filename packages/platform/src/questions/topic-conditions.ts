import { type RawBuilder, sql } from "kysely";
import { SekishoError } from "sekisho";
import type { QueryTerm } from "../contract/query/parse-query.ts";
import type { ComparisonSign } from "../contract/query/query-words.ts";
import { readNamePattern } from "./name-pattern.ts";
import { rulesTitledInJapanese } from "./rule-texts.ts";
import { cutSearchText, endOfPrefix, findTellingWord, type SearchWord } from "./search-words.ts";

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

const beyondAscii = /[^\p{ASCII}]/u;

/** Names that a topic `t` goes by, for each field. */
const namesOfField: Readonly<Record<string, NamesOfField>> = {
  rule: { names: sql`t.aliases || t.rule_id`, foundBy: "word" },
  cve: { names: sql`t.flaw_names`, foundBy: "word" },
  package: { names: sql`ARRAY[t.package_name, t.package]`, foundBy: "name" },
  control: { names: sql`t.controls`, foundBy: "nothing" },
};

interface NamesOfField {
  readonly names: RawBuilder<unknown>;
  /** What of a name stands in the table of words: the whole name, or the words in it. */
  readonly foundBy: "name" | "word" | "nothing";
}

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

function nameCondition({ names, foundBy }: NamesOfField, pattern: string): Condition {
  const { like, prefix, isExact } = readNamePattern(pattern);
  const isNamed = sql<boolean>`EXISTS (SELECT FROM unnest(${names}) AS name WHERE lower(name) LIKE ${like})`;
  // The table of words finds the few topics that may be meant; whether the name is of this field is seen there.
  const word = foundBy === "nothing" ? undefined : wordOfName(foundBy, prefix, isExact);
  return word === undefined ? isNamed : allOf([wordCondition("topic", word), isNamed]);
}

/** Gives what is looked up in the table of words for a name, or what it begins with. */
export function wordOfName(foundBy: "name" | "word", prefix: string, isExact: boolean): SearchWord | undefined {
  if (prefix === "") return undefined;
  return foundBy === "name" ? { text: prefix, isPrefix: !isExact } : findTellingWord(prefix, isExact);
}

/**
 * Gives the condition that a topic `t` or a component `c` has all of some words.
 *
 * Which things have them is found out first, from the table of words alone: a common word beside a rare one costs no look at
 * everything that has the common one.
 */
export function wordCondition(of: "topic" | "component", ...words: readonly [SearchWord, ...SearchWord[]]): Condition {
  const id = of === "topic" ? sql`t.topic_id` : sql`c.component_id`;
  return sql<boolean>`${id} = ANY(ARRAY(${idsWithWords(of, words)}))`;
}

/** SQL of the ids of the topics or components that have all of some words, one of a single word perhaps several times. */
function idsWithWords(of: "topic" | "component", words: readonly SearchWord[]): RawBuilder<unknown> {
  const ids = of === "topic" ? sql`w.topic_ids` : sql`w.component_ids`;
  const table = of === "topic" ? sql`topic_words` : sql`component_words`;
  const having = words.map((word) => sql`SELECT unnest(${ids}) AS id FROM ${table} w WHERE ${isWord(word)}`);
  return sql.join(having, sql` INTERSECT `);
}

/** Gives the condition that a row `w` of a table of words is about a word. */
export function isWord({ text, isPrefix }: SearchWord): Condition {
  return isPrefix ? sql<boolean>`w.word >= ${text} AND w.word < ${endOfPrefix(text)}` : sql<boolean>`w.word = ${text}`;
}

/** A text whose words are all that it asks for. */
export interface PlainText {
  /** SQL of the ids of the topics that have its words, perhaps several times. */
  readonly ids: RawBuilder<unknown>;
  /** The same asked of a topic `t` by itself, from what is cut into words. */
  readonly isSaid: Condition;
}

/** Gives what a text asks of topics; `undefined` where its words alone do not decide. */
export function findPlainText(text: string): PlainText | undefined {
  const { words, runs } = cutSearchText(text);
  const isTitled = beyondAscii.test(text) && rulesTitledInJapanese(text).length > 0;
  if (words.length === 0 || runs.length > 0 || isTitled) return undefined;
  const said = sql`lower(normalize(array_to_string(ARRAY[t.title, t.rule_id, t.package, t.package_name] || t.flaw_names
    || t.aliases, E'\\n'), NFKC))`;
  const has = words.map(({ text: word }) =>
    beyondAscii.test(word)
      ? sql<boolean>`strpos(${said}, ${word}) > 0`
      : sql<boolean>`${said} ~ ${`(^|[^a-z0-9])${word}`}`,
  );
  return { ids: idsWithWords("topic", words), isSaid: allOf(has) };
}

function textCondition(text: string): Condition {
  const { words, runs } = cutSearchText(text);
  const [first, ...others] = words;
  if (first === undefined) {
    throw new SekishoError("request-invalid", {
      en: `expected letters or digits to search for, got ${text}`,
      ja: `検索する文字がありません: ${text}`,
    });
  }
  const said = sql`lower(normalize(concat_ws(' ', t.title, t.rule_id, t.package), NFKC))`;
  const isSaid = allOf([
    wordCondition("topic", first, ...others),
    ...runs.map((run) => sql<boolean>`strpos(${said}, ${run}) > 0`),
  ]);
  const titled = beyondAscii.test(text) ? rulesTitledInJapanese(text) : [];
  if (titled.length === 0) return isSaid;
  return sql<boolean>`t.topic_id IN (SELECT t.topic_id FROM topics t WHERE ${isSaid}
    UNION ALL SELECT ruled.topic_id FROM topics ruled WHERE ruled.flaw IS NULL AND ruled.rule_id = ANY(${titled}))`;
}
