/** How much of a source text a message quotes, in UTF-16 units. */
const maxQuotedLength = 60;

/** Gives a text from outside for a message: on one line, control and format characters replaced, cut when long. */
export function quote(text: string): string {
  const short = text.length > maxQuotedLength ? `${text.slice(0, maxQuotedLength)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}
