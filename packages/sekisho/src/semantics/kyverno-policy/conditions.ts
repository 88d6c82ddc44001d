import { readJsonText } from "../jmespath/json-text.ts";
import {
  findTextAt,
  isManifestList,
  isManifestMap,
  listAt,
  type ManifestMap,
  type ManifestValue,
  mapAt,
} from "../kubernetes/manifest-value.ts";
import type { Unanswerable } from "./match-resource.ts";
import { compareAmounts, matchesScalar, matchesText } from "./match-scalar.ts";
import { type KnownNames, namesOfRequest, readValueTemplate, type ValueTemplate } from "./substitute.ts";

/** Says whether conditions hold of what is known. */
export type ConditionTest = (known: ManifestValue) => boolean;

type Operator = (key: ManifestValue, value: ManifestValue) => boolean;

/** Operators by their name in lower case. Source: Kyverno documentation, "Preconditions" and "JMESPath", Operators. */
const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>(
  Object.entries({
    equal: isEqual,
    equals: isEqual,
    notequal: (key, value) => !isEqual(key, value),
    notequals: (key, value) => !isEqual(key, value),
    in: (key, value) => asList(key).every((one) => isIn(one, value)),
    allin: (key, value) => asList(key).every((one) => isIn(one, value)),
    anyin: (key, value) => asList(key).some((one) => isIn(one, value)),
    notin: (key, value) => asList(key).some((one) => !isIn(one, value)),
    anynotin: (key, value) => asList(key).some((one) => !isIn(one, value)),
    allnotin: (key, value) => asList(key).every((one) => !isIn(one, value)),
    greaterthan: (key, value) => isOrdered(key, value, (order) => order > 0),
    greaterthanorequals: (key, value) => isOrdered(key, value, (order) => order >= 0),
    lessthan: (key, value) => isOrdered(key, value, (order) => order < 0),
    lessthanorequals: (key, value) => isOrdered(key, value, (order) => order <= 0),
    durationgreaterthan: (key, value) => isOrdered(key, value, (order) => order > 0),
    durationgreaterthanorequals: (key, value) => isOrdered(key, value, (order) => order >= 0),
    durationlessthan: (key, value) => isOrdered(key, value, (order) => order < 0),
    durationlessthanorequals: (key, value) => isOrdered(key, value, (order) => order <= 0),
  }),
);

/** Where conditions stand, and what they may ask. */
export interface ConditionPlace {
  readonly pointer: string;
  readonly unanswerable: Unanswerable[];
  /** Those of every request when left out. */
  readonly names?: KnownNames;
}

/** Reads conditions: `any` and `all`, a list of such blocks, or a list of which all have to hold. */
export function readConditions(written: ManifestValue, place: ConditionPlace): ConditionTest {
  if (isManifestList(written)) {
    const tests = written.map((one, index) => {
      const inner = below(place, `/${index}`);
      return isBlock(one) ? readConditions(one, inner) : readCondition(one, inner);
    });
    return (known) => tests.every((test) => test(known));
  }
  const any = listAt(written, "any").map((one, index) => readCondition(one, below(place, `/any/${index}`)));
  const all = listAt(written, "all").map((one, index) => readCondition(one, below(place, `/all/${index}`)));
  return (known) => (any.length === 0 || any.some((test) => test(known))) && all.every((test) => test(known));
}

function below(place: ConditionPlace, pointer: string): ConditionPlace {
  return { ...place, pointer: place.pointer + pointer };
}

function isBlock(value: ManifestValue): boolean {
  return isManifestMap(value) && (value["any"] !== undefined || value["all"] !== undefined);
}

function readCondition(written: ManifestValue, place: ConditionPlace): ConditionTest {
  const condition = mapAt(written);
  const operator = operators.get((findTextAt(condition, "operator") ?? "").toLowerCase());
  const key = readSide(condition, "key", place);
  const value = readSide(condition, "value", place);
  if (operator === undefined) place.unanswerable.push({ pointer: `${place.pointer}/operator`, what: "operator" });
  if (operator === undefined || key === undefined || value === undefined) return () => false;
  return (known) => operator(key(known), value(known));
}

function readSide(condition: ManifestMap, side: "key" | "value", place: ConditionPlace): ValueTemplate | undefined {
  const read = readValueTemplate(condition[side] ?? null, place.names ?? namesOfRequest);
  if (read.kind === "read") return read.template;
  place.unanswerable.push({ pointer: `${place.pointer}/${side}`, what: read.what });
  return undefined;
}

/** A ConfigMap has its lists as texts of JSON. */
function asList(value: ManifestValue): readonly ManifestValue[] {
  if (isManifestList(value)) return value;
  const written = typeof value === "string" && value.trimStart().startsWith("[") ? readJsonText(value) : undefined;
  return isManifestList(written) ? written : [value];
}

function isIn(one: ManifestValue, value: ManifestValue): boolean {
  return asList(value).some((member) => isMember(one, member));
}

/** Either side may have wildcards. */
function isMember(one: ManifestValue, member: ManifestValue): boolean {
  if (typeof one === "object" && one !== null) return isSame(one, member);
  if (typeof member === "object" && member !== null) return false;
  if (matchesScalar(one, member)) return true;
  return typeof one === "string" && member !== null && matchesText(one, String(member));
}

function isEqual(key: ManifestValue, value: ManifestValue): boolean {
  if (typeof key === "object" || typeof value === "object") return isSame(key, value);
  if (typeof key === "string" && typeof value === "string" && matchesText(value, key)) return true;
  if (typeof key === "boolean" || typeof value === "boolean") return String(key) === String(value);
  return compareAmounts(key, String(value)) === 0;
}

function isSame(left: ManifestValue, right: ManifestValue): boolean {
  if (isManifestList(left) && isManifestList(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index] ?? null));
  }
  if (isManifestMap(left) && isManifestMap(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && isSame(left[key] ?? null, right[key] ?? null))
    );
  }
  return left === right;
}

function isOrdered(key: ManifestValue, value: ManifestValue, holds: (order: number) => boolean): boolean {
  if (key === null || typeof value === "object") return false;
  const order = compareAmounts(key, String(value));
  return order !== undefined && holds(order);
}
