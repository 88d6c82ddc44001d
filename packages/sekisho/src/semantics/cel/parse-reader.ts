import { quote } from "../../model/quote.ts";
import type { CelProblem } from "./problem.ts";
import type { Expression, Literal } from "./syntax.ts";
import type { Token } from "./token.ts";

/** How deep an expression may nest, so that no walk over it runs out of stack. */
export const maxDepth = 250;

/** The place in the words that the parser has come to. */
export interface ParseReader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  /** The first one; from then on there are no more words to read, so that every rule ends by itself. */
  problem: CelProblem | undefined;
  /** Reads an expression inside of another one. */
  readonly readNested: (reader: ParseReader) => Expression;
}

/** Gives the next word without taking it. */
export function peek(reader: ParseReader, ahead = 0): Token {
  const index = reader.problem === undefined ? reader.at + ahead : reader.tokens.length - 1;
  return reader.tokens[Math.min(index, reader.tokens.length - 1)] ?? noToken;
}

const noToken: Token = { kind: "end", text: "", start: 0, end: 0 };

/** Takes the next word. */
export function take(reader: ParseReader): Token {
  const token = peek(reader);
  if (reader.at < reader.tokens.length - 1) reader.at += 1;
  return token;
}

/** Takes the next word when it is that operator. */
export function takeOperator(reader: ParseReader, text: string): boolean {
  const token = peek(reader);
  if (token.kind !== "operator" || token.text !== text) return false;
  take(reader);
  return true;
}

/** Takes that operator, or says that it is missing. Gives the offset behind it. */
export function expectOperator(reader: ParseReader, text: string): number {
  const token = peek(reader);
  if (!takeOperator(reader, text)) {
    failAt(reader, token, `expected ${text}, got ${shown(token).en}`, `${text} が必要ですが、${shown(token).ja}でした`);
  }
  return token.end;
}

/** Notes what is wrong at a word; only the first problem counts. */
export function failAt(reader: ParseReader, range: { start: number; end: number }, en: string, ja: string): void {
  reader.problem ??= { range: { start: range.start, end: range.end }, message: { en, ja } };
}

/** Says what a word is, for a message. */
export function shown(token: Token): { readonly en: string; readonly ja: string } {
  if (token.kind === "end") return { en: "the end of the expression", ja: "式の終わり" };
  return { en: quote(token.text), ja: `${quote(token.text)} ` };
}

/** What stands for the part that could not be read. */
export function unreadable(token: Token): Literal {
  return { kind: "literal", value: null, range: { start: token.start, end: token.end } };
}

/** Reads what stands between the parentheses of a call, the opening one taken. */
export function readArguments(reader: ParseReader): { readonly items: readonly Expression[]; readonly end: number } {
  const items: Expression[] = [];
  if (peek(reader).text !== ")" || peek(reader).kind !== "operator") {
    do items.push(reader.readNested(reader));
    while (takeOperator(reader, ","));
  }
  return { items, end: expectOperator(reader, ")") };
}
