/** Values that people write where a secret belongs in real life. */
const plainPlaceholders: ReadonlySet<string> = new Set([
  "",
  "1",
  "0",
  "abc",
  "abc123",
  "admin",
  "bar",
  "baz",
  "default",
  "disabled",
  "empty",
  "enabled",
  "false",
  "foo",
  "guest",
  "hidden",
  "key",
  "local",
  "masked",
  "nil",
  "no",
  "none",
  "null",
  "off",
  "on",
  "pass",
  "passwd",
  "password",
  "private",
  "public",
  "qux",
  "removed",
  "root",
  "secret",
  "test",
  "token",
  "true",
  "undefined",
  "unset",
  "user",
  "username",
  "value",
  "yes",
]);

/** Words that mark a value as not meant. */
const placeholderWords =
  /example|change[-_ ]?me|change[-_ ]?it|placeholder|dummy|sample|redacted|replace|insert|your[-_ ]|[-_]here\b|fixme|todo|fake|mock|not[-_ ]?a[-_ ]?(?:real|secret)|n[o0][-_ ]?secret|build[-_ ]?time|deadbeef|0123456789|123456789|abcdefgh/i;

/**
 * Tells whether a value only stands for a secret: empty, a variable or template, one character repeated, or a word that
 * says so (`changeme`, `example`, `xxxx`, `<token>`).
 */
export function isPlaceholder(value: string): boolean {
  const bare = value.replaceAll(/^["']+|(?<!["'])["']+$/g, "").trim();
  if (plainPlaceholders.has(bare.toLowerCase())) return true;
  if (/[$`]|\{\{|<[^<>]*>|^%[^%]*%$|^\[.*\]$/.test(bare)) return true;
  if (/^(.)\1*$/.test(bare) || /x{4}|\*{3}|\.{3}|(.)\1{7}/i.test(bare)) return true;
  return placeholderWords.test(bare);
}
