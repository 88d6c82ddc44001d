import { resolveScalar } from "../../formats/yaml-source/resolve-scalar.ts";
import type { ScalarStyle } from "../../formats/yaml-source/syntax.ts";

/** Characters that mean something at the begin of a plain scalar. */
const indicators = "-?:,[]{}#&*!|>'\"%@`=<~";

/** Digits with colons are numbers of base 60 to some readers, dates are times to others, `0o17` a number to all but ours. */
const ambiguous = /^[-+]?\d{1,400}(?::\d{1,400}){1,9}(?:\.\d{0,400})?$|^\d{4}-\d{1,2}-\d{1,2}/;

/** How a text may be written. */
export interface ScalarPlace {
  /** In brackets, where commas and brackets end a plain scalar. */
  readonly isFlow: boolean;
  /** The file's own quotes. */
  readonly quote: '"' | "'";
  /** How the value was written that this one replaces. */
  readonly before?: ScalarStyle;
  /** Texts and keys always stand in double quotes. */
  readonly isJson: boolean;
}

/** Writes a plain value so that it reads as that very value. */
export function renderScalar(value: string | number | boolean | null, place: ScalarPlace): string {
  if (typeof value !== "string") return value === null ? "null" : String(value);
  if (place.isJson) return quoteDouble(value);
  const wasQuoted = place.before === "single" || place.before === "double";
  if (!wasQuoted && isPlain(value, place.isFlow)) return value;
  const wanted = wasQuoted ? place.before : styleOf(place.quote);
  return wanted === "single" && isPrintable(value) ? `'${value.replaceAll("'", "''")}'` : quoteDouble(value);
}

function styleOf(quote: ScalarPlace["quote"]): ScalarStyle {
  return quote === "'" ? "single" : "double";
}

function isPlain(text: string, isFlow: boolean): boolean {
  if (text === "" || text.length > 500 || typeof resolveScalar(text) !== "string" || ambiguous.test(text)) return false;
  if (!isPrintable(text) || text.trim() !== text || text.startsWith("---") || text.startsWith("...")) return false;
  // A dash, question mark or colon in front of a character begins a text; not worth the doubt of the next reader.
  if (indicators.includes(text.charAt(0)) || text.endsWith(":")) return false;
  if (/:[ \t]|[ \t]#/.test(text) || text.includes("{{")) return false;
  return !isFlow || !/[,[\]{}?:]/.test(text);
}

function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(text);
}

/** JSON's escapes are YAML's, too. Source: YAML 1.2, section 5.7. */
function quoteDouble(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escapeUnit);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
