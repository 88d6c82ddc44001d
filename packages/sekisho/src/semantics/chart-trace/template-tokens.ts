import type { OffsetRange } from "../../model/source-text.ts";

/** A part of a template: text that is given out as it is, or an action between `{{` and `}}`. */
export interface TemplateToken extends OffsetRange {
  readonly kind: "text" | "action";
  /** The text; of an action what stands between its marks, without trim marks and blanks. */
  readonly text: string;
}

/**
 * Splits a Go template into its texts and actions. Source: text/template, "Actions": marks in strings do not end an action,
 * comments end at their own mark. An action that nothing ends reaches to the end of the text.
 */
export function splitTemplate(text: string): readonly TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{{", at);
    if (open === -1) break;
    if (open > at) tokens.push({ kind: "text", text: text.slice(at, open), start: at, end: open });
    const end = endOfAction(text, open + 2);
    tokens.push({ kind: "action", text: innerText(text.slice(open + 2, end)), start: open, end });
    at = end;
  }
  if (at < text.length) tokens.push({ kind: "text", text: text.slice(at), start: at, end: text.length });
  return tokens;
}

/** Gives the offset behind the `}}` that ends an action. */
function endOfAction(text: string, start: number): number {
  const content = text.startsWith("- ", start) ? start + 2 : start;
  if (text.startsWith("/*", content)) {
    const end = text.indexOf("*/", content + 2);
    return end === -1 ? text.length : behindMark(text, end + 2);
  }
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "}" && text[at + 1] === "}") return at + 2;
    if (character === '"' || character === "`" || character === "'") at = endOfString(text, at, character);
  }
  return text.length;
}

function behindMark(text: string, from: number): number {
  const end = text.indexOf("}}", from);
  return end === -1 ? text.length : end + 2;
}

/** Gives the offset of the quote that ends a string; of the line's last character where none does. */
function endOfString(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === quote) return at;
    if (character === "\\" && quote !== "`") at++;
    if (character === "\n" && quote !== "`") return at - 1;
  }
  return text.length;
}

function innerText(inner: string): string {
  let start = inner.startsWith("-") ? 1 : 0;
  let end = inner.endsWith("}}") ? inner.length - 2 : inner.length;
  if (end > start && inner[end - 1] === "-") end--;
  while (start < end && isBlank(inner[start])) start++;
  while (end > start && isBlank(inner[end - 1])) end--;
  return inner.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}
