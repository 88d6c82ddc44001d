import {
  findTextAt,
  isManifestList,
  isManifestMap,
  listAt,
  type ManifestValue,
  mapAt,
} from "../kubernetes/manifest-value.ts";
import type { Unanswerable } from "./match-resource.ts";
import { compareAmounts, matchesScalar, matchesText } from "./match-scalar.ts";
import { readValueTemplate } from "./substitute.ts";

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

/** Reads conditions: `any` and `all`, or a list of which all have to hold. */
export function readConditions(written: ManifestValue, pointer: string, unanswerable: Unanswerable[]): ConditionTest {
  if (isManifestList(written)) {
    const tests = written.map((one, index) => readCondition(one, `${pointer}/${index}`, unanswerable));
    return (known) => tests.every((test) => test(known));
  }
  const any = listAt(written, "any").map((one, index) => readCondition(one, `${pointer}/any/${index}`, unanswerable));
  const all = listAt(written, "all").map((one, index) => readCondition(one, `${pointer}/all/${index}`, unanswerable));
  return (known) => (any.length === 0 || any.some((test) => test(known))) && all.every((test) => test(known));
}

function readCondition(written: ManifestValue, pointer: string, unanswerable: Unanswerable[]): ConditionTest {
  const condition = mapAt(written);
  const operator = operators.get((findTextAt(condition, "operator") ?? "").toLowerCase());
  const key = readValueTemplate(condition["key"] ?? null);
  const value = readValueTemplate(condition["value"] ?? null);
  if (operator === undefined) unanswerable.push({ pointer: `${pointer}/operator`, what: "operator" });
  if (key === undefined) unanswerable.push({ pointer: `${pointer}/key`, what: "JMESPath" });
  if (value === undefined) unanswerable.push({ pointer: `${pointer}/value`, what: "JMESPath" });
  if (operator === undefined || key === undefined || value === undefined) return () => false;
  return (known) => operator(key(known), value(known));
}

function asList(value: ManifestValue): readonly ManifestValue[] {
  return isManifestList(value) ? value : [value];
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
