/** A part of an expression. */
export interface PathToken {
  readonly kind: "name" | "quoted" | "text" | "json" | "number" | "sign" | "end";
  /** What it means: of a text without its quotes. */
  readonly text: string;
}

/** Signs of more than one letter before those that they begin with. */
const signs = ["[?", "[]", "||", "&&", "==", "!=", "<=", ">=", ...Array.from("[]{}(),.:*@&|!<>")];
const name = /[A-Za-z_][A-Za-z0-9_]{0,250}/y;
const number = /-?\d{1,15}/y;
const blanks = /[ \t\r\n]{1,1000}/y;

/** Splits an expression into its parts; `undefined` where something else stands. Source: JMESPath specification, "Grammar". */
export function readTokens(source: string): readonly PathToken[] | undefined {
  const tokens: PathToken[] = [];
  let at = 0;
  while (at < source.length) {
    const blank = matchAt(blanks, source, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const read = readToken(source, at);
    if (read === undefined) return undefined;
    tokens.push(read.token);
    at = read.end;
  }
  return [...tokens, { kind: "end", text: "" }];
}

interface TokenReading {
  readonly token: PathToken;
  readonly end: number;
}

function readToken(source: string, at: number): TokenReading | undefined {
  const first = source[at];
  if (first === '"') return readQuoted(source, at, "quoted", '"');
  if (first === "'") return readQuoted(source, at, "text", "'");
  if (first === "`") return readQuoted(source, at, "json", "`");
  const word = matchAt(name, source, at);
  if (word !== undefined) return { token: { kind: "name", text: word }, end: at + word.length };
  const digits = matchAt(number, source, at);
  if (digits !== undefined) return { token: { kind: "number", text: digits }, end: at + digits.length };
  const sign = signs.find((candidate) => source.startsWith(candidate, at));
  return sign === undefined ? undefined : { token: { kind: "sign", text: sign }, end: at + sign.length };
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** Reads up to the closing sign; a backslash keeps the sign behind it from closing. */
function readQuoted(
  source: string,
  start: number,
  kind: "quoted" | "text" | "json",
  close: string,
): TokenReading | undefined {
  let at = start + 1;
  while (at < source.length && source[at] !== close) at += source[at] === "\\" ? 2 : 1;
  if (at >= source.length) return undefined;
  const written = source.slice(start + 1, at);
  const text = kind === "quoted" ? unquote(written) : written.replaceAll(`\\${close}`, close);
  return text === undefined ? undefined : { token: { kind, text }, end: at + 1 };
}

/** A quoted name has the escapes of JSON. */
function unquote(written: string): string | undefined {
  try {
    const text: unknown = JSON.parse(`"${written}"`);
    return typeof text === "string" ? text : undefined;
  } catch {
    // Whoever asked says that it is no expression.
    return undefined;
  }
}
