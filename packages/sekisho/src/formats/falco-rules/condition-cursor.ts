import type { Text } from "../../model/text.ts";

/** A place in a condition's text, and the tokens of the language. Words are walked by hand: texts may be of any length. */
export class ConditionCursor {
  readonly text: string;
  at = 0;
  depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Passes blanks; says whether there were any. */
  skipBlanks(): boolean {
    const start = this.at;
    while (isBlank(this.text.charCodeAt(this.at))) this.at += 1;
    return this.at > start;
  }

  /** Takes a text when it comes next. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes a word when it comes next as a whole. */
  takeWord(word: string): boolean {
    if (!this.text.startsWith(word, this.at) || isWordUnit(this.text.charCodeAt(this.at + word.length))) return false;
    this.at += word.length;
    return true;
  }

  /** Takes a name: a letter, then letters, digits and underscores; empty when there is none. */
  takeName(): string {
    const start = this.at;
    if (!isLetter(this.text.charCodeAt(start))) return "";
    while (isWordUnit(this.text.charCodeAt(this.at))) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** Takes a field's name: two names or more with points between them; empty, and nothing taken, when there is none. */
  takeFieldName(): string {
    const start = this.at;
    let parts = this.takeName() === "" ? 0 : 1;
    while (parts > 0 && this.text[this.at] === "." && isLetter(this.text.charCodeAt(this.at + 1))) {
      this.at += 1;
      this.takeName();
      parts += 1;
    }
    if (parts >= 2) return this.text.slice(start, this.at);
    this.at = start;
    return "";
  }

  /** Takes units up to one that ends a bare text; empty when there is none. */
  takeUntil(isEnd: (unit: number) => boolean): string {
    const start = this.at;
    while (!this.isAtEnd && !isEnd(this.text.charCodeAt(this.at))) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** Takes a text in quotes; `undefined`, and nothing taken, when there is none or its end is missing. */
  takeQuoted(): string | undefined {
    const delimiter = this.text[this.at];
    if (delimiter !== '"' && delimiter !== "'") return undefined;
    const parts: string[] = [];
    let from = this.at + 1;
    for (let at = from; at < this.text.length; at += 1) {
      const unit = this.text[at];
      if (unit === delimiter) {
        parts.push(this.text.slice(from, at));
        this.at = at + 1;
        return parts.join("");
      }
      if (unit !== "\\" || at + 1 >= this.text.length) continue;
      parts.push(this.text.slice(from, at), unescaped(this.text.charAt(at + 1), delimiter));
      at += 1;
      from = at + 1;
    }
    return undefined;
  }

  /** Ends the reading of the condition. */
  fail(expected: Text, start: number = this.at, end: number = this.endOfToken(start)): never {
    throw new ConditionSyntaxError(expected, { start, end });
  }

  /** Where what stands at an offset ends: a message quotes it. */
  endOfToken(start: number): number {
    let end = start;
    while (end < this.text.length && end < start + 60 && !endsBareText(this.text.charCodeAt(end))) end += 1;
    return Math.min(this.text.length, Math.max(end, start + 1));
  }
}

/** Ends the reading of one condition; never leaves the parser. */
export class ConditionSyntaxError extends Error {
  readonly expected: Text;
  readonly range: { readonly start: number; readonly end: number };

  constructor(expected: Text, range: { readonly start: number; readonly end: number }) {
    super(expected.en);
    this.expected = expected;
    this.range = range;
  }
}

/** What a backslash and a letter stand for: the escapes of C, the quote itself, else both. */
function unescaped(letter: string, delimiter: string): string {
  if (letter === delimiter || letter === "\\") return letter;
  return escapes.get(letter) ?? `\\${letter}`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["'", "'"],
]);

/** Says whether a unit is a blank: what separates the words of a condition. */
export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d || unit === 0x08;
}

/** Says whether a unit ends a text without quotes. */
export function endsBareText(unit: number): boolean {
  if (isBlank(unit)) return true;
  return unit === 0x28 || unit === 0x29 || unit === 0x22 || unit === 0x27 || unit === 0x3d || unit === 0x2c;
}

/** Says whether a unit ends a field's argument without quotes. */
export function endsBareArgument(unit: number): boolean {
  return isBlank(unit) || unit === 0x5b || unit === 0x5d || unit === 0x22 || unit === 0x27;
}

function isLetter(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

function isWordUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f;
}
