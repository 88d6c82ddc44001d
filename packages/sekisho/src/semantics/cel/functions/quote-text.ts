const escapes: ReadonlyMap<string, string> = new Map([
  ["\u0007", String.raw`\a`],
  ["\b", String.raw`\b`],
  ["\f", String.raw`\f`],
  ["\n", String.raw`\n`],
  ["\r", String.raw`\r`],
  ["\t", String.raw`\t`],
  ["\v", String.raw`\v`],
  ["\\", "\\\\"],
  ['"', String.raw`\"`],
]);

/** Puts a text between quotes, what cannot be seen escaped; half a surrogate pair becomes U+FFFD. */
export function quoteText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  const escaped = text.toWellFormed().replaceAll(/[\u0007\b\f\n\r\t\v\\"]/g, (letter) => escapes.get(letter) ?? letter);
  return `"${escaped}"`;
}
