import type { ShellWord, WordPart } from "../../formats/shell/syntax.ts";

/** Gives the literal text of a word, in quotes or not; what is expanded is left out. */
export function literalPieces(word: ShellWord): string {
  return piecesOf(word.parts);
}

function piecesOf(parts: readonly WordPart[]): string {
  let text = "";
  for (const part of parts) {
    if (part.kind === "literal" || part.kind === "single-quoted" || part.kind === "glob") text += part.text;
    else if (part.kind === "double-quoted") text += piecesOf(part.parts);
  }
  return text;
}
