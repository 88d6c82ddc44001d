const pieceUnits = 65_536;

/** Texts without line ends, kept as bytes: many of them cost the garbage collector nothing. */
export class TextList {
  readonly #pieces: Buffer[] = [];
  #lines = "";
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** Appends a text. A line end in it is taken away. */
  push(text: string): void {
    this.#lines += `${text.includes("\n") ? text.replaceAll("\n", "") : text}\n`;
    this.#size++;
    if (this.#lines.length < pieceUnits) return;
    this.#pieces.push(Buffer.from(this.#lines, "utf8"));
    this.#lines = "";
  }

  /** Gives every text, in the order they came. */
  *[Symbol.iterator](): Generator<string> {
    for (const piece of this.#pieces) yield* linesOf(piece.toString("utf8"));
    yield* linesOf(this.#lines);
  }
}

function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
}
