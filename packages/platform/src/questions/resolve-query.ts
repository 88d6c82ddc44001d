import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { type ParsedQuery, parseQuery, type QueryProblem, type QueryTerm } from "../contract/query/parse-query.ts";
import type { TenantTransaction } from "../store/database.ts";
import { type CallerOfQuery, findingCondition } from "./finding-conditions.ts";
import { readNamePattern } from "./name-pattern.ts";
import { allOf, anyOf, type Condition, topicCondition } from "./topic-conditions.ts";

/** Up to so many topics or assets are looked up one by one; of more, the list is walked and each finding asked. */
const maxResolved = 500;

/**
 * Makes a query a condition on findings `f`.
 *
 * What is asked of topics and assets is answered first: where few are meant, an index leads from them to the findings, and
 * the planner knows how few.
 *
 * @throws {SekishoError} `request-invalid` when the query is wrong, with the place.
 */
export async function resolveQuery(
  transaction: TenantTransaction,
  query: string,
  caller: CallerOfQuery,
): Promise<Condition> {
  const { terms } = getTerms(query);
  const conditions: Condition[] = [];
  const topics: Condition[] = [];
  const assets: Condition[] = [];
  for (const term of terms) {
    const topic = topicCondition(term);
    const asset = topic === undefined ? assetCondition(term) : undefined;
    if (topic !== undefined) place({ condition: topic, term, positive: topics, conditions, of: "topic" });
    else if (asset !== undefined) place({ condition: asset, term, positive: assets, conditions, of: "asset" });
    else conditions.push(turned(findingCondition(term, caller), term.isNegated));
  }
  if (topics.length > 0) conditions.push(await resolve(transaction, "topic", allOf(topics)));
  if (assets.length > 0) conditions.push(await resolve(transaction, "asset", allOf(assets)));
  return allOf(conditions);
}

function getTerms(query: string): ParsedQuery {
  const parsed = parseQuery(query);
  const [first] = parsed.problems;
  if (first === undefined) return parsed;
  throw queryError(first);
}

function queryError({ start, message }: QueryProblem): SekishoError {
  return new SekishoError("request-invalid", {
    en: `query, character ${start + 1}: ${message.en}`,
    ja: `検索式の ${start + 1} 文字目: ${message.ja}`,
  });
}

function assetCondition(term: QueryTerm): Condition | undefined {
  if (term.kind !== "name" || (term.field !== "asset" && term.field !== "asset-kind")) return undefined;
  const column = term.field === "asset" ? sql.ref("a.name") : sql.ref("a.kind");
  return anyOf(term.patterns.map((pattern) => sql<boolean>`lower(${column}) LIKE ${readNamePattern(pattern).like}`));
}

interface Placing {
  readonly condition: Condition;
  readonly term: QueryTerm;
  readonly positive: Condition[];
  readonly conditions: Condition[];
  readonly of: "topic" | "asset";
}

function place({ condition, term, positive, conditions, of }: Placing): void {
  if (!term.isNegated) positive.push(condition);
  else conditions.push(sql<boolean>`${idOf(of)} NOT IN (${selectIds(of, condition)})`);
}

function idOf(of: "topic" | "asset"): Condition {
  return of === "topic" ? sql<boolean>`f.topic_id` : sql<boolean>`f.asset_id`;
}

function selectIds(of: "topic" | "asset", condition: Condition): Condition {
  return of === "topic"
    ? sql<boolean>`SELECT t.topic_id AS id FROM topics t WHERE ${condition}`
    : sql<boolean>`SELECT a.asset_id AS id FROM assets a WHERE ${condition}`;
}

async function resolve(
  transaction: TenantTransaction,
  of: "topic" | "asset",
  condition: Condition,
): Promise<Condition> {
  const ids = selectIds(of, condition);
  const { rows } = await sql<{ id: string }>`${ids} LIMIT ${maxResolved + 1}`.execute(transaction);
  // `IS TRUE` keeps the planner from a join, whose size it guesses wrong: the ids are hashed once, and each finding is asked.
  if (rows.length > maxResolved) return sql<boolean>`(${idOf(of)} IN (${ids})) IS TRUE`;
  return sql<boolean>`${idOf(of)} = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}

function turned(condition: Condition, isNegated: boolean): Condition {
  return isNegated ? sql<boolean>`NOT (${condition})` : condition;
}
