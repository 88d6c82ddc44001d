const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};

const escapePattern =
  /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|c([\s\S])|([abeEfnrtv\\'"?]))/g;

/**
 * Resolves the escapes of `$'…'`, given what stands between the quotes. An unknown escape stays as written.
 *
 * Source: Bash Reference Manual, "ANSI-C Quoting".
 */
export function resolveAnsiC(written: string): string {
  if (!written.includes("\\")) return written;
  return written.replace(escapePattern, (...groups: readonly string[]) => {
    const [match = "", octal, hexadecimal, short, long, control, simple] = groups;
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);
    if (simple !== undefined) return simpleEscapes[simple] ?? match;
    const point = Number.parseInt(hexadecimal ?? short ?? long ?? "", 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : match;
  });
}
