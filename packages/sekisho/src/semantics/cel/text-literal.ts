import type { CelProblem } from "./problem.ts";
import type { Token } from "./token.ts";

const simpleEscapes: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
  ["\\", 0x5c],
  ["?", 0x3f],
  ['"', 0x22],
  ["'", 0x27],
  ["`", 0x60],
]);
const hexadecimalLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["X", 2],
  ["u", 4],
  ["U", 8],
]);

/** Gives what a string literal means. */
export function readStringLiteral(token: Token): string | CelProblem {
  const { content, isRaw, start } = contentOf(token);
  if (isRaw || !content.includes("\\")) return content;
  let text = "";
  let from = 0;
  for (let at = content.indexOf("\\"); at !== -1; at = content.indexOf("\\", from)) {
    const escape = readEscape(content, at + 1);
    if (escape === undefined || (escape.code >= 0xd800 && escape.code <= 0xdfff) || escape.code > 0x10ffff) {
      return escapeProblem(start + at);
    }
    text += content.slice(from, at) + String.fromCodePoint(escape.code);
    from = escape.end;
  }
  return text + content.slice(from);
}

/** Gives what a bytes literal means: text in UTF-8, `\x` and octal escapes single bytes. */
export function readBytesLiteral(token: Token): Uint8Array | CelProblem {
  const { content, isRaw, start } = contentOf(token);
  const encoder = new TextEncoder();
  if (isRaw || !content.includes("\\")) return encoder.encode(content);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = content.indexOf("\\"); at !== -1; at = content.indexOf("\\", from)) {
    const escape = readEscape(content, at + 1);
    if (escape === undefined || escape.code > 0xff || content[at + 1]?.toLowerCase() === "u") {
      return escapeProblem(start + at);
    }
    parts.push(encoder.encode(content.slice(from, at)), Uint8Array.of(escape.code));
    from = escape.end;
  }
  parts.push(encoder.encode(content.slice(from)));
  return concatenate(parts);
}

/** Joins pieces of bytes to one. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Takes the quotes off a literal, and makes every line end one line feed. */
function contentOf(token: Token): { readonly content: string; readonly isRaw: boolean; readonly start: number } {
  const prefixLength = /^[bBrR]{0,2}/.exec(token.text)?.[0].length ?? 0;
  const quoted = token.text.slice(prefixLength);
  const quotesLength = quoted.startsWith('"""') || quoted.startsWith("'''") ? 3 : 1;
  const content = quoted.slice(quotesLength, -quotesLength);
  return {
    content: content.includes("\r") ? content.replaceAll(/\r\n?/g, "\n") : content,
    isRaw: /[rR]/.test(token.text.slice(0, prefixLength)),
    start: token.start + prefixLength + quotesLength,
  };
}

/** Reads what stands behind a backslash. */
function readEscape(content: string, at: number): { readonly code: number; readonly end: number } | undefined {
  const letter = content.charAt(at);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) return { code: simple, end: at + 1 };
  const length = hexadecimalLengths.get(letter);
  if (length !== undefined) {
    const digits = content.slice(at + 1, at + 1 + length);
    if (digits.length !== length || !/^[0-9a-fA-F]{1,8}$/.test(digits)) return undefined;
    return { code: Number.parseInt(digits, 16), end: at + 1 + length };
  }
  const octal = content.slice(at, at + 3);
  return /^[0-3][0-7]{2}$/.test(octal) ? { code: Number.parseInt(octal, 8), end: at + 3 } : undefined;
}

function escapeProblem(start: number): CelProblem {
  return {
    range: { start, end: start + 2 },
    message: { en: "an escape sequence that there is not", ja: "正しくないエスケープシーケンスです" },
  };
}
