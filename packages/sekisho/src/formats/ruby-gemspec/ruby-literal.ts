/** The value of a Ruby expression that needs no program to know it. */
export type RubyLiteral = string | readonly string[];

/** A literal with the offset behind it. */
export interface ReadLiteral {
  /** Left out when an expression stands there that only a program could evaluate. */
  readonly value?: RubyLiteral;
  readonly end: number;
}

const brackets: Readonly<Record<string, string>> = { "<": ">", "(": ")", "[": "]", "{": "}" };
const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", e: "\u001B", s: " ", 0: "\0" };
const wrapperPattern = /Gem::(?:Version|Requirement)\.new\s*\(?\s*/y;
const suffixPattern = /\s*\)?\s*(?:\.(?:freeze|dup|to_s|strip)\b(?:\(\))?)*/y;
const spacePattern = /(?:\s|#(?!\{)[^\n]*\n|,)*/y;
const percentPattern = /%([qQwW]?)([<([{|!/])/y;
/** Texts in one list; a list in a text of a list could otherwise be read very many times. */
const maxElements = 100;
const maxArguments = 8;
/** Characters of one text: names, versions and licences are short, descriptions are not asked for. */
const maxTextLength = 512;

/** Reads a text, a list of texts, or a version made of a text, from an offset of a Ruby program. Nothing is evaluated. */
export function readLiteral(text: string, start: number): ReadLiteral {
  const at = match(wrapperPattern, text, start)?.end ?? start;
  if (text.charAt(at) === "[") return readList(text, at + 1);
  const read = readString(text, at);
  if (read.value === undefined) return read;
  return { value: read.value, end: match(suffixPattern, text, read.end)?.end ?? read.end };
}

/** Reads literals with commas between them, up to what is none. */
export function readArguments(text: string, start: number): readonly RubyLiteral[] {
  const values: RubyLiteral[] = [];
  let at = start;
  while (at < text.length && values.length < maxArguments) {
    const { value, end } = readLiteral(text, at);
    if (value === undefined) break;
    values.push(value);
    const comma = match(/\s*,\s*/y, text, end);
    if (comma === undefined) break;
    at = comma.end;
  }
  return values;
}

function readList(text: string, start: number): ReadLiteral {
  const values: string[] = [];
  let at = match(spacePattern, text, start)?.end ?? start;
  while (text.charAt(at) !== "]") {
    const { value, end } = text.charAt(at) === "[" ? { end: at } : readLiteral(text, at);
    if (typeof value !== "string" || values.length === maxElements) return { end };
    values.push(value);
    at = match(spacePattern, text, end)?.end ?? end;
  }
  return { value: values, end: match(suffixPattern, text, at + 1)?.end ?? at + 1 };
}

function readString(text: string, at: number): ReadLiteral {
  const quote = text.charAt(at);
  if (quote === "'" || quote === '"') return readQuoted(text, { at: at + 1, close: quote, isRaw: quote === "'" });
  const percent = match(percentPattern, text, at);
  const [, kind = "", open = ""] = percent?.groups ?? [];
  if (percent === undefined) return { end: at };
  const isRaw = kind === "q" || kind === "w";
  const read = readQuoted(text, { at: percent.end, close: brackets[open] ?? open, isRaw });
  if (kind.toLowerCase() !== "w" || typeof read.value !== "string") return read;
  return { value: read.value.split(/\s+/).filter((word) => word !== ""), end: read.end };
}

function readQuoted(
  text: string,
  { at: start, close, isRaw }: { readonly at: number; readonly close: string; readonly isRaw: boolean },
): ReadLiteral {
  const parts: string[] = [];
  let from = start;
  const stop = Math.min(text.length, start + maxTextLength);
  for (let at = start; at < stop; at += 1) {
    const character = text.charAt(at);
    if (character === close) return { value: parts.join("") + text.slice(from, at), end: at + 1 };
    if (!isRaw && character === "#" && text.charAt(at + 1) === "{") return { end: at };
    if (character !== "\\") continue;
    const next = text.charAt(at + 1);
    parts.push(text.slice(from, at), isRaw ? unescapeRaw(next, close) : (escapes[next] ?? next));
    at += 1;
    from = at + 1;
  }
  return { end: stop };
}

/** Between single quotes a back slash stays, but before itself and before the end of the text. */
function unescapeRaw(next: string, close: string): string {
  return next === "\\" || next === close ? next : `\\${next}`;
}

interface PatternMatch {
  readonly groups: readonly string[];
  readonly end: number;
}

function match(pattern: RegExp, text: string, at: number): PatternMatch | undefined {
  pattern.lastIndex = at;
  const groups = pattern.exec(text);
  return groups === null ? undefined : { groups, end: pattern.lastIndex };
}
