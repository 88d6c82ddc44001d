import type { OffsetRange } from "../../model/source-text.ts";
import type { YamlProblemCode } from "./syntax.ts";

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const blank = 0x20;
const hash = 0x23;

/** What stands behind the last character. */
const endOfText = -1;

/** Ends the reading of one document; never leaves the parser. */
export class YamlSyntaxError extends Error {
  readonly code: YamlProblemCode;
  readonly range: OffsetRange;

  constructor(code: YamlProblemCode, range: OffsetRange) {
    super(code);
    this.code = code;
    this.range = range;
  }
}

/** Tells whether a character is a blank, a line end or the end of the text. */
export function isBlankOrEnd(unit: number): boolean {
  if (unit > blank) return false;
  return unit === blank || unit === lineFeed || unit === tab || unit === carriageReturn || unit === endOfText;
}

/** Tells whether a character is one of `,[]{}`. */
export function isFlowIndicator(unit: number): boolean {
  return unit === 0x2c || unit === 0x5b || unit === 0x5d || unit === 0x7b || unit === 0x7d;
}

/** A place in the text of one document; what knows of lines and blanks, and of nothing else. */
export class YamlCursor {
  readonly text: string;
  /** Where the document ends; the text may go on. */
  readonly end: number;
  at: number;
  lineStart: number;
  /** Where the first token of a line was last found. */
  #freshAt = -1;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.end = end;
    this.at = start;
    this.lineStart = start;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** Whether the cursor stands at the first token of a line: only there a block may begin. */
  get isFresh(): boolean {
    return this.#freshAt === this.at;
  }

  /** Notes that what comes next is the first of its line, whatever stands in front of it. */
  refresh(): void {
    this.#freshAt = this.at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** The character at the cursor, or some way behind it; negative behind the end. */
  unit(ahead = 0): number {
    const at = this.at + ahead;
    return at < this.end ? this.text.charCodeAt(at) : endOfText;
  }

  /** Tells whether an indicator stands here: a character that a blank or the end of the line follows. */
  isIndicator(unit: number): boolean {
    return this.unit() === unit && isBlankOrEnd(this.unit(1));
  }

  /**
   * Skips blanks, comments and line ends. Behind quotes and brackets a comment needs no blank before it, as in go-yaml.
   *
   * @param isBlock Where blocks are read: a tab at the begin of a line then is an error.
   */
  skip(isBlock: boolean): void {
    let isFresh = this.isFresh;
    for (;;) {
      this.skipBlanks(isBlock && isFresh);
      const unit = this.unit();
      if (unit === hash) this.skipToLineEnd();
      else if (unit === carriageReturn || unit === lineFeed) {
        this.takeLineEnd();
        isFresh = true;
      } else {
        if (isFresh) this.refresh();
        return;
      }
    }
  }

  /** Skips blanks on this line. */
  skipBlanks(refusesTabs = false): void {
    const { text, end } = this;
    let { at } = this;
    for (; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === blank) continue;
      if (unit !== tab) break;
      if (refusesTabs) this.fail("tab-indentation", at, at + 1);
    }
    this.at = at;
  }

  /** Goes behind a line end. */
  takeLineEnd(): void {
    if (this.unit() === carriageReturn) this.at += 1;
    if (this.unit() === lineFeed) this.at += 1;
    this.lineStart = this.at;
  }

  skipToLineEnd(): void {
    this.at = this.lineEnd();
  }

  /** Where this line ends: in front of its line end. */
  lineEnd(): number {
    const found = this.text.indexOf("\n", this.at);
    if (found === -1 || found >= this.end) return this.end;
    return found > this.at && this.text.charCodeAt(found - 1) === carriageReturn ? found - 1 : found;
  }

  fail(code: YamlProblemCode, start = this.at, end = Math.max(start, Math.min(this.lineEnd(), start + 80))): never {
    throw new YamlSyntaxError(code, { start, end });
  }
}
