import { type RawBuilder, sql } from "kysely";
import type { QueryFieldName } from "../contract/query/query-fields.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readNamePattern } from "./name-pattern.ts";
import type { SearchWord } from "./search-words.ts";
import { isWord, wordOfName } from "./topic-conditions.ts";

const maxSuggestions = 20;
/** Words that begin alike are looked at up to here: suggestions are for people, not for counting. */
const maxLookedAt = 500;

interface Value {
  readonly value: string;
}

/** Gives names that a field has in this tenant and that begin as it is typed. */
export async function suggestValues(
  transaction: TenantTransaction,
  field: QueryFieldName,
  typed: string,
): Promise<readonly string[]> {
  const { like, prefix } = readNamePattern(typed);
  const statement = statementOf(field, `${like}%`, prefix);
  if (statement === undefined) return [];
  const { rows } = await statement.execute(transaction);
  return rows.map(({ value }) => value);
}

function statementOf(field: QueryFieldName, like: string, prefix: string): RawBuilder<Value> | undefined {
  switch (field) {
    case "project":
      return sql<Value>`SELECT name AS value FROM projects WHERE lower(name) LIKE ${like} ORDER BY 1 LIMIT ${maxSuggestions}`;
    case "asset":
      return sql<Value>`SELECT DISTINCT name AS value FROM assets WHERE lower(name) LIKE ${like} ORDER BY 1 LIMIT ${maxSuggestions}`;
    case "asset-kind":
      return sql<Value>`SELECT DISTINCT kind AS value FROM assets WHERE lower(kind) LIKE ${like} ORDER BY 1 LIMIT ${maxSuggestions}`;
    case "assignee":
      return sql<Value>`SELECT email AS value FROM accounts WHERE email LIKE ${like} ORDER BY 1 LIMIT ${maxSuggestions}`;
    case "rule":
      return namesOfTopics(sql`t.aliases || t.rule_id`, like, wordOfName("word", prefix, false));
    case "cve":
      return namesOfTopics(sql`t.flaw_names`, like, wordOfName("word", prefix, false));
    case "package":
      return namesOfTopics(sql`ARRAY[t.package_name, t.package]`, like, wordOfName("name", prefix, false));
    default:
      return undefined;
  }
}

function namesOfTopics(names: RawBuilder<unknown>, like: string, word: SearchWord | undefined): RawBuilder<Value> {
  const found =
    word === undefined
      ? sql`SELECT t.topic_id FROM topics t LIMIT ${maxLookedAt}`
      : sql`SELECT unnest(w.topic_ids) AS topic_id FROM topic_words w WHERE ${isWord(word)} LIMIT ${maxLookedAt}`;
  return sql<Value>`
    SELECT DISTINCT name AS value FROM (${found}) AS found
    JOIN topics t ON t.topic_id = found.topic_id, unnest(${names}) AS name
    WHERE lower(name) LIKE ${like}
      -- Topics belong to the tenant; whoever sees one project is told only what is found there.
      AND EXISTS (SELECT FROM findings f WHERE f.topic_id = t.topic_id) ORDER BY 1 LIMIT ${maxSuggestions}`;
}
