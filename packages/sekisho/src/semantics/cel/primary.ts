import { quote } from "../../model/quote.ts";
import { recognizeMacro } from "./macros.ts";
import {
  expectOperator,
  failAt,
  type ParseReader,
  peek,
  readArguments,
  shown,
  take,
  takeOperator,
  unreadable,
} from "./parse-reader.ts";
import type { CelProblem } from "./problem.ts";
import type { Expression, ListLiteral, MapLiteral, MessageLiteral } from "./syntax.ts";
import { readBytesLiteral, readStringLiteral } from "./text-literal.ts";
import type { Token } from "./token.ts";
import { bytes, uint, type Value } from "./values.ts";

const reservedWords: ReadonlySet<string> = new Set(
  "as break const continue else for function if import let loop package namespace return var void while".split(" "),
);
const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Reads a literal, a name, a call, a list, a map, or an expression in parentheses. */
export function readPrimary(reader: ParseReader): Expression {
  const token = take(reader);
  switch (token.kind) {
    case "string":
      return literal(reader, token, readStringLiteral(token));
    case "bytes": {
      const content = readBytesLiteral(token);
      return literal(reader, token, "message" in content ? content : bytes(content));
    }
    case "int":
    case "uint":
    case "double":
      return readNumber(reader, token, "");
    case "identifier":
      return readName(reader, token, false);
    case "operator":
      return readOperator(reader, token);
    default:
      return refuse(reader, token);
  }
}

function readOperator(reader: ParseReader, token: Token): Expression {
  switch (token.text) {
    case "(": {
      const expression = reader.readNested(reader);
      expectOperator(reader, ")");
      return expression;
    }
    case "[":
      return readList(reader, token.start);
    case "{":
      return readMap(reader, token.start);
    case "-": {
      const number = peek(reader);
      return number.kind === "int" || number.kind === "double"
        ? readNumber(reader, { ...take(reader), start: token.start }, "-")
        : refuse(reader, token);
    }
    case ".": {
      const name = take(reader);
      return name.kind === "identifier"
        ? readName(reader, { ...name, start: token.start }, true)
        : refuse(reader, name);
    }
    default:
      return refuse(reader, token);
  }
}

function readNumber(reader: ParseReader, token: Token, sign: "" | "-"): Expression {
  if (token.kind === "double") {
    const value = Number(sign + token.text);
    if (Number.isFinite(value)) return literal(reader, token, value);
    return literal(reader, token, outsideRange(token));
  }
  const magnitude = BigInt(token.text);
  const value = sign === "-" ? -magnitude : magnitude;
  const limited = token.kind === "uint" ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value);
  if (limited !== value) return literal(reader, token, outsideRange(token));
  return literal(reader, token, token.kind === "uint" ? uint(value) : value);
}

function outsideRange(token: Token): CelProblem {
  return {
    range: { start: token.start, end: token.end },
    message: { en: "the number does not fit into 64 bits", ja: "数値が 64 ビットに収まりません" },
  };
}

function literal(reader: ParseReader, token: Token, value: Value | CelProblem): Expression {
  if (typeof value === "object" && value !== null && "message" in value) {
    reader.problem ??= value;
    return unreadable(token);
  }
  return { kind: "literal", value, range: { start: token.start, end: token.end } };
}

function readName(reader: ParseReader, token: Token, isAbsolute: boolean): Expression {
  const range = { start: token.start, end: token.end };
  const constant = constants.get(token.text);
  if (constant !== undefined && !isAbsolute) return { kind: "literal", value: constant, range };
  if (constant !== undefined || token.text === "in") return refuse(reader, token);
  if (reservedWords.has(token.text)) {
    failAt(reader, token, `${token.text} is a reserved word`, `${token.text} は予約語です`);
    return unreadable(token);
  }
  if (takeOperator(reader, "(")) {
    const { items, end } = readArguments(reader);
    const name = isAbsolute ? `.${token.text}` : token.text;
    const call = {
      kind: "call",
      name,
      target: undefined,
      arguments: items,
      range: { start: token.start, end },
    } as const;
    return recognizeMacro(reader, call);
  }
  const message = findMessageName(reader, token, isAbsolute);
  if (message !== undefined) return readMessage(reader, message, token.start);
  return { kind: "identifier", name: token.text, isAbsolute, range };
}

/** Finds the name of a message, `a.b.C {`, and takes it with the brace; takes nothing when no brace follows. */
function findMessageName(reader: ParseReader, first: Token, isAbsolute: boolean): string | undefined {
  let ahead = 0;
  let name = isAbsolute ? `.${first.text}` : first.text;
  while (peek(reader, ahead).text === "." && peek(reader, ahead + 1).kind === "identifier") {
    name += `.${peek(reader, ahead + 1).text}`;
    ahead += 2;
  }
  if (peek(reader, ahead).kind !== "operator" || peek(reader, ahead).text !== "{") return undefined;
  reader.at += ahead + 1;
  return name;
}

function readMessage(reader: ParseReader, name: string, start: number): MessageLiteral {
  const fields: MessageLiteral["fields"][number][] = [];
  while (!isClosing(reader, "}")) {
    const isOptional = takeOperator(reader, "?");
    const field = take(reader);
    if (field.kind !== "identifier" && field.kind !== "quoted-identifier") refuse(reader, field);
    expectOperator(reader, ":");
    fields.push({ name: field.text, value: reader.readNested(reader), isOptional });
    if (!takeOperator(reader, ",")) break;
  }
  return { kind: "message", name, fields, range: { start, end: expectOperator(reader, "}") } };
}

function readList(reader: ParseReader, start: number): ListLiteral {
  const items: ListLiteral["items"][number][] = [];
  while (!isClosing(reader, "]")) {
    const isOptional = takeOperator(reader, "?");
    items.push({ value: reader.readNested(reader), isOptional });
    if (!takeOperator(reader, ",")) break;
  }
  return { kind: "list", items, range: { start, end: expectOperator(reader, "]") } };
}

function readMap(reader: ParseReader, start: number): MapLiteral {
  const entries: MapLiteral["entries"][number][] = [];
  while (!isClosing(reader, "}")) {
    const isOptional = takeOperator(reader, "?");
    const key = reader.readNested(reader);
    expectOperator(reader, ":");
    entries.push({ key, value: reader.readNested(reader), isOptional });
    if (!takeOperator(reader, ",")) break;
  }
  return { kind: "map", entries, range: { start, end: expectOperator(reader, "}") } };
}

function isClosing(reader: ParseReader, text: string): boolean {
  const token = peek(reader);
  return token.kind === "operator" && token.text === text;
}

function refuse(reader: ParseReader, token: Token): Expression {
  const got = shown(token);
  failAt(reader, token, `expected an expression, got ${quote(got.en)}`, `式が必要ですが、${quote(got.ja)}でした`);
  return unreadable(token);
}
