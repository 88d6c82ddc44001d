import type { OffsetRange } from "../../model/source-text.ts";
import { dropTrailingSpaces, skipSpaces } from "./blanks.ts";
import { pushToken } from "./line-reader.ts";
import type { Token } from "./syntax.ts";

/**
 * Splits the `argument` tokens of an instruction's lines at the parts of the instruction.
 * Parts are source ranges in order, without overlap; what lies between them is white space, or unknown.
 */
export function pushInstructionTokens(
  tokens: Token[],
  text: string,
  layout: readonly Token[],
  parts: readonly Token[],
): void {
  let next = 0;
  for (const token of layout) {
    if (token.kind !== "argument") {
      tokens.push(token);
      continue;
    }
    while (next < parts.length && (parts[next]?.end ?? 0) <= token.start) next++;
    let at = token.start;
    for (let index = next; index < parts.length; index++) {
      const part = parts[index];
      if (part === undefined || part.start >= token.end) break;
      const start = Math.max(part.start, at);
      const end = Math.min(part.end, token.end);
      pushGap(tokens, text, { start: at, end: start });
      pushPart(tokens, text, { kind: part.kind, start, end });
      at = Math.max(at, end);
    }
    pushGap(tokens, text, { start: at, end: token.end });
  }
}

function pushPart(tokens: Token[], text: string, part: Token): void {
  const start = skipSpaces(text, part.start, part.end);
  const end = dropTrailingSpaces(text, start, part.end);
  pushToken(tokens, "whitespace", part.start, start);
  pushToken(tokens, part.kind, start, end);
  pushToken(tokens, "whitespace", end, part.end);
}

function pushGap(tokens: Token[], text: string, gap: OffsetRange): void {
  const isBlank = skipSpaces(text, gap.start, gap.end) === gap.end;
  pushToken(tokens, isBlank ? "whitespace" : "unknown", gap.start, gap.end);
}
