import {
  isManifestList,
  isManifestMap,
  type ManifestMap,
  type ManifestValue,
  pointerPart,
} from "../kubernetes/manifest-value.ts";
import { matchesScalar, matchesText } from "./match-scalar.ts";

/** How a value is held against a pattern. */
export type PatternResult =
  | { readonly kind: "met" }
  /** A condition of the pattern is not met: it says nothing about the value. */
  | { readonly kind: "skipped"; readonly isWhole: boolean }
  /** JSON pointers of what is not as the pattern wants it. */
  | { readonly kind: "failed"; readonly pointers: readonly [string, ...string[]] };

const met: PatternResult = { kind: "met" };
const skipped: PatternResult = { kind: "skipped", isWhole: false };
/** A global condition is not met: the pattern says nothing at all. */
const skippedWhole: PatternResult = { kind: "skipped", isWhole: true };

/**
 * Holds a value against a pattern of a Kyverno rule, with its anchors: `(condition)`, `<(global)`, `=(equality)`,
 * `^(existence)`, `X(negation)`. Source: Kyverno documentation, "Validate Rules", Anchors.
 */
export function matchPattern(value: ManifestValue | undefined, pattern: ManifestValue, pointer = ""): PatternResult {
  if (isManifestMap(pattern)) return isManifestMap(value) ? matchMap(value, pattern, pointer) : failed(pointer);
  if (isManifestList(pattern)) return isManifestList(value) ? matchList(value, pattern, pointer) : failed(pointer);
  if (isManifestList(value)) {
    const wrong = value.flatMap((item, index) => (matchesScalar(item, pattern) ? [] : [`${pointer}/${index}`]));
    return failedAt(wrong);
  }
  if (pattern === "*") return value === undefined || value === null ? failed(pointer) : met;
  return matchesScalar(value, pattern) ? met : failed(pointer);
}

function failed(pointer: string): PatternResult {
  return { kind: "failed", pointers: [pointer] };
}

function failedAt([first, ...others]: readonly string[]): PatternResult {
  return first === undefined ? met : { kind: "failed", pointers: [first, ...others] };
}

interface Anchored {
  readonly sign: string;
  readonly key: string;
  readonly pattern: ManifestValue;
}

/** Conditions come first: where one is not met, the rest is not asked. */
function matchMap(value: ManifestMap, pattern: ManifestMap, pointer: string): PatternResult {
  const entries = Object.entries(pattern).map(([written, inner]): Anchored => {
    const anchor = /^([<=^X+]?)\(([^)]{1,300})\)$/.exec(written);
    return anchor === null
      ? { sign: "none", key: written, pattern: inner }
      : { sign: anchor[1] ?? "", key: anchor[2] ?? "", pattern: inner };
  });
  for (const entry of entries) {
    const result = isCondition(entry) ? matchCondition(value, entry) : met;
    if (result.kind !== "met") return result;
  }
  const wrong: string[] = [];
  let isSkipped = false;
  for (const entry of entries.filter((one) => !isCondition(one))) {
    const result = matchEntry(value, entry, pointer);
    if (result.kind === "failed") wrong.push(...result.pointers);
    else if (result.kind === "skipped") {
      if (result.isWhole) return result;
      isSkipped = true;
    }
  }
  return isSkipped && wrong.length === 0 ? skipped : failedAt(wrong);
}

function isCondition({ sign }: Anchored): boolean {
  return sign === "" || sign === "<";
}

function matchCondition(value: ManifestMap, { sign, key, pattern }: Anchored): PatternResult {
  const held = findByKey(value, key);
  if (held === undefined) return sign === "<" ? met : skipped;
  if (matchPattern(held.value, pattern).kind === "met") return met;
  return sign === "<" ? skippedWhole : skipped;
}

function matchEntry(value: ManifestMap, { sign, key, pattern }: Anchored, pointer: string): PatternResult {
  const held = findByKey(value, key);
  const place = pointer + pointerPart(held?.key ?? key);
  switch (sign) {
    case "X":
      return held === undefined ? met : failed(place);
    case "=":
      return held === undefined ? met : matchPattern(held.value, pattern, place);
    case "^":
      return held === undefined ? met : matchExistence(held.value, pattern, place);
    case "+":
      return met;
    default:
      return matchPattern(held?.value, pattern, place);
  }
}

/** Finds an entry by its key, or by the first key that a key with wildcards means. */
function findByKey(
  value: ManifestMap,
  key: string,
): { readonly key: string; readonly value: ManifestValue } | undefined {
  const name =
    Object.hasOwn(value, key) || !/[*?]/.test(key) ? key : Object.keys(value).find((one) => matchesText(key, one));
  if (name === undefined || !Object.hasOwn(value, name)) return undefined;
  const held = value[name];
  return held === undefined ? undefined : { key: name, value: held };
}

/** Each pattern of the list is met by an item at least. */
function matchExistence(value: ManifestValue, pattern: ManifestValue, pointer: string): PatternResult {
  if (!isManifestList(value) || !isManifestList(pattern)) return failed(pointer);
  const isThere = pattern.every((wanted) => value.some((item) => matchPattern(item, wanted).kind === "met"));
  return isThere ? met : failed(pointer);
}

/** A pattern of one map or scalar is for every item; several lists stand for the items in order. */
function matchList(value: readonly ManifestValue[], pattern: readonly ManifestValue[], pointer: string): PatternResult {
  const [wanted] = pattern;
  if (wanted === undefined) return failed(pointer);
  if (isManifestList(wanted)) {
    if (value.length < pattern.length) return failed(pointer);
    return combine(pattern.map((inner, index) => matchPattern(value[index], inner, `${pointer}/${index}`)));
  }
  return combine(value.map((item, index) => matchPattern(item, wanted, `${pointer}/${index}`)));
}

/** Items that the pattern says nothing about are no matter, unless it says nothing about any. */
function combine(results: readonly PatternResult[]): PatternResult {
  const whole = results.find((result) => result.kind === "skipped" && result.isWhole);
  if (whole !== undefined) return whole;
  const wrong = results.flatMap((result) => (result.kind === "failed" ? result.pointers : []));
  if (wrong.length > 0) return failedAt(wrong);
  return results.length > 0 && results.every(({ kind }) => kind === "skipped") ? skipped : met;
}
