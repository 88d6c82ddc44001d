import { writeQueryValue } from "../../../../platform/src/contract/query/complete-query.ts";
import { cutQuery } from "../../../../platform/src/contract/query/query-words.ts";

/** Tells whether a query asks for exactly this value of a field. */
export function hasTerm(query: string, field: string, value: string): boolean {
  return termsOf(query, field).some((term) => term.values.includes(value));
}

/** Gives the query with a value of a field asked for, or no longer asked for; the other words stay as they are. */
export function toggleTerm(query: string, field: string, value: string): string {
  const terms = termsOf(query, field);
  const rest = terms.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), query);
  const values = terms.flatMap((term) => term.values);
  const wanted = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  const term = wanted.length === 0 ? [] : [`${field}:${wanted.map(writeQueryValue).join(",")}`];
  return [rest.replaceAll(/\s+/g, " ").trim(), ...term].filter((part) => part !== "").join(" ");
}

interface FieldTerm {
  readonly start: number;
  readonly end: number;
  readonly values: readonly string[];
}

function termsOf(query: string, field: string): readonly FieldTerm[] {
  return cutQuery(query).flatMap((word) => {
    const isAsked = !word.isNegated && word.field?.text === field && (word.operator === ":" || word.operator === "=");
    return isAsked ? [{ start: word.start, end: word.end, values: word.values.map(({ text }) => text) }] : [];
  });
}
