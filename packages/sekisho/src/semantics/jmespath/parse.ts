import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { readJsonText } from "./json-text.ts";
import type { Comparator, PathNode, Projection } from "./syntax.ts";
import { type PathToken, readTokens } from "./tokens.ts";

/** Longer expressions are nobody's policy. */
const maxLength = 4000;
const maxDepth = 60;

/** Reads an expression of JMESPath; `undefined` when it is none. Source: JMESPath specification, "Grammar". */
export function parsePath(source: string): PathNode | undefined {
  const tokens = source.length > maxLength ? undefined : readTokens(source);
  if (tokens === undefined) return undefined;
  const reader: Reader = { tokens, at: 0, depth: 0 };
  try {
    const node = readExpression(reader, 0);
    return peek(reader).kind === "end" ? node : undefined;
  } catch (error) {
    if (error instanceof NoExpression) return undefined;
    throw error;
  }
}

class NoExpression extends Error {}

interface Reader {
  readonly tokens: readonly PathToken[];
  at: number;
  depth: number;
}

const end: PathToken = { kind: "end", text: "" };
const current: PathNode = { kind: "current" };

/** How strongly signs bind; what follows a projection ends at signs below `projectionStop`. */
const powers: Readonly<Record<string, number>> = {
  "|": 1,
  "||": 2,
  "&&": 3,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "[]": 9,
  "*": 20,
  "[?": 21,
  ".": 40,
  "!": 45,
  "[": 55,
};
const projectionStop = 10;

function peek({ tokens, at }: Reader, ahead = 0): PathToken {
  return tokens[at + ahead] ?? end;
}

function take(reader: Reader): PathToken {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

function takeSign(reader: Reader, sign: string): boolean {
  const { kind, text } = peek(reader);
  if (kind !== "sign" || text !== sign) return false;
  reader.at += 1;
  return true;
}

function expectSign(reader: Reader, sign: string): void {
  if (!takeSign(reader, sign)) throw new NoExpression();
}

function powerOf({ kind, text }: PathToken): number {
  return kind === "sign" ? (powers[text] ?? 0) : 0;
}

function readExpression(reader: Reader, power: number): PathNode {
  reader.depth += 1;
  if (reader.depth > maxDepth) throw new NoExpression();
  let left = readStart(reader);
  while (powerOf(peek(reader)) > power) left = readRest(reader, left);
  reader.depth -= 1;
  return left;
}

function readStart(reader: Reader): PathNode {
  const token = take(reader);
  switch (token.kind) {
    case "text":
      return { kind: "literal", value: token.text };
    case "json":
      return { kind: "literal", value: readJson(token.text) };
    case "quoted":
      return { kind: "field", name: token.text };
    case "name":
      return takeSign(reader, "(") ? readCall(reader, token.text) : { kind: "field", name: token.text };
    case "sign":
      return readSign(reader, token.text);
    default:
      throw new NoExpression();
  }
}

function readSign(reader: Reader, sign: string): PathNode {
  switch (sign) {
    case "@":
      return current;
    case "*":
      return projection(reader, { over: "values", left: current });
    case "!":
      return { kind: "not", operand: readExpression(reader, 45) };
    case "&":
      return { kind: "reference", body: readExpression(reader, 0) };
    case "(": {
      const inner = readExpression(reader, 0);
      expectSign(reader, ")");
      return inner;
    }
    case "{":
      return readMap(reader);
    case "[]":
    case "[?":
      return readBracket(reader, sign, current);
    case "[":
      return isListOfExpressions(reader) ? readList(reader) : readBracket(reader, "[", current);
    default:
      throw new NoExpression();
  }
}

function readRest(reader: Reader, left: PathNode): PathNode {
  const { text: sign } = take(reader);
  switch (sign) {
    case ".":
      if (takeSign(reader, "*")) return projection(reader, { over: "values", left });
      return { kind: "then", left, right: readMember(reader) };
    case "|":
      return { kind: "then", left, right: readExpression(reader, 1) };
    case "||":
      return { kind: "or", left, right: readExpression(reader, 2) };
    case "&&":
      return { kind: "and", left, right: readExpression(reader, 3) };
    case "[":
    case "[]":
    case "[?":
      return readBracket(reader, sign, left);
    default:
      return { kind: "compare", sign: comparatorOf(sign), left, right: readExpression(reader, 5) };
  }
}

function comparatorOf(sign: string): Comparator {
  if (sign === "==" || sign === "!=" || sign === "<" || sign === "<=" || sign === ">" || sign === ">=") return sign;
  throw new NoExpression();
}

/** Behind a dot stands a name, a call, or lists and maps of expressions. */
function readMember(reader: Reader): PathNode {
  const { kind, text } = peek(reader);
  if (kind === "name" || kind === "quoted") return readStart(reader);
  if (takeSign(reader, "{")) return readMap(reader);
  if (kind !== "sign" || text !== "[") throw new NoExpression();
  reader.at += 1;
  return readList(reader);
}

/** `[0]`, `[1:2]` and `[*]` are about items; what else stands in brackets is a list of expressions. */
function isListOfExpressions(reader: Reader): boolean {
  const { kind, text } = peek(reader);
  if (kind === "number" || (kind === "sign" && text === ":")) return false;
  const { kind: nextKind, text: nextText } = peek(reader, 1);
  return !(kind === "sign" && text === "*" && nextKind === "sign" && nextText === "]");
}

function readBracket(reader: Reader, sign: string, left: PathNode): PathNode {
  if (sign === "[]") return projection(reader, { over: "flattened", left });
  if (sign === "[?") {
    const condition = readExpression(reader, 0);
    expectSign(reader, "]");
    return projection(reader, { over: "chosen", left, condition });
  }
  if (takeSign(reader, "*")) {
    expectSign(reader, "]");
    return projection(reader, { over: "items", left });
  }
  const parts = readSlice(reader);
  const [first] = parts;
  if (parts.length > 1) {
    const slice: PathNode = { kind: "then", left, right: { kind: "slice", parts } };
    return projection(reader, { over: "items", left: slice });
  }
  if (first === undefined) throw new NoExpression();
  return { kind: "then", left, right: { kind: "index", index: first } };
}

function readSlice(reader: Reader): readonly (number | undefined)[] {
  const parts: (number | undefined)[] = [undefined];
  for (;;) {
    if (takeSign(reader, "]")) return parts;
    if (takeSign(reader, ":")) {
      if (parts.length === 3) throw new NoExpression();
      parts.push(undefined);
      continue;
    }
    const token = take(reader);
    if (token.kind !== "number" || parts.at(-1) !== undefined) throw new NoExpression();
    parts[parts.length - 1] = Number(token.text);
  }
}

/** What stands behind a projection, as long as it binds strongly, is asked of every item. */
function projection(reader: Reader, head: Omit<Projection, "kind" | "right">): PathNode {
  return { kind: "project", ...head, right: readProjected(reader) };
}

function readProjected(reader: Reader): PathNode {
  const { kind, text } = peek(reader);
  if (kind !== "sign" || (powers[text] ?? 0) < projectionStop) return current;
  if (text !== "." && text !== "[" && text !== "[?") throw new NoExpression();
  let right: PathNode = current;
  while (powerOf(peek(reader)) >= projectionStop) right = readRest(reader, right);
  return right;
}

function readList(reader: Reader): PathNode {
  return { kind: "list", items: readSequence(reader, "]") };
}

function readCall(reader: Reader, name: string): PathNode {
  return { kind: "call", name, operands: takeSign(reader, ")") ? [] : readSequence(reader, ")") };
}

function readSequence(reader: Reader, close: string): readonly PathNode[] {
  const items = [readExpression(reader, 0)];
  while (takeSign(reader, ",")) items.push(readExpression(reader, 0));
  expectSign(reader, close);
  return items;
}

function readMap(reader: Reader): PathNode {
  const entries: (readonly [string, PathNode])[] = [];
  do {
    const { kind, text } = take(reader);
    if (kind !== "name" && kind !== "quoted") throw new NoExpression();
    expectSign(reader, ":");
    entries.push([text, readExpression(reader, 0)]);
  } while (takeSign(reader, ","));
  expectSign(reader, "}");
  return { kind: "map", entries };
}

function readJson(text: string): ManifestValue {
  const value = readJsonText(text);
  if (value === undefined) throw new NoExpression();
  return value;
}
