import type { Text } from "../../model/text.ts";
import { type ConditionCursor, endsBareText, isBlank } from "./condition-cursor.ts";
import {
  type Check,
  type ListOperator,
  listOperators,
  type MacroReference,
  type NumberOperator,
  numberOperators,
  type Operand,
  type Quantifier,
  quantifiers,
  type RightSide,
  type TextOperator,
  textOperators,
  type ValueSide,
} from "./condition-syntax.ts";
import { findRightOperand, findTransformer, parseField } from "./parse-operand.ts";

/** Reads a comparison, or the name of a macro. */
export function parseCheck(cursor: ConditionCursor): Check | MacroReference {
  const start = cursor.at;
  const left = findTransformer(cursor) ?? parseField(cursor);
  if (left !== undefined) return parseComparison(cursor, left, start);
  const name = cursor.takeName();
  if (name !== "") return { kind: "macro", name, start, end: cursor.at };
  return cursor.fail({ en: "a field, a macro or (", ja: "フィールド、マクロ、または (" });
}

function parseComparison(cursor: ConditionCursor, left: Operand, start: number): Check {
  cursor.skipBlanks();
  const frame = { kind: "check", left, start } as const;
  if (cursor.takeWord("exists")) {
    return { ...frame, operator: "exists", quantifier: undefined, right: undefined, end: cursor.at };
  }
  const number = takeSign(cursor, numberOperators);
  if (number !== undefined) {
    const right = findRightOperand(cursor) ?? parseNumber(cursor);
    return { ...frame, operator: number, quantifier: undefined, right, end: right.end };
  }
  const text = takeTextOperator(cursor);
  if (text !== undefined) return parseTextComparison(cursor, frame, text);
  const list = listOperators.find((word) => cursor.takeWord(word));
  if (list !== undefined) {
    const right = findRightOperand(cursor) ?? parseList(cursor);
    return { ...frame, operator: list, quantifier: undefined, right, end: right.end };
  }
  return cursor.fail(expectedOperator);
}

const allOperators: readonly (NumberOperator | TextOperator | ListOperator | "exists")[] = [
  "exists",
  ...numberOperators,
  ...textOperators,
  ...listOperators,
];
const expectedOperator: Text = {
  en: `an operator: ${allOperators.join(", ")}`,
  ja: `演算子（${allOperators.join("、")}）`,
};

function takeSign<Sign extends string>(cursor: ConditionCursor, signs: readonly Sign[]): Sign | undefined {
  return signs.find((sign) => cursor.take(sign));
}

function takeTextOperator(cursor: ConditionCursor): TextOperator | undefined {
  if (cursor.take("==")) return "=";
  const sign = takeSign(cursor, ["=", "!="] as const);
  return sign ?? textOperators.find((word) => isBlankBehind(cursor, word) && cursor.takeWord(word));
}

/** A word operator needs a blank behind it, as the engine has it. */
function isBlankBehind({ text, at }: ConditionCursor, word: string): boolean {
  return isBlank(text.charCodeAt(at + word.length));
}

function parseTextComparison(
  cursor: ConditionCursor,
  frame: Pick<Check, "kind" | "left" | "start">,
  operator: TextOperator,
): Check {
  cursor.skipBlanks();
  const quantifier = takeQuantifier(cursor);
  const right = findRightOperand(cursor) ?? (quantifier === undefined ? parseValue(cursor) : parseList(cursor));
  return { ...frame, operator, quantifier, right, end: right.end };
}

/** Takes `anyof` and the like when a list follows: without one the word is a text. */
function takeQuantifier(cursor: ConditionCursor): Quantifier | undefined {
  const start = cursor.at;
  const word = quantifiers.find((one) => cursor.takeWord(one));
  if (word === undefined) return undefined;
  cursor.skipBlanks();
  if (cursor.text[cursor.at] === "(") return word;
  cursor.at = start;
  return undefined;
}

function parseNumber(cursor: ConditionCursor): ValueSide {
  cursor.skipBlanks();
  const start = cursor.at;
  const text = cursor.takeUntil(endsBareText);
  if (numberPattern.test(text)) return { kind: "value", text, isQuoted: false, start, end: cursor.at };
  return cursor.fail({ en: "a number", ja: "数値" }, start);
}

const numberPattern = /^(?:0[xX][0-9a-fA-F]{1,16}|[+-]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,4})?)$/;

function parseValue(cursor: ConditionCursor): ValueSide {
  cursor.skipBlanks();
  const start = cursor.at;
  const quoted = cursor.takeQuoted();
  if (quoted !== undefined) return { kind: "value", text: quoted, isQuoted: true, start, end: cursor.at };
  const sign = cursor.text[start];
  if (sign === '"' || sign === "'") cursor.fail({ en: "a closing quote", ja: "閉じ引用符" }, start);
  const text = cursor.takeUntil(endsBareText);
  if (text !== "") return { kind: "value", text, isQuoted: false, start, end: cursor.at };
  return cursor.fail({ en: "a value", ja: "値" }, start);
}

/** Reads `(a, b)`. A single word without parentheses stands for a list of itself. */
function parseList(cursor: ConditionCursor): RightSide {
  cursor.skipBlanks();
  const start = cursor.at;
  if (!cursor.take("(")) return parseBareList(cursor, start);
  const values: ValueSide[] = [];
  cursor.skipBlanks();
  if (cursor.take(")")) return { kind: "list", values, start, end: cursor.at };
  do values.push(parseValue(cursor));
  while (takeComma(cursor));
  if (!cursor.take(")")) cursor.fail({ en: ", or )", ja: ", または )" });
  return { kind: "list", values, start, end: cursor.at };
}

function takeComma(cursor: ConditionCursor): boolean {
  cursor.skipBlanks();
  return cursor.take(",");
}

function parseBareList(cursor: ConditionCursor, start: number): RightSide {
  const name = cursor.takeName();
  if (name === "") cursor.fail({ en: "a list in parentheses", ja: "括弧で囲んだリスト" }, start);
  const value: ValueSide = { kind: "value", text: name, isQuoted: false, start, end: cursor.at };
  return { kind: "list", values: [value], start, end: cursor.at };
}
