import { type RawBuilder, sql } from "kysely";
import { ScimError } from "../scim-error.ts";
import type { CompareOperator, CompareValue, Filter } from "./parse-filter.ts";

/** Where an attribute stands in the database. */
export type FilterColumn =
  /** In small letters where `isExact` is left out: the attribute is the same in every case. */
  | { readonly kind: "text"; readonly column: RawBuilder<unknown>; readonly isExact?: boolean }
  | { readonly kind: "boolean"; readonly column: RawBuilder<unknown> }
  | { readonly kind: "moment"; readonly column: RawBuilder<unknown> }
  /** One of many: the condition on an id of the other side. */
  | { readonly kind: "related"; readonly holds: (id: string) => RawBuilder<boolean> };

/** Attributes by path in small letters. */
export type FilterColumns = ReadonlyMap<string, FilterColumn>;

const never = sql<boolean>`false`;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const signs = { eq: "=", ne: "<>", gt: ">", ge: ">=", lt: "<", le: "<=" } as const;

/**
 * Makes the condition of a filter. Values are parameters of the query, never its text.
 *
 * @throws {ScimError} 400 `invalidFilter` for an attribute that is none, or one that is not compared so.
 */
export function conditionOf(filter: Filter, columns: FilterColumns, prefix = ""): RawBuilder<boolean> {
  if ("parts" in filter) {
    const [left, right] = filter.parts.map((part) => conditionOf(part, columns, prefix));
    return filter.kind === "and" ? sql<boolean>`(${left} AND ${right})` : sql<boolean>`(${left} OR ${right})`;
  }
  if (filter.kind === "not") return sql<boolean>`NOT coalesce(${conditionOf(filter.part, columns, prefix)}, false)`;
  const path = `${prefix}${filter.path}`;
  if (filter.kind === "within") return conditionOf(filter.part, columns, `${path}.`);
  const column = columns.get(path);
  if (column === undefined) throw wrongFilter(path, "is no attribute that can be asked for");
  if (filter.kind === "present") return presence(column, path);
  return comparison(column, { ...filter, path });
}

interface Comparison {
  readonly path: string;
  readonly operator: CompareOperator;
  readonly value: CompareValue;
}

function presence(column: FilterColumn, path: string): RawBuilder<boolean> {
  if (column.kind === "related") throw wrongFilter(path, "is asked for with eq");
  return sql<boolean>`${column.column} IS NOT NULL`;
}

function comparison(column: FilterColumn, asked: Comparison): RawBuilder<boolean> {
  const { operator, value, path } = asked;
  if (column.kind === "related") {
    if (operator !== "eq" || typeof value !== "string") throw wrongFilter(path, "is asked for with eq and an id");
    return uuid.test(value) ? column.holds(value) : never;
  }
  if (value === null) return againstNothing(column.column, asked);
  if (column.kind === "boolean") return ofBoolean(column.column, asked);
  if (column.kind === "moment") return ofMoment(column.column, asked);
  if (typeof value !== "string") throw wrongFilter(path, "is compared with a text");
  return ofText(column, operator, value);
}

function againstNothing(column: RawBuilder<unknown>, { operator, path }: Comparison): RawBuilder<boolean> {
  if (operator === "eq") return sql<boolean>`${column} IS NULL`;
  if (operator === "ne") return sql<boolean>`${column} IS NOT NULL`;
  throw wrongFilter(path, "is compared with null by eq and ne");
}

function ofBoolean(column: RawBuilder<unknown>, { operator, value, path }: Comparison): RawBuilder<boolean> {
  // Some providers write booleans as texts.
  const wanted = typeof value === "string" ? { true: true, false: false }[value.toLowerCase()] : value;
  if (typeof wanted !== "boolean" || (operator !== "eq" && operator !== "ne")) {
    throw wrongFilter(path, "is compared with true or false, by eq and ne");
  }
  return operator === "eq" ? sql<boolean>`${column} = ${wanted}` : sql<boolean>`${column} <> ${wanted}`;
}

function ofMoment(column: RawBuilder<unknown>, { operator, value, path }: Comparison): RawBuilder<boolean> {
  if (typeof value !== "string" || !moment.test(value) || Number.isNaN(Date.parse(value)) || !isOrder(operator)) {
    throw wrongFilter(path, "is compared with a moment, by eq, ne, gt, ge, lt and le");
  }
  return sql<boolean>`${column} ${sql.raw(signs[operator])} ${value}::timestamptz`;
}

function ofText(
  { column, isExact = false }: Extract<FilterColumn, { kind: "text" }>,
  operator: CompareOperator,
  value: string,
): RawBuilder<boolean> {
  const text = isExact ? sql`${column}::text` : sql`lower(${column})`;
  // The database holds no NUL.
  const wanted = (isExact ? value : value.toLowerCase()).replaceAll("\0", "\u{fffd}").toWellFormed();
  if (operator === "co") return sql<boolean>`position(${wanted}::text IN ${text}) > 0`;
  if (operator === "sw") return sql<boolean>`starts_with(${text}, ${wanted}::text)`;
  if (operator === "ew") return sql<boolean>`right(${text}, char_length(${wanted}::text)) = ${wanted}::text`;
  if (operator === "ne") return sql<boolean>`${text} IS DISTINCT FROM ${wanted}::text`;
  return sql<boolean>`${text} ${sql.raw(signs[operator])} ${wanted}::text`;
}

function isOrder(operator: CompareOperator): operator is keyof typeof signs {
  return Object.hasOwn(signs, operator);
}

function wrongFilter(path: string, problem: string): ScimError {
  const text = { en: `filter: ${path} ${problem}`, ja: `フィルター: ${path} をこの形で検索することはできません。` };
  return new ScimError(400, text, "invalidFilter");
}
