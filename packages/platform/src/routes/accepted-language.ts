/** Tells whether a caller reads Japanese rather than English, by the first language of `Accept-Language`. */
export function isJapanese(acceptLanguage: string | undefined): boolean {
  return /^\s{0,8}ja\b/i.test(acceptLanguage ?? "");
}
