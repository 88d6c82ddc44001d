import { matchesWildcard } from "../../model/wildcard.ts";
import { parseDuration } from "../cel/functions/duration-text.ts";
import { isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { parseQuantity } from "../kubernetes/quantity.ts";

/** How a value is held against what stands in a pattern. */
type Comparison = "=" | "!" | ">" | ">=" | "<" | "<=";

const range = /^([-+]?\d{1,20}(?:\.\d{1,20})?[A-Za-z]{0,10})(!?)-([-+]?\d{1,20}(?:\.\d{1,20})?[A-Za-z]{0,10})$/;

/**
 * Says whether a value is one that a scalar of a Kyverno pattern means: `nginx:*`, `!*:latest`, `>= 100Mi`, `1-5`, joined
 * by `|` and `&`. Source: Kyverno documentation, "Validate Rules", Operators and Wildcards.
 */
export function matchesScalar(value: ManifestValue | undefined, pattern: null | boolean | number | string): boolean {
  if (pattern === null) return isEmptyScalar(value);
  if (typeof pattern === "boolean") return value === pattern;
  if (typeof pattern === "number")
    return value === pattern || (typeof value === "string" && isSameNumber(value, pattern));
  if (value === pattern) return true;
  return pattern
    .split("|")
    .some((alternative) => alternative.split("&").every((condition) => matchesCondition(value, condition.trim())));
}

/** Says whether a text with `*` and `?` means a text; nothing else in it is special. */
export function matchesText(pattern: string, text: string): boolean {
  return matchesWildcard(pattern.replaceAll(/[\\[]/g, "\\$&"), text);
}

function isEmptyScalar(value: ManifestValue | undefined): boolean {
  return value === undefined || value === null || value === false || value === 0 || value === "";
}

function isSameNumber(text: string, wanted: number): boolean {
  return text.trim() !== "" && Number(text) === wanted;
}

function matchesCondition(value: ManifestValue | undefined, condition: string): boolean {
  const ends = range.exec(condition);
  if (ends !== null) {
    const [, low = "", isOutside, high = ""] = ends;
    return isOutside === "!"
      ? compares(value, "<", low) || compares(value, ">", high)
      : compares(value, ">=", low) && compares(value, "<=", high);
  }
  const operator = condition.length < 2 ? null : /^(?:>=|<=|>|<|!)/.exec(condition);
  if (operator === null) return compares(value, "=", condition);
  const [sign] = operator;
  return compares(value, comparisonOf(sign), condition.slice(sign.length).trim());
}

function comparisonOf(sign: string): Comparison {
  if (sign === ">=" || sign === "<=" || sign === ">" || sign === "<") return sign;
  return "!";
}

function compares(value: ManifestValue | undefined, comparison: Comparison, wanted: string): boolean {
  const order = compareAmounts(value, wanted);
  if (order !== undefined) return holds(order, comparison);
  if (comparison !== "=" && comparison !== "!") return false;
  if (value === undefined || value === null || typeof value === "object") return false;
  return matchesText(wanted, String(value)) === (comparison === "=");
}

/** Compares two durations or two quantities; `undefined` when one of them is neither. What is not there counts as 0. */
export function compareAmounts(value: ManifestValue | undefined, wanted: string): number | undefined {
  if (isManifestMap(value) || (typeof value === "object" && value !== null) || typeof value === "boolean")
    return undefined;
  const text = value === undefined || value === null ? "0" : String(value);
  const left = secondsOf(text);
  const right = secondsOf(wanted);
  if (left !== undefined && right !== undefined) return left - right;
  const amount = parseQuantity(text);
  const limit = parseQuantity(wanted);
  return amount === undefined || limit === undefined ? undefined : amount - limit;
}

function secondsOf(text: string): number | undefined {
  const duration = parseDuration(text);
  if (typeof duration !== "object" || duration?.kind !== "duration") return undefined;
  return Number(duration.nanoseconds) / 1e9;
}

function holds(order: number, comparison: Comparison): boolean {
  switch (comparison) {
    case "=":
      return order === 0;
    case "!":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
  }
}
