import { splitInlineCode } from "../inline-code.ts";
import { toOneLine } from "./visible.ts";

/** An invisible character that keeps GitHub from seeing a mention, an issue number or an address. */
const breaker = "&#8203;";

/**
 * Makes a text from outside plain in GitHub flavoured Markdown, on one line: no markup, no HTML, no table cell end,
 * no mention (`@team`), no issue link (`#1`), no automatic link. Never put it at the start of a line, where `-` and
 * `1.` begin lists.
 */
export function escapeMarkdown(text: string): string {
  return escapeMarkup(toOneLine(text))
    .replace(/#(?=\d)/g, `#${breaker}`)
    .replace(/@/g, `@${breaker}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1-${breaker}`)
    .replace(/:\/\//g, `:${breaker}//`)
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}${breaker}.`);
}

/** Makes a text plain as `escapeMarkdown` does, but shows its backquoted parts as code. */
export function markdownProse(text: string): string {
  return splitInlineCode(text)
    .map((piece) => (piece.kind === "code" ? markdownCode(piece.text) : escapeKeepingBlanks(piece.text)))
    .join("");
}

/** Makes a text plain outside of tables, with its backquoted parts as Markdown's own code spans. */
export function markdownSentence(text: string): string {
  return splitInlineCode(text)
    .map((piece) => (piece.kind === "code" ? `\`${toOneLine(piece.text)}\`` : escapeKeepingBlanks(piece.text)))
    .join("");
}

/** Gives a text as code, in a table cell or in a sentence. GitHub looks for no mentions in it. */
export function markdownCode(text: string): string {
  const plain = escapeMarkup(toOneLine(text)).replace(/:\/\//g, `:${breaker}//`);
  return `<code>${plain.replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}${breaker}.`)}</code>`;
}

/** A piece of a sentence keeps one blank at its ends. */
function escapeKeepingBlanks(text: string): string {
  const start = /^\s/.test(text) ? " " : "";
  const end = /\s$/.test(text) && text.trim() !== "" ? " " : "";
  return start + escapeMarkdown(text) + end;
}

function escapeMarkup(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]#|~$]/g, (character) => `\\${character}`);
}
