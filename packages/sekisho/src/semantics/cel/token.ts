import type { CelProblem } from "./problem.ts";

/** A word of the source. */
export interface Token {
  readonly kind:
    | "identifier"
    | "quoted-identifier"
    | "int"
    | "uint"
    | "double"
    | "string"
    | "bytes"
    | "operator"
    | "end";
  /** As written; of a quoted identifier what is between the backquotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a source, the last of them `end`; up to the first problem when there is one. */
export interface Tokens {
  readonly tokens: readonly Token[];
  readonly problem: CelProblem | undefined;
}

const operators = ["==", "!=", "<=", ">=", "&&", "||"];
const singleOperators = "()[]{}.,:?<>!-+*/%=";
/** Sticky, and every run bounded by what an expression may hold: none of them can look at a place twice. */
const identifierPattern = /[A-Za-z_][A-Za-z0-9_]{0,1000}/y;
const numberPattern =
  /0[xX][0-9a-fA-F]{1,100}[uU]?|(?:[0-9]{1,400}(?:\.[0-9]{1,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,20})?[uU]?/y;
const textPrefix = /(?:[bB][rR]?|[rR])?(?:"""|'''|"|')/y;

/** Splits an expression into words. */
export function tokenize(source: string): Tokens {
  const tokens: Token[] = [];
  let at = skipBlanks(source, 0);
  while (at < source.length) {
    const token = readToken(source, at);
    if ("message" in token) return { tokens: [...tokens, endAt(source.length)], problem: token };
    tokens.push(token);
    at = skipBlanks(source, token.end);
  }
  tokens.push(endAt(source.length));
  return { tokens, problem: undefined };
}

function endAt(offset: number): Token {
  return { kind: "end", text: "", start: offset, end: offset };
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  for (;;) {
    const character = source[at];
    if (character === " " || character === "\t" || character === "\n" || character === "\r" || character === "\f") {
      at += 1;
    } else if (character === "/" && source[at + 1] === "/") {
      const end = source.indexOf("\n", at);
      at = end === -1 ? source.length : end;
    } else {
      return at;
    }
  }
}

function readToken(source: string, start: number): Token | CelProblem {
  const opening = matchAt(textPrefix, source, start);
  if (opening !== "") return readText(source, start, opening);
  const word = matchAt(identifierPattern, source, start);
  if (word !== "") return { kind: "identifier", text: word, start, end: start + word.length };
  const number = matchAt(numberPattern, source, start);
  if (number !== "") return readNumber(number, start);
  if (source[start] === "`") return readQuotedIdentifier(source, start);
  const pair = source.slice(start, start + 2);
  if (operators.includes(pair)) return { kind: "operator", text: pair, start, end: start + 2 };
  const single = source.charAt(start);
  if (single !== "=" && singleOperators.includes(single))
    return { kind: "operator", text: single, start, end: start + 1 };
  return problem(start, start + 1, "a word that there is not", "解釈できない文字です");
}

function matchAt(pattern: RegExp, source: string, start: number): string {
  pattern.lastIndex = start;
  return pattern.exec(source)?.[0] ?? "";
}

function readNumber(text: string, start: number): Token | CelProblem {
  const end = start + text.length;
  const isHexadecimal = /^0[xX]/.test(text);
  const isUnsigned = /[uU]$/.test(text);
  const isDouble = !isHexadecimal && /[.eE]/.test(text);
  if (isDouble && isUnsigned) return problem(start, end, "a fraction cannot be unsigned", "小数に u は付けられません");
  if (isDouble) return { kind: "double", text, start, end };
  return isUnsigned ? { kind: "uint", text: text.slice(0, -1), start, end } : { kind: "int", text, start, end };
}

function readQuotedIdentifier(source: string, start: number): Token | CelProblem {
  const end = source.indexOf("`", start + 1);
  const name = end === -1 ? "" : source.slice(start + 1, end);
  if (!/^[A-Za-z0-9_./ -]{1,1000}$/.test(name)) {
    return problem(
      start,
      end === -1 ? source.length : end + 1,
      "expected a name of letters, digits, _ . - / and spaces between backquotes",
      "バッククォートの間には英数字、_ . - /、空白からなる名前が必要です",
    );
  }
  return { kind: "quoted-identifier", text: name, start, end: end + 1 };
}

function readText(source: string, start: number, opening: string): Token | CelProblem {
  const prefix = opening.replace(/["']{1,3}$/, "").toLowerCase();
  const quotes = opening.slice(prefix.length);
  let at = start + opening.length;
  while (at < source.length && !source.startsWith(quotes, at)) {
    const character = source[at];
    if (quotes.length === 1 && (character === "\n" || character === "\r")) break;
    at += character === "\\" && !prefix.includes("r") ? 2 : 1;
  }
  if (!source.startsWith(quotes, at)) {
    const end = Math.min(at, source.length);
    return problem(start, end, `expected ${quotes} at the end of the text`, `文字列の終わりに ${quotes} がありません`);
  }
  const end = at + quotes.length;
  return { kind: prefix.includes("b") ? "bytes" : "string", text: source.slice(start, end), start, end };
}

function problem(start: number, end: number, en: string, ja: string): CelProblem {
  return { range: { start, end }, message: { en, ja } };
}
