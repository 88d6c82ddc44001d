import { problemAt, type SyntaxProblem } from "../../model/syntax-problem.ts";
import type { Text } from "../../model/text.ts";

/** Leaves the reading of one statement; caught by the reader of statements, which goes on behind it. */
export class TomlTrouble extends Error {
  readonly problem: SyntaxProblem;

  constructor(problem: SyntaxProblem) {
    super(problem.expected.en);
    this.problem = problem;
  }
}

/** A place in a TOML text that moves on. */
export class TomlCursor {
  readonly text: string;
  at: number;
  #countedTo = 0;
  #line = 1;

  constructor(text: string) {
    this.text = text;
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  /** Gives the line of the place, from 1. Counts on from the last call. */
  line(): number {
    if (this.at < this.#countedTo) {
      this.#countedTo = 0;
      this.#line = 1;
    }
    for (let next = this.text.indexOf("\n", this.#countedTo); next !== -1 && next < this.at; ) {
      this.#line += 1;
      this.#countedTo = next + 1;
      next = this.text.indexOf("\n", this.#countedTo);
    }
    return this.#line;
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Gives the character here, the empty text at the end. */
  peek(): string {
    return this.text[this.at] ?? "";
  }

  startsWith(part: string): boolean {
    return this.text.startsWith(part, this.at);
  }

  /** Steps over a part when it stands here. */
  take(part: string): boolean {
    if (!this.startsWith(part)) return false;
    this.at += part.length;
    return true;
  }

  /** Steps over spaces and tabs. */
  skipBlanks(): void {
    while (this.peek() === " " || this.peek() === "\t") this.at += 1;
  }

  /** Steps over spaces, line ends and comments. */
  skipBlanksAndLines(): void {
    for (;;) {
      this.skipBlanks();
      if (this.peek() === "#") this.skipComment();
      if (!this.take("\n") && !this.take("\r\n")) return;
    }
  }

  /** Steps to the end of a line that holds nothing more than a comment. */
  endLine(): void {
    this.skipBlanks();
    if (this.peek() === "#") this.skipComment();
    if (this.isAtEnd() || this.take("\n") || this.take("\r\n")) return;
    this.fail({ en: "the end of the line", ja: "行末" });
  }

  /** Steps behind the next line end, whatever stands before it. */
  skipLine(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end === -1 ? this.text.length : end + 1;
  }

  /** Throws a `TomlTrouble` that names what should stand here. */
  fail(expected: Text, at: number = this.at): never {
    throw new TomlTrouble(problemAt(this.text, at, expected));
  }

  private skipComment(): void {
    const found = this.text.indexOf("\n", this.at);
    const end = found === -1 ? this.text.length : found;
    const stop = this.text[end - 1] === "\r" && found !== -1 ? end - 1 : end;
    const control = controlCharacter.exec(this.text.slice(this.at, stop));
    if (control !== null) {
      this.fail(
        { en: "a comment without control characters", ja: "制御文字を含まないコメント" },
        this.at + control.index,
      );
    }
    this.at = stop;
  }
}

// oxlint-disable-next-line no-control-regex -- TOML forbids exactly these in comments
const controlCharacter = /[\u0000-\u0008\u000A-\u001F\u007F]/;
