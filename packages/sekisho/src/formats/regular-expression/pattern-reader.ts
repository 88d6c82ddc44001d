import type { PatternNode } from "./pattern.ts";

/** The letters that change what a pattern means: `i`, `m`, `s` and `U`. */
export interface Flags {
  readonly ignoresCase: boolean;
  readonly isMultiline: boolean;
  readonly dotTakesAll: boolean;
  readonly isUngreedy: boolean;
}

/** The place in a pattern that its parser has come to. */
export interface PatternReader {
  readonly text: string;
  at: number;
  depth: number;
  problem: { readonly en: string; readonly ja: string } | undefined;
}

export function startPattern(text: string): PatternReader {
  return { text, at: 0, depth: 0, problem: undefined };
}

/** Says whether there is more to read; there is nothing behind a problem. */
export function more(reader: PatternReader): boolean {
  return reader.problem === undefined && reader.at < reader.text.length;
}

/** Gives the next UTF-16 unit without taking it. */
export function peekText(reader: PatternReader): string {
  return more(reader) ? reader.text.charAt(reader.at) : "";
}

/** Takes a text when it comes next. */
export function takeText(reader: PatternReader, text: string): boolean {
  if (!more(reader) || !reader.text.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

/** Takes a code point. */
export function nextCode(reader: PatternReader): number {
  const code = reader.text.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return code;
}

/** Notes the first thing that is wrong; gives a node that stands for what could not be read. */
export function failPattern(reader: PatternReader, en: string, ja: string): PatternNode {
  reader.problem ??= { en, ja };
  return { kind: "empty" };
}
