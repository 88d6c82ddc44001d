import type { Check, Condition, Operand, RightSide, ValueSide } from "./condition-syntax.ts";

/** Gives a condition as a text that is read back as the same condition, on one line. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.parts.map(printPart).join(` ${condition.kind} `);
    case "not":
      return `not ${printPart(condition.body)}`;
    case "macro":
      return condition.name;
    case "check":
      return printCheck(condition);
  }
}

function printPart(condition: Condition): string {
  const isSingle = condition.kind === "check" || condition.kind === "macro";
  return isSingle ? printCondition(condition) : `(${printCondition(condition)})`;
}

/** Gives a comparison as a text. Two that mean the same letter by letter have the same text. */
export function printCheck({ left, operator, quantifier, right }: Check): string {
  const words = [printOperand(left), operator];
  if (quantifier !== undefined) words.push(quantifier);
  if (right !== undefined) words.push(printRight(right));
  return words.join(" ");
}

/** Gives what is compared as a text. */
export function printOperand(operand: Operand): string {
  if (operand.kind === "literal") return quoted(operand.text);
  const argument = operand.argument === undefined ? "" : `[${quoted(operand.argument)}]`;
  if (operand.kind === "field") return operand.name + argument;
  return `${operand.name}(${operand.operands.map(printOperand).join(", ")})${argument}`;
}

function printRight(right: RightSide): string {
  if (right.kind === "value") return printValue(right);
  if (right.kind === "list") return `(${right.values.map(printValue).join(", ")})`;
  return right.operand.kind === "field" ? `val(${printOperand(right.operand)})` : printOperand(right.operand);
}

function printValue({ text, isQuoted }: ValueSide): string {
  return isQuoted ? quoted(text) : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
