import type { Check, FieldOperand, Operand, ValueSide } from "../../formats/falco-rules/condition-syntax.ts";
import { numberOperators, textOperators } from "../../formats/falco-rules/condition-syntax.ts";
import { printOperand } from "../../formats/falco-rules/print-condition.ts";
import { didYouMean } from "../../formats/falco-rules/rule-problem.ts";
import { compilePattern } from "../../formats/regular-expression/compile-pattern.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { type FalcoField, type FieldTable, type FieldType, findField } from "./fields/field.ts";
import { operandType } from "./operand-type.ts";

/** What is wrong with a comparison for the events of a source. */
export interface FieldProblem {
  readonly code: "unknown-field" | "field-argument" | "wrong-operator" | "wrong-value" | "wrong-operand";
  readonly message: Text;
  readonly hint?: Text;
  /** What of the comparison is wrong. */
  readonly range: OffsetRange;
}

/** Finds what is wrong with the fields of an operand. */
export function findOperandProblem(table: FieldTable, operand: Operand): FieldProblem | undefined {
  if (operand.kind === "literal") return undefined;
  if (operand.kind === "field") return findFieldProblem(table, operand);
  for (const inner of operand.operands) {
    const problem = findOperandProblem(table, inner);
    if (problem !== undefined) return problem;
  }
  const type = operandType(table, operand);
  return type.kind === "problem" ? { code: "wrong-operand", message: type.message, range: operand } : undefined;
}

function findFieldProblem(table: FieldTable, operand: FieldOperand): FieldProblem | undefined {
  const { name, argument } = operand;
  const field = findField(table, name);
  if (field === undefined) {
    const hint = didYouMean(findClosestWord(name, table.fields.keys()));
    const message = { en: `there is no field ${quote(name)}`, ja: `フィールド ${quote(name)} はありません` };
    return { code: "unknown-field", message, range: operand, ...(hint === undefined ? {} : { hint }) };
  }
  const message = argumentProblem(field, argument);
  return message === undefined ? undefined : { code: "field-argument", message, range: operand };
}

function argumentProblem({ name, argument: kind }: FalcoField, argument: string | undefined): Text | undefined {
  if (argument === undefined) {
    if (!kind.startsWith("required")) return undefined;
    return { en: `${name} needs an argument in brackets`, ja: `${name} には [ ] で囲んだ引数が必要です` };
  }
  if (kind === "none") return { en: `${name} takes no argument`, ja: `${name} は引数を取りません` };
  const isIndex = kind === "index" || kind === "required-index";
  if (!isIndex || /^[0-9]{1,20}$/.test(argument)) return undefined;
  return {
    en: `${name}: expected a number in brackets, got ${quote(argument)}`,
    ja: `${name} の [ ] 内には数値を想定しましたが、${quote(argument)} が指定されています`,
  };
}

/** Gives what is wrong with a comparison: with its fields, and where those are sound with what they are compared. */
export function checkProblems(table: FieldTable, check: Check): readonly FieldProblem[] {
  const { left, right } = check;
  const operands = right?.kind === "operand" ? [left, right.operand] : [left];
  const ofFields = operands.flatMap((operand) => findOperandProblem(table, operand) ?? []);
  if (ofFields.length > 0) return ofFields;
  const type = operandType(table, left);
  if (type.kind === "problem") return [{ code: "wrong-operand", message: type.message, range: left }];
  const problem = findOperatorProblem(check, type) ?? findValueProblem(check, type.type) ?? findPatternProblem(check);
  return problem === undefined ? [] : [problem];
}

function findOperatorProblem(
  check: Check,
  { type, isList }: { readonly type: FieldType; readonly isList: boolean },
): FieldProblem | undefined {
  const allowed: readonly string[] = isList ? ["exists", "in", "intersects"] : operatorsOf[type];
  if (allowed.includes(check.operator) && (check.quantifier === undefined || !isList)) return undefined;
  const shown = check.quantifier === undefined ? check.operator : `${check.operator} ${check.quantifier}`;
  const name = printOperand(check.left);
  return {
    code: "wrong-operator",
    range: check,
    message: {
      en: `${shown} does not fit ${name}, which is ${isList ? "a list" : typeNames[type].en}; expected one of ${allowed.join(", ")}`,
      ja: `${name} は${isList ? "リスト" : typeNames[type].ja}のため、${shown} では比較できません。${allowed.join("、")} のいずれかを使ってください`,
    },
  };
}

const setOperators = ["exists", "=", "!=", "in", "intersects"] as const;
const operatorsOf: Readonly<Record<FieldType, readonly string[]>> = {
  text: [...setOperators, "pmatch", ...textOperators.slice(2)],
  bytes: ["exists", ...textOperators],
  number: [...setOperators, ...numberOperators],
  port: [...setOperators, ...numberOperators],
  flag: setOperators,
  address: setOperators,
  network: setOperators,
};

const typeNames: Readonly<Record<FieldType, Text>> = {
  text: { en: "a text", ja: "文字列" },
  number: { en: "a number", ja: "数値" },
  flag: { en: "true or false", ja: "真偽値" },
  address: { en: "an IP address", ja: " IP アドレス" },
  network: { en: "an IP network", ja: " IP ネットワーク" },
  port: { en: "a port", ja: "ポート番号" },
  bytes: { en: "bytes", ja: "バイト列" },
};

/** Patterns that cannot be compiled. */
function findPatternProblem({ right, operator }: Check): FieldProblem | undefined {
  if (right === undefined || right.kind === "operand") return undefined;
  for (const value of right.kind === "value" ? [right] : right.values) {
    const { text } = value;
    if (operator === "regex") {
      const compiled = compilePattern(text);
      if (compiled.kind === "problem") return patternProblem(value, compiled);
    }
    const isGlob = operator === "glob" || operator === "iglob";
    if (isGlob && text.includes("!(")) return patternProblem(value, noDenial);
  }
  return undefined;
}

const noDenial: Text = {
  en: "groups of the form !(…) are not understood",
  ja: "!(…) の形のグループには対応していません",
};

function patternProblem(value: ValueSide, { en, ja }: Text): FieldProblem {
  const { text } = value;
  return {
    code: "wrong-value",
    range: value,
    message: { en: `wrong pattern ${quote(text)}: ${en}`, ja: `パターン ${quote(text)} に誤りがあります: ${ja}` },
  };
}

/** Values that a field of the type can never have are mistakes. */
function findValueProblem({ right, left, operator }: Check, type: FieldType): FieldProblem | undefined {
  if (right === undefined || right.kind === "operand") return undefined;
  const values = right.kind === "value" ? [right] : right.values;
  const isBytes = operator === "bcontains" || operator === "bstartswith";
  const pattern = isBytes ? /^(?:[0-9a-fA-F]{2}){1,4096}$/ : valuePatterns[type];
  const wrong = pattern === undefined ? undefined : values.find(({ text }) => !pattern.test(text));
  if (wrong === undefined) return undefined;
  const name = printOperand(left);
  const expected = isBytes ? { en: "hexadecimal digits", ja: " 16 進数" } : typeNames[type];
  return {
    code: "wrong-value",
    range: wrong,
    message: {
      en: `${name}: expected ${expected.en}, got ${quote(wrong.text)}`,
      ja: `${name} には${expected.ja}を想定しましたが、${quote(wrong.text)} が指定されています`,
    },
  };
}

const valuePatterns: Readonly<Partial<Record<FieldType, RegExp>>> = {
  number: /^(?:0[xX][0-9a-fA-F]{1,16}|[+-]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,4})?)$/,
  port: /^(?:[0-9]{1,5}|[A-Za-z][A-Za-z0-9-]{0,30})$/,
  flag: /^(?:true|false)$/,
  address: /^[0-9a-fA-F.:]{2,45}(?:\/[0-9]{1,3})?$/,
  network: /^[0-9a-fA-F.:]{2,45}(?:\/[0-9]{1,3})?$/,
};
