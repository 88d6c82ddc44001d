import { sql } from "kysely";
import { SekishoError } from "sekisho";
import { type ParsedQuery, parseQuery, type QueryProblem, type QueryTerm } from "../contract/query/parse-query.ts";
import type { TenantTransaction } from "../store/database.ts";
import { type CallerOfQuery, findingCondition } from "./finding-conditions.ts";
import { readNamePattern } from "./name-pattern.ts";
import { allOf, anyOf, type Condition, findPlainText, type PlainText, topicCondition } from "./topic-conditions.ts";

/** Up to so many topics or assets are looked up one by one; of more, the list is walked and each finding asked. */
const maxResolved = 500;
/** So many ids of words are looked at before a text counts as one that many topics have. */
const maxIdsOfWords = 4000;

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
  const texts = terms.flatMap((term) => plainTextOf(term) ?? []);
  for (const term of terms) {
    const topic = topicCondition(term);
    const asset = topic === undefined ? assetCondition(term) : undefined;
    if (topic !== undefined) place({ condition: topic, term, positive: topics, conditions, of: "topic" });
    else if (asset !== undefined) place({ condition: asset, term, positive: assets, conditions, of: "asset" });
    else conditions.push(turned(findingCondition(term, caller), term.isNegated));
  }
  const [text] = topics.length === 1 ? texts : [];
  if (text !== undefined) conditions.push(await resolveText(transaction, text));
  else if (topics.length > 0) conditions.push(await resolve(transaction, "topic", allOf(topics)));
  if (assets.length > 0) conditions.push(await resolve(transaction, "asset", allOf(assets)));
  return allOf(conditions);
}

function plainTextOf(term: QueryTerm): PlainText | undefined {
  return term.kind === "text" && !term.isNegated ? findPlainText(term.text) : undefined;
}

/**
 * Makes a query of texts a condition on findings `f` that looks at the topic of each by itself: cheap for the few findings
 * at the start of a list, and dear for a whole one. `undefined` where the query asks nothing of texts, or more of topics and
 * assets.
 */
export function findNearCondition(query: string, caller: CallerOfQuery): Condition | undefined {
  const { terms } = getTerms(query);
  const said: Condition[] = [];
  const conditions: Condition[] = [];
  for (const term of terms) {
    const text = plainTextOf(term);
    if (text !== undefined) said.push(text.isSaid);
    else if (topicCondition(term) !== undefined || assetCondition(term) !== undefined) return undefined;
    else conditions.push(turned(findingCondition(term, caller), term.isNegated));
  }
  if (said.length === 0) return undefined;
  // A value and no EXISTS, which the planner may join the other way round: each topic is read by its id, and then asked.
  return sql<boolean>`(${allOf(conditions)}
    AND coalesce((SELECT ${allOf(said)} FROM topics t WHERE t.topic_id = f.topic_id), false))`;
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

/** What a text asks for is in the table of words alone: topics need not be looked at. */
async function resolveText(transaction: TenantTransaction, { ids }: PlainText): Promise<Condition> {
  const { rows } = await sql<{ id: string; isCut: boolean }>`
    WITH early AS MATERIALIZED (SELECT found.id FROM (${ids}) AS found LIMIT ${maxIdsOfWords + 1})
    SELECT DISTINCT id, (SELECT count(*) FROM early) > ${maxIdsOfWords} AS "isCut" FROM early
    LIMIT ${maxResolved + 1}`.execute(transaction);
  if (rows.length > maxResolved || rows[0]?.isCut === true) return sql<boolean>`(f.topic_id IN (${ids})) IS TRUE`;
  return sql<boolean>`f.topic_id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
}

function turned(condition: Condition, isNegated: boolean): Condition {
  return isNegated ? sql<boolean>`NOT (${condition})` : condition;
}
