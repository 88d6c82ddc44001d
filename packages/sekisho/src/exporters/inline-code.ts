/** A piece of a text for people: prose, or code that stood between backquotes. */
export interface TextPiece {
  readonly kind: "prose" | "code";
  readonly text: string;
}

/** Cuts a text at its backquoted parts. A backquote without partner is prose. */
export function splitInlineCode(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  while (from < text.length) {
    const open = text.indexOf("`", from);
    const close = open === -1 ? -1 : text.indexOf("`", open + 1);
    if (close === -1) break;
    if (open > from) pieces.push({ kind: "prose", text: text.slice(from, open) });
    if (close > open + 1) pieces.push({ kind: "code", text: text.slice(open + 1, close) });
    from = close + 1;
  }
  if (from < text.length) pieces.push({ kind: "prose", text: text.slice(from) });
  return pieces;
}
