import type { OffsetRange } from "../../model/source-text.ts";
import { recognizeMacro } from "./macros.ts";
import {
  expectOperator,
  failAt,
  maxDepth,
  type ParseReader,
  peek,
  readArguments,
  take,
  takeOperator,
  unreadable,
} from "./parse-reader.ts";
import { readPrimary } from "./primary.ts";
import type { CelProblem } from "./problem.ts";
import type { Call, Expression } from "./syntax.ts";
import { depthOf } from "./syntax-depth.ts";
import { tokenize } from "./token.ts";

/** The longest expression that is read, in UTF-16 units. */
const maxSourceLength = 100_000;
/** How many operators of one precedence may follow each other; `&&` and `||` have no limit of their own. */
const maxChain = 400;

/** What an expression says, or the first thing that is wrong with it. */
export type Parsed =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "problem"; readonly problem: CelProblem };

const relations: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);
const additions: ReadonlySet<string> = new Set(["+", "-"]);
const multiplications: ReadonlySet<string> = new Set(["*", "/", "%"]);
/** How deep an expression may be after all, so that no walk over it runs out of stack: a chain, and what is around it. */
const maxTotalDepth = 500;
/** Operators that associate to the left, by rising precedence. */
const levels = [relations, additions, multiplications];

/** Reads an expression. Any text is read or has a problem; none makes it throw. */
export function parseExpression(source: string): Parsed {
  if (source.length > maxSourceLength) return tooLong(source);
  const { tokens, problem } = tokenize(source);
  if (problem !== undefined) return { kind: "problem", problem };
  const reader: ParseReader = { tokens, at: 0, depth: 0, problem: undefined, readNested: readExpression };
  const expression = readExpression(reader);
  const rest = peek(reader);
  if (reader.problem === undefined && rest.kind !== "end") {
    failAt(reader, rest, "expected the end of the expression", "式の終わりが必要です");
  }
  if (reader.problem === undefined && depthOf(expression) > maxTotalDepth) {
    failAt(
      reader,
      expression.range,
      `the expression is deeper than ${maxTotalDepth}`,
      `式の深さが ${maxTotalDepth} 段を超えています`,
    );
  }
  return reader.problem === undefined
    ? { kind: "expression", expression }
    : { kind: "problem", problem: reader.problem };
}

function tooLong(source: string): Parsed {
  const range = { start: maxSourceLength, end: source.length };
  const message = {
    en: `the expression has ${source.length} characters, the most that are read are ${maxSourceLength}`,
    ja: `式が ${source.length} 文字あり、上限の ${maxSourceLength} 文字を超えています`,
  };
  return { kind: "problem", problem: { range, message } };
}

/** Reads an expression with everything in it. */
function readExpression(reader: ParseReader): Expression {
  const first = peek(reader);
  if (reader.depth >= maxDepth) {
    failAt(reader, first, `the expression nests deeper than ${maxDepth}`, `式の入れ子が ${maxDepth} 段を超えています`);
    return unreadable(first);
  }
  reader.depth += 1;
  const condition = readLogic(reader, "||");
  const expression = takeOperator(reader, "?") ? readBranches(reader, condition) : condition;
  reader.depth -= 1;
  return expression;
}

function readBranches(reader: ParseReader, condition: Expression): Expression {
  const whenTrue = readLogic(reader, "||");
  expectOperator(reader, ":");
  const whenFalse = readExpression(reader);
  return operation("_?_:_", [condition, whenTrue, whenFalse]);
}

function readLogic(reader: ParseReader, operator: "&&" | "||"): Expression {
  const first = operator === "||" ? readLogic(reader, "&&") : readLevel(reader, 0);
  if (peek(reader).text !== operator || peek(reader).kind !== "operator") return first;
  const operands = [first];
  while (takeOperator(reader, operator)) {
    operands.push(operator === "||" ? readLogic(reader, "&&") : readLevel(reader, 0));
  }
  return { kind: "logic", operator, operands, range: span(operands) };
}

function readLevel(reader: ParseReader, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return readUnary(reader);
  let left = readLevel(reader, level + 1);
  for (let count = 0; ; count++) {
    const token = peek(reader);
    if ((token.kind !== "operator" && token.text !== "in") || !operators.has(token.text)) return left;
    if (token.kind === "identifier" && token.text !== "in") return left;
    if (count === maxChain) return refuseChain(reader, left);
    take(reader);
    const right = readLevel(reader, level + 1);
    left = operation(token.text === "in" ? "@in" : `_${token.text}_`, [left, right]);
  }
}

/** Reads `!` and `-`, which do not mix without parentheses; a minus before a number is part of the number. */
function readUnary(reader: ParseReader): Expression {
  const first = peek(reader);
  const operator = first.text;
  if (first.kind !== "operator" || (operator !== "!" && operator !== "-")) return readMember(reader);
  const starts: number[] = [];
  while (peek(reader).kind === "operator" && peek(reader).text === operator) {
    const next = peek(reader, 1);
    if (operator === "-" && (next.kind === "int" || next.kind === "double")) break;
    starts.push(take(reader).start);
    if (starts.length > maxDepth) return refuseChain(reader, unreadable(first));
  }
  let operand = readMember(reader);
  for (const start of starts.reverse()) {
    const range = { start, end: operand.range.end };
    operand = { kind: "call", name: `${operator}_`, target: undefined, arguments: [operand], range };
  }
  return operand;
}

function readMember(reader: ParseReader): Expression {
  let operand = readPrimary(reader);
  for (let count = 0; ; count++) {
    const before = reader.at;
    if (count === maxChain) return refuseChain(reader, operand);
    if (takeOperator(reader, ".")) operand = readSelection(reader, operand);
    else if (takeOperator(reader, "[")) operand = readIndex(reader, operand);
    if (reader.at === before || reader.problem !== undefined) return operand;
  }
}

function readSelection(reader: ParseReader, operand: Expression): Expression {
  const isOptional = takeOperator(reader, "?");
  const name = take(reader);
  const isKeyword = name.kind === "identifier" && /^(?:in|true|false|null)$/.test(name.text);
  if ((name.kind !== "identifier" && name.kind !== "quoted-identifier") || isKeyword) {
    failAt(reader, name, "expected the name of a field or method", "フィールド名またはメソッド名が必要です");
    return operand;
  }
  const range = { start: operand.range.start, end: name.end };
  if (!isOptional && name.kind === "identifier" && takeOperator(reader, "(")) {
    return readMethod(reader, operand, { name: name.text, range });
  }
  return { kind: "select", operand, field: name.text, access: isOptional ? "optional" : "value", range };
}

function readMethod(
  reader: ParseReader,
  target: Expression,
  method: { readonly name: string; readonly range: OffsetRange },
): Expression {
  const { items, end } = readArguments(reader);
  const range = { start: method.range.start, end };
  const call: Call = { kind: "call", name: method.name, target, arguments: items, range };
  return recognizeMacro(reader, call);
}

function readIndex(reader: ParseReader, operand: Expression): Expression {
  const isOptional = takeOperator(reader, "?");
  const index = readExpression(reader);
  const range = { start: operand.range.start, end: expectOperator(reader, "]") };
  return { kind: "call", name: isOptional ? "_[?_]" : "_[_]", target: undefined, arguments: [operand, index], range };
}

function refuseChain(reader: ParseReader, expression: Expression): Expression {
  failAt(
    reader,
    peek(reader),
    `more than ${maxChain} operators in a row`,
    `演算子が ${maxChain} 個を超えて続いています`,
  );
  return expression;
}

function operation(name: string, operands: readonly Expression[]): Call {
  return { kind: "call", name, target: undefined, arguments: operands, range: span(operands) };
}

function span(operands: readonly Expression[]): OffsetRange {
  return { start: operands[0]?.range.start ?? 0, end: operands.at(-1)?.range.end ?? 0 };
}
