import type { ShellWord, WordPart } from "./syntax.ts";

/**
 * Gives what the word is when the program sees it, quotes and escapes resolved; `undefined` when that depends on the time
 * of running: it holds an expansion or a pattern.
 */
export function literalOf(word: ShellWord): string | undefined {
  let text = "";
  for (const part of word.parts) {
    const piece = literalOfPart(part);
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}

function literalOfPart(part: WordPart): string | undefined {
  switch (part.kind) {
    case "literal":
    case "single-quoted":
      return part.text;
    case "double-quoted":
      return literalOf({ parts: part.parts, start: part.start, end: part.end });
    default:
      return undefined;
  }
}

/**
 * Gives the word as the program sees it, as far as it is known: quotes and escapes resolved, parameters as `${NAME}`,
 * substitutions as `$(…)`, arithmetic as `$((…))`, patterns and braces as written.
 */
export function printWord(word: ShellWord): string {
  return printParts(word.parts);
}

function printParts(parts: readonly WordPart[]): string {
  let text = "";
  for (const part of parts) text += printPart(part);
  return text;
}

function printPart(part: WordPart): string {
  switch (part.kind) {
    case "literal":
    case "single-quoted":
    case "glob":
    case "brace-expansion":
      return part.text;
    case "double-quoted":
      return printParts(part.parts);
    case "parameter":
      return `\${${part.name}}`;
    case "command-substitution":
      return "$(…)";
    case "arithmetic-expansion":
      return "$((…))";
    case "process-substitution":
      return "<(…)";
    case "array":
      return `(${part.elements.map(printWord).join(" ")})`;
  }
}
