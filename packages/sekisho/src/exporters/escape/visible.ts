/**
 * Characters that hide or reorder what stands beside them, as the inside of a character class: bidirectional controls
 * (Unicode 6.3 and the Trojan Source list), line and paragraph separators, invisible ones, tags, non-characters.
 * The joiners U+200C and U+200D stay: scripts and emoji need them.
 */
const hidingUnits = String.raw`\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff`;
const hiding = String.raw`${hidingUnits}\u{e0000}-\u{e007f}`;

/** Control characters and lone surrogates as ranges: for `\p{Cc}\p{Cs}` the tables of Unicode would have to be read. */
const unsafe = new RegExp(String.raw`[\u0000-\u001f\u007f-\u009f\ud800-\udfff${hiding}]`, "gu");

/** Unit by unit, where every surrogate counts: tells at once that a text holds none of the above. */
const perhapsUnsafe = new RegExp(String.raw`[\u0000-\u001f\u007f-\u009f\ud800-\udfff${hidingUnits}]`);

/** In JSON text, ASCII control characters are escaped already, or are the line ends between values. */
const unsafeInJson = new RegExp(String.raw`[\u007f-\u009f\ud800-\udfff${hiding}]`, "gu");

/** Unit by unit, where every surrogate counts: finds in a quarter of the time that a text holds none of the above. */
const perhapsUnsafeInJson = new RegExp(String.raw`[\u007f-\u009f\ud800-\udfff${hidingUnits}]`);

/** Shows what would act instead of being shown: U+001B becomes `\x1b`, U+202E becomes `\u202e`. Line ends too. */
export function showControls(text: string): string {
  if (!perhapsUnsafe.test(text)) return text;
  return text.replace(unsafe, (character) => asEscape(character.codePointAt(0) ?? 0));
}

/** Makes one line of prose: runs of blanks and line ends become one blank, other controls become visible. */
export function toOneLine(text: string): string {
  return showControls(text.replace(/[\t\n\r ]+/g, " ").trim());
}

/** What JSON or {@link escapeUnsafeInJson} writes in another way, unit by unit. */
const perhapsEscaped = new RegExp(String.raw`["\\\u0000-\u001f\u007f-\u009f\ud800-\udfff${hidingUnits}]`);

/** Writes a text as JSON that is safe to look at. Most texts need quotes only. */
export function quoteJson(text: string): string {
  return perhapsEscaped.test(text) ? escapeUnsafeInJson(JSON.stringify(text)) : `"${text}"`;
}

/** Escapes in JSON text what would hide or act when it is shown; it is read as the same value. */
export function escapeUnsafeInJson(text: string): string {
  return perhapsUnsafeInJson.test(text) ? text.replace(unsafeInJson, toJsonEscapes) : text;
}

function toJsonEscapes(character: string): string {
  let escaped = "";
  for (let unit = 0; unit < character.length; unit++) {
    escaped += `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}

function asEscape(codePoint: number): string {
  if (codePoint < 0x100) return `\\x${codePoint.toString(16).padStart(2, "0")}`;
  if (codePoint < 0x10000) return `\\u${codePoint.toString(16).padStart(4, "0")}`;
  return `\\u{${codePoint.toString(16)}}`;
}
