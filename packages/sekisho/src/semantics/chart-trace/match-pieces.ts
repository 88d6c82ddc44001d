import type { LinePiece } from "./template-line.ts";

/** How a rendered text fits what a template says: an action may give out anything. */
export type Fit = "same" | "possible" | "different";

/** Compares a rendered text with the pieces of a template that may have made it; quotes around them do not count. */
export function fitPieces(pieces: readonly LinePiece[], rendered: string): Fit {
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === "string") return unquote(only) === rendered ? "same" : "different";
  const texts = pieces.map((piece) => (typeof piece === "string" ? piece : undefined));
  const first = texts[0];
  if (first !== undefined) texts[0] = first.replace(/^["']/, "");
  const last = texts.at(-1);
  if (last !== undefined) texts[texts.length - 1] = last.replace(/["']$/, "");
  return matches(texts, rendered) ? "possible" : "different";
}

/** Walks the literal parts through a text, each at its first place; the last one at the end. */
function matches(texts: readonly (string | undefined)[], rendered: string): boolean {
  let at = 0;
  let isFree = false;
  for (const [index, text] of texts.entries()) {
    if (text === undefined) {
      isFree = true;
      continue;
    }
    const isLast = index === texts.length - 1;
    if (isLast && isFree) return rendered.length - text.length >= at && rendered.endsWith(text);
    const found = isFree ? rendered.indexOf(text, at) : at;
    if (found === -1 || !rendered.startsWith(text, found)) return false;
    at = found + text.length;
    isFree = false;
  }
  return isFree || at === rendered.length;
}

function unquote(text: string): string {
  const quote = text[0];
  const isQuoted = text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}
