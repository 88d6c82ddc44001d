import { soundValue } from "../../formats/json-stream/value-expectations.ts";
import type { PieceReader, RecordSink } from "./record-reader.ts";
import type { RecordSpan } from "./record-spans.ts";

/** Makes a reader that hands over the records whose places are known, in the order of the document. */
export function readSpans(spans: Iterator<RecordSpan>, sink: RecordSink): PieceReader {
  return new SpanReader(spans, sink);
}

class SpanReader implements PieceReader {
  readonly #spans: Iterator<RecordSpan>;
  readonly #sink: RecordSink;
  #span: RecordSpan | undefined;
  /** Bytes of the span from the pieces before. */
  #parts: Buffer[] = [];
  #offset = 0;

  constructor(spans: Iterator<RecordSpan>, sink: RecordSink) {
    this.#spans = spans;
    this.#sink = sink;
    this.#next();
  }

  write(piece: Uint8Array): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const end = this.#offset + bytes.length;
    while (this.#span !== undefined && this.#span.start < end) {
      const from = Math.max(0, this.#span.start - this.#offset);
      const to = this.#span.start + this.#span.length - this.#offset;
      if (to > bytes.length) {
        // The piece may be written over once the caller has it back.
        this.#parts.push(Buffer.from(bytes.subarray(from)));
        break;
      }
      this.#hand(this.#span, this.#textOf(bytes, from, to));
      this.#next();
    }
    this.#offset = end;
  }

  /** A document that has become shorter since its places were told has lost the rest. */
  end(): void {
    for (; this.#span !== undefined; this.#next()) this.#tell(this.#span);
  }

  #textOf(bytes: Buffer, from: number, to: number): string {
    if (this.#parts.length === 0) return bytes.toString("utf8", from, to);
    return Buffer.concat([...this.#parts, bytes.subarray(from, to)]).toString("utf8");
  }

  #hand(span: RecordSpan, text: string): void {
    const { pattern, pointer, indices } = span;
    const parsed = parse(text);
    if (parsed === undefined) this.#tell(span);
    else this.#sink.onRecord({ value: parsed, pattern, pointer, indices });
  }

  #tell({ pointer, start }: RecordSpan): void {
    this.#sink.onProblem({ pointer, offset: start, expected: soundValue, isEnd: false });
  }

  #next(): void {
    this.#parts = [];
    const next = this.#spans.next();
    this.#span = next.done === true ? undefined : next.value;
  }
}

/** Gives the value; `undefined`, which is no JSON value, when the text is none. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Whoever asks says where.
    return undefined;
  }
}
