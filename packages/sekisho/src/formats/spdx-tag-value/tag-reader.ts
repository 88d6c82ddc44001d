/** One tag with its value. */
export interface TagLine {
  readonly tag: string;
  /** Without `<text>` around it. */
  readonly value: string;
  /** From 1; of a value over several lines the first. */
  readonly line: number;
}

/** What a reading obeys. */
export interface TagReaderSettings {
  readonly onTag: (line: TagLine) => void;
  /** Told of lines that are neither a tag nor a comment, and of a text that never ends. */
  readonly onProblem: (problem: { readonly line: number; readonly got: string; readonly isEnd: boolean }) => void;
  /** Of longer values the rest is passed over. */
  readonly maxValueUnits: number;
}

const tagPattern = /^\s*([A-Za-z][A-Za-z0-9]{0,60})\s*:\s?/;
const textStart = "<text>";
const textEnd = "</text>";

interface OpenText {
  readonly tag: string;
  readonly line: number;
  readonly parts: string[];
  units: number;
}

/** Reads a tag-value document piece by piece, line by line. Source: SPDX 2.3, clause 4.5 and annex on tag-value. */
export class TagReader {
  readonly #settings: TagReaderSettings;
  #rest = "";
  #line = 0;
  /** A value in `<text>` that goes on over the next lines. */
  #open: OpenText | undefined;

  constructor(settings: TagReaderSettings) {
    this.#settings = settings;
  }

  /** Reads the next part of the text. */
  write(piece: string): void {
    const text = this.#rest + piece;
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#readLine(text.slice(start, text.charCodeAt(end - 1) === 0x0d && end > start ? end - 1 : end));
      start = end + 1;
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > this.#settings.maxValueUnits)
      this.#rest = this.#rest.slice(0, this.#settings.maxValueUnits);
  }

  /** Says that the document ends here. */
  end(): void {
    if (this.#rest !== "") this.#readLine(this.#rest);
    this.#rest = "";
    if (this.#open === undefined) return;
    this.#settings.onProblem({ line: this.#open.line, got: this.#open.tag, isEnd: true });
  }

  #readLine(line: string): void {
    this.#line++;
    if (this.#open !== undefined) {
      this.#readText(this.#open, line);
      return;
    }
    const found = tagPattern.exec(line);
    const tag = found?.[1];
    if (found === null || tag === undefined) {
      const trimmed = line.trim();
      if (trimmed === "" || trimmed.startsWith("#")) return;
      this.#settings.onProblem({ line: this.#line, got: trimmed.slice(0, 80), isEnd: false });
      return;
    }
    const value = line.slice(found[0].length);
    if (!value.trimStart().startsWith(textStart)) {
      this.#settings.onTag({ tag, value: value.trim(), line: this.#line });
      return;
    }
    this.#open = { tag, line: this.#line, parts: [], units: 0 };
    this.#readText(this.#open, value.slice(value.indexOf(textStart) + textStart.length));
  }

  #readText(open: OpenText, line: string): void {
    const end = line.indexOf(textEnd);
    const part = end === -1 ? line : line.slice(0, end);
    open.units += part.length + 1;
    if (open.units <= this.#settings.maxValueUnits) open.parts.push(part);
    if (end === -1) return;
    this.#open = undefined;
    this.#settings.onTag({ tag: open.tag, value: open.parts.join("\n"), line: open.line });
  }
}
