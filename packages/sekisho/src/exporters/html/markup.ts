import { escapeHtml } from "../escape/html.ts";
import { splitInlineCode } from "../inline-code.ts";

/** Writes a text for people: escaped, with its backquoted parts as code, line ends as blanks. */
export function proseHtml(text: string): string {
  return splitInlineCode(text.replace(/[\t\n\r ]+/g, " "))
    .map((piece) => (piece.kind === "code" ? codeHtml(piece.text) : escapeHtml(piece.text)))
    .join("");
}

/** Writes a text as code. */
export function codeHtml(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** Gives an address for a link when it is a plain web address; anything else is no link. */
export function webAddress(address: string | undefined): string | undefined {
  if (address === undefined || !/^https?:\/\/[^\s"'<>]+$/i.test(address)) return undefined;
  return escapeHtml(address);
}

/** Writes a source of a rule: its web address, if it ends with one, becomes a link. */
export function sourceHtml(source: string): string {
  const at = source.search(/https?:\/\/\S+$/);
  const address = at === -1 ? undefined : webAddress(source.slice(at));
  if (address === undefined) return escapeHtml(source);
  return `${escapeHtml(source.slice(0, at))}<a href="${address}" rel="noreferrer">${address}</a>`;
}
