import { failPattern, nextCode, type PatternReader } from "./pattern-reader.ts";

const letters: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["f", 12],
  ["n", 10],
  ["r", 13],
  ["t", 9],
  ["v", 11],
]);
const hexadecimal = /^\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,8})\})/;
const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/;

/** Reads an escaped code point: `\n`, `\x41`, `\x{1F431}`, `\101`, `\.`; letters that mean nothing are a problem. */
export function readEscapedCode(reader: PatternReader): number {
  const rest = reader.text.slice(reader.at, reader.at + 16);
  const number = hexadecimal.exec(rest);
  if (number !== null) {
    reader.at += number[0].length;
    const code = Number.parseInt(number[1] ?? number[2] ?? "", 16);
    if (code <= 0x10ffff) return code;
    failPattern(reader, "an escape is no code point", "エスケープがコードポイントの範囲外です");
    return 0;
  }
  const byOctal = octal.exec(rest);
  if (byOctal !== null) {
    reader.at += byOctal[0].length;
    return Number.parseInt(byOctal[1] ?? "", 8);
  }
  reader.at += 1;
  if (reader.at >= reader.text.length) {
    failPattern(reader, "a backslash at the end", "末尾にバックスラッシュがあります");
    return 0;
  }
  const letter = letters.get(reader.text.charAt(reader.at));
  if (letter !== undefined) {
    reader.at += 1;
    return letter;
  }
  const code = nextCode(reader);
  if (/^[A-Za-z0-9]$/.test(String.fromCodePoint(code))) {
    failPattern(reader, "an escape that there is not", "正しくないエスケープです");
  }
  return code;
}
