import { semver } from "../../versions/semver.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { parseQuantity } from "../kubernetes/quantity.ts";
import { listIn, numberIn, type Operand, type PathFunction, textIn, valueIn } from "./operands.ts";

/** Functions about numbers, quantities and versions. */
export const numberFunctions: Readonly<Record<string, PathFunction>> = {
  abs: ofNumber(Math.abs),
  ceil: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  round: (operands) => {
    const [value, digits] = [numberIn(operands, 0), numberIn(operands, 1) ?? 0];
    return value === undefined ? null : Number(value.toFixed(Math.min(Math.max(digits, 0), 15)));
  },
  sum: (operands) => numbersIn(operands)?.reduce((sum, value) => sum + value, 0) ?? null,
  avg: (operands) => {
    const numbers = numbersIn(operands);
    if (numbers === undefined || numbers.length === 0) return null;
    return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  },
  to_number: (operands) => {
    const value = valueIn(operands, 0);
    if (typeof value !== "string") return typeof value === "number" ? value : null;
    return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : null;
  },
  to_boolean: (operands) => {
    const text = textIn(operands, 0)?.toLowerCase();
    return text === "true" || text === "false" ? text === "true" : null;
  },
  add: ofAmounts((left, right) => left + right),
  subtract: ofAmounts((left, right) => left - right),
  multiply: ofAmounts((left, right) => left * right),
  divide: ofAmounts((left, right) => (right === 0 ? null : left / right)),
  modulo: ofAmounts((left, right) => (right === 0 ? null : left % right)),
  semver_compare: (operands) => compareVersion(textIn(operands, 0), textIn(operands, 1)),
};

function ofNumber(give: (value: number) => number): PathFunction {
  return (operands) => {
    const value = numberIn(operands, 0);
    return value === undefined ? null : give(value);
  };
}

function numbersIn(operands: readonly Operand[]): readonly number[] | undefined {
  const items = listIn(operands, 0);
  const numbers = items?.filter((item) => typeof item === "number");
  return numbers?.length === items?.length ? numbers : undefined;
}

/** Quantities (`500m`, `1Gi`) count as numbers; the result is a plain number. */
function ofAmounts(give: (left: number, right: number) => number | null): PathFunction {
  return (operands) => {
    const [left, right] = [amountOf(valueIn(operands, 0)), amountOf(valueIn(operands, 1))];
    return left === undefined || right === undefined ? null : give(left, right);
  };
}

function amountOf(value: ManifestValue): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? parseQuantity(value) : undefined;
}

/** A range is made of conditions that all hold: `>=1.0.0 <2.0.0`. */
function compareVersion(text: string | undefined, range: string | undefined): boolean | null {
  const version = text === undefined ? undefined : semver.parse(text.replace(/^v/, ""));
  if (version === undefined || range === undefined) return null;
  for (const condition of range.split(/[ ,]{1,20}/).filter((part) => part !== "")) {
    const [, sign = "", written = ""] = /^(>=|<=|!=|>|<|=)?v?(.{1,256})$/.exec(condition) ?? [];
    const limit = semver.parse(written);
    if (limit === undefined) return null;
    const order = semver.compare(version, limit);
    if (!meets(order, sign)) return false;
  }
  return true;
}

function meets(order: number, sign: string): boolean {
  switch (sign) {
    case ">=":
      return order >= 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case "<":
      return order < 0;
    case "!=":
      return order !== 0;
    default:
      return order === 0;
  }
}
