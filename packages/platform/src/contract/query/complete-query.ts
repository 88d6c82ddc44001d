import { findQueryField, type QueryFieldName, queryFieldNames, queryFields } from "./query-fields.ts";
import { cutQuery, type QueryPart } from "./query-words.ts";

/** What stands at the caret, and what may stand there. */
export type QueryCompletion = CompletedPart &
  (
    | { readonly kind: "field"; readonly names: readonly QueryFieldName[] }
    | { readonly kind: "choice"; readonly field: QueryFieldName; readonly choices: readonly string[] }
    /** Names that the platform has to look up. */
    | { readonly kind: "name"; readonly field: QueryFieldName }
    | { readonly kind: "nothing" }
  );

/** The characters that a suggestion takes the place of. */
export interface CompletedPart {
  readonly start: number;
  readonly end: number;
  /** What stands there up to the caret. */
  readonly typed: string;
}

/** Finds out what may stand at the caret of a query: the name of a field, or a value of the field before it. */
export function completeQuery(query: string, caret: number): QueryCompletion {
  const word = cutQuery(query).find(({ start, end }) => start <= caret && caret <= end);
  const nothing = { start: caret, end: caret, typed: "" };
  if (word === undefined) return { ...nothing, kind: "field", names: queryFieldNames };
  const { field } = word;
  if (field === undefined) {
    const [value] = word.values;
    if (value === undefined || value.isQuoted) return { ...nothing, kind: "nothing" };
    const part = partOf(query, value, caret);
    return {
      ...part,
      kind: "field",
      names: queryFieldNames.filter((name) => name.startsWith(part.typed.toLowerCase())),
    };
  }
  const known = findQueryField(field.text);
  if (caret <= field.end) {
    const part = partOf(query, field, caret);
    return {
      ...part,
      kind: "field",
      names: queryFieldNames.filter((name) => name.startsWith(part.typed.toLowerCase())),
    };
  }
  const value = word.values.findLast(({ start }) => start <= caret);
  if (known === undefined || value === undefined) return { ...nothing, kind: "nothing" };
  const part = partOf(query, value, caret);
  const { values } = queryFields[known.name];
  if (values.kind === "name") return { ...part, kind: "name", field: known.name };
  if (values.kind !== "choice") return { ...nothing, kind: "nothing" };
  const choices = values.choices.filter((choice) => choice.startsWith(part.typed.toLowerCase()));
  return { ...part, kind: "choice", field: known.name, choices };
}

function partOf(query: string, { start, end, isQuoted }: QueryPart, caret: number): CompletedPart {
  return { start, end, typed: query.slice(isQuoted ? start + 1 : start, Math.max(start, caret)) };
}

/** Writes a value so that the query language reads it as one. */
export function writeQueryValue(value: string): string {
  return /^[^\s,"\\]+$/u.test(value) ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}
