import type { OffsetRange } from "../../model/source-text.ts";
import { dropTrailingSpaces, isSeparator, skipSeparators, skipSpaces } from "./blanks.ts";

/** A flag as it stands in the logical line; offsets count there. */
export interface FlagText extends OffsetRange {
  /** Quotes and escapes resolved. */
  readonly text: string;
  /** Offset of the first `=`, escaped or quoted ones included. */
  readonly equals: number | undefined;
  /** False when a quote in it was never closed: it then runs to the end of the line. */
  readonly isClosed: boolean;
}

/** An instruction cut into keyword, flags and the rest; offsets count in the logical line. */
export interface InstructionParts {
  readonly keyword: OffsetRange;
  readonly flags: readonly FlagText[];
  /** The `--` that ends the flags. */
  readonly terminator: OffsetRange | undefined;
  /** Trimmed. */
  readonly argument: OffsetRange;
}

/** Cuts a part of a logical line as BuildKit does: keyword, words that start with `--`, the rest. */
export function splitInstruction(text: string, range: OffsetRange, escape: string): InstructionParts {
  const start = skipSpaces(text, range.start, range.end);
  const end = dropTrailingSpaces(text, start, range.end);
  let keywordEnd = start;
  while (keywordEnd < end && !isSeparator(text.charCodeAt(keywordEnd))) keywordEnd++;
  const keyword = { start, end: keywordEnd };
  const flags: FlagText[] = [];
  let at = skipSeparators(text, keywordEnd, end);
  let terminator: OffsetRange | undefined;
  while (terminator === undefined && text.startsWith("--", at) && at + 1 < end) {
    const flag = readFlag(text, { start: at, end }, escape);
    if (flag.text === "--") terminator = { start: flag.start, end: flag.end };
    else flags.push(flag);
    at = skipSeparators(text, Math.min(flag.end + 1, end), end);
  }
  return { keyword, flags, terminator, argument: { start: skipSpaces(text, at, end), end } };
}

function readFlag(text: string, range: OffsetRange, escape: string): FlagText {
  let value = "";
  let quote = "";
  let equals: number | undefined;
  let at = range.start;
  for (; at < range.end; at++) {
    let character = text.charAt(at);
    if (quote === "" && endsFlag(text.charCodeAt(at))) break;
    if (quote === "" ? character === "'" || character === '"' : character === quote) {
      quote = quote === "" ? character : "";
      continue;
    }
    if (character === escape) {
      if (at + 1 >= range.end) continue;
      at++;
      character = text.charAt(at);
    }
    if (character === "=") equals ??= at;
    value += character;
  }
  return { start: range.start, end: at, text: value, equals, isClosed: quote === "" };
}

/** BuildKit looks at bytes here, so that the two Latin-1 spaces end a flag and the other Unicode spaces do not. */
function endsFlag(unit: number): boolean {
  return isSeparator(unit) || unit === 0x85 || unit === 0xa0;
}
