/** A row with the line on which it starts, from 1. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What a reading of CSV obeys. */
export interface CsvSplitterSettings {
  readonly separator: "," | ";" | "\t";
  readonly onRow: (row: CsvRow) => void;
  /** Told when a quoted cell has no end, or a row passes the limit: nothing behind it is read. */
  readonly onProblem: (line: number, problem: "unclosed-quote" | "row-too-long") => void;
  readonly maxRowUnits: number;
}

type State = "start" | "plain" | "quoted" | "after-quote";

/**
 * Reads comma-separated values piece by piece. A quote inside of a plain cell is a character as any other, and so is what
 * stands between a closing quote and the separator. Rows without any character are passed over. Source: RFC 4180, and
 * its loose forms that spreadsheets write.
 */
export class CsvSplitter {
  readonly #settings: CsvSplitterSettings;
  #state: State = "start";
  #cells: string[] = [];
  #cell = "";
  #line = 1;
  #rowLine = 1;
  #rowUnits = 0;
  #isBroken = false;
  #endsWithReturn = false;

  constructor(settings: CsvSplitterSettings) {
    this.#settings = settings;
  }

  /** Reads the next part of the text. */
  write(piece: string): void {
    let at = 0;
    if (this.#endsWithReturn && piece.startsWith("\n")) at = 1;
    if (piece !== "") this.#endsWithReturn = false;
    while (at < piece.length && !this.#isBroken)
      at = this.#state === "quoted" ? this.#readQuoted(piece, at) : this.#readPlain(piece, at);
  }

  /** Says that the text ends here. */
  end(): void {
    if (this.#isBroken) return;
    if (this.#state === "quoted") this.#fail("unclosed-quote");
    else this.#closeRow();
  }

  #readQuoted(piece: string, from: number): number {
    const quote = piece.indexOf('"', from);
    const end = quote === -1 ? piece.length : quote;
    this.#keep(piece, from, end);
    if (quote === -1) return end;
    this.#state = "after-quote";
    return quote + 1;
  }

  #readPlain(piece: string, from: number): number {
    const character = piece[from] ?? "";
    if (character === '"' && this.#state === "start") {
      this.#state = "quoted";
      return from + 1;
    }
    if (character === '"' && this.#state === "after-quote") {
      this.#cell += '"';
      this.#state = "quoted";
      return from + 1;
    }
    const end = this.#findEnd(piece, from);
    this.#keep(piece, from, end);
    if (end > from) this.#state = "plain";
    const stop = piece[end];
    if (stop === undefined) return end;
    if (stop === this.#settings.separator) {
      this.#cells.push(this.#cell);
      this.#cell = "";
      this.#state = "start";
      this.#count(1);
      return end + 1;
    }
    this.#closeRow();
    if (stop === "\r") {
      if (end + 1 === piece.length) this.#endsWithReturn = true;
      else if (piece[end + 1] === "\n") return end + 2;
    }
    return end + 1;
  }

  #findEnd(piece: string, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const character = piece[at];
      if (character === this.#settings.separator || character === "\n" || character === "\r") return at;
    }
    return piece.length;
  }

  #count(units: number): void {
    this.#rowUnits += units;
    if (this.#rowUnits > this.#settings.maxRowUnits) this.#fail("row-too-long");
  }

  #keep(piece: string, start: number, end: number): void {
    this.#count(end - start);
    if (this.#isBroken) return;
    const part = piece.slice(start, end);
    this.#cell += part;
    if (this.#state === "quoted") for (const _ of part.matchAll(/\n/g)) this.#line++;
  }

  #closeRow(): void {
    if (this.#cells.length > 0 || this.#cell !== "" || this.#state === "after-quote") {
      this.#settings.onRow({ cells: [...this.#cells, this.#cell], line: this.#rowLine });
    }
    this.#line++;
    this.#rowLine = this.#line;
    this.#rowUnits = 0;
    this.#cells = [];
    this.#cell = "";
    this.#state = "start";
  }

  #fail(problem: "unclosed-quote" | "row-too-long"): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#settings.onProblem(this.#rowLine, problem);
  }
}
