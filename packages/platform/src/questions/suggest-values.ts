import { type RawBuilder, sql } from "kysely";
import type { QueryFieldName } from "../contract/query/query-fields.ts";
import type { TenantTransaction } from "../store/database.ts";
import { readNamePattern } from "./name-pattern.ts";
import type { SearchWord } from "./search-words.ts";
import { isWord, wordOfName } from "./topic-conditions.ts";

const maxSuggestions = 20;
/** Words that begin alike are looked at up to here: suggestions are for people, not for counting. */
const maxLookedAt = 500;

/** Nobody chooses by the exact number of thousands. */
const maxCounted = 1000;

/** A name that a field has, and how many open findings have it: up to 1000 are counted. */
export interface SuggestedValue {
  readonly value: string;
  readonly findings: number;
}

/** Names with the ids that they belong to, and the column of findings that has those ids. */
interface NamedIds {
  /** SQL of rows with `value` and an array `ids`. */
  readonly names: RawBuilder<unknown>;
  readonly column: "project_id" | "asset_id" | "assignee_id" | "topic_id";
}

/** Gives names that a field has in this tenant and that begin as it is typed. */
export async function suggestValues(
  transaction: TenantTransaction,
  field: QueryFieldName,
  typed: string,
): Promise<readonly SuggestedValue[]> {
  const { like, prefix } = readNamePattern(typed);
  const named = namesOf(field, `${like}%`, prefix);
  if (named === undefined) return [];
  const { rows } = await sql<SuggestedValue>`
    SELECT named.value, (SELECT count(*)::int FROM (
        SELECT FROM findings f WHERE f.${sql.ref(named.column)} = ANY(named.ids) AND f.status IN ('open', 'reopened')
        LIMIT ${maxCounted}
      ) AS few) AS findings
    FROM (${named.names} GROUP BY 1 ORDER BY 1 LIMIT ${maxSuggestions}) AS named ORDER BY 1`.execute(transaction);
  return rows;
}

function namesOf(field: QueryFieldName, like: string, prefix: string): NamedIds | undefined {
  switch (field) {
    case "project":
      return { column: "project_id", names: namesIn("projects", "name", "project_id", like) };
    case "asset":
      return { column: "asset_id", names: namesIn("assets", "name", "asset_id", like) };
    case "asset-kind":
      return { column: "asset_id", names: namesIn("assets", "kind", "asset_id", like) };
    case "assignee":
      return { column: "assignee_id", names: namesIn("accounts", "email", "account_id", like) };
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

function namesIn(
  table: "projects" | "assets" | "accounts",
  column: string,
  id: string,
  like: string,
): RawBuilder<unknown> {
  return sql`SELECT ${sql.ref(column)} AS value, array_agg(${sql.ref(id)}) AS ids FROM ${sql.table(table)}
    WHERE lower(${sql.ref(column)}) LIKE ${like}`;
}

function namesOfTopics(names: RawBuilder<unknown>, like: string, word: SearchWord | undefined): NamedIds {
  const found =
    word === undefined
      ? sql`SELECT t.topic_id FROM topics t LIMIT ${maxLookedAt}`
      : sql`SELECT unnest(w.topic_ids) AS topic_id FROM topic_words w WHERE ${isWord(word)} LIMIT ${maxLookedAt}`;
  return {
    column: "topic_id",
    names: sql`SELECT name AS value, array_agg(DISTINCT t.topic_id) AS ids FROM (${found}) AS found
      JOIN topics t ON t.topic_id = found.topic_id, unnest(${names}) AS name
      WHERE lower(name) LIKE ${like}
        -- Topics belong to the tenant; whoever sees one project is told only what is found there.
        AND EXISTS (SELECT FROM findings f WHERE f.topic_id = t.topic_id)`,
  };
}
