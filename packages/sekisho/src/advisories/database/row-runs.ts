import { ByteWriter } from "./byte-writer.ts";
import { NumberList, orderByKey } from "./number-list.ts";
import type { Scratch } from "./scratch.ts";

/** The place of every name and of every advisory in the order of their texts, by number. */
export interface RowOrder {
  readonly names: Uint32Array;
  readonly advisories: Uint32Array;
}

/** A row that comes back; its bytes hold until the next one is asked for. */
export interface OrderedRow {
  readonly name: number;
  readonly advisory: number;
  readonly bytes: Buffer;
}

const headBytes = 12;
const readBytes = 256 * 1024;

/**
 * Orders rows of which there may be more than memory holds: what was gathered is written to a scratch as an ordered run
 * from time to time, and the runs are merged when all have come.
 */
export class RowRuns {
  readonly #scratch: Scratch;
  readonly #bytes = new ByteWriter(4096);
  readonly #names = new NumberList();
  readonly #advisories = new NumberList();
  readonly #ends = new NumberList();
  readonly #runs: { readonly start: number; readonly length: number }[] = [];

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  /** Memory that the rows take which are in no run yet. */
  get heldBytes(): number {
    return this.#bytes.length + this.#ends.length * headBytes;
  }

  add(name: number, advisory: number, write: (writer: ByteWriter) => void): void {
    write(this.#bytes);
    this.#names.push(name);
    this.#advisories.push(advisory);
    this.#ends.push(this.#bytes.length);
  }

  /** Writes what is held as a run. An order of later, with more names between, has these rows in the same order. */
  spill(order: RowOrder): void {
    const chunk = new ByteWriter(readBytes);
    let start: number | undefined;
    let length = 0;
    const put = (): void => {
      const at = this.#scratch.append(chunk.view());
      start ??= at;
      length += chunk.length;
      chunk.clear();
    };
    for (const { name, advisory, bytes } of this.#held(order)) {
      if (chunk.length + headBytes + bytes.length > readBytes) put();
      chunk.fixed32(name);
      chunk.fixed32(advisory);
      chunk.fixed32(bytes.length);
      chunk.bytes(bytes);
    }
    put();
    this.#runs.push({ start: start ?? 0, length });
    this.#bytes.shrink();
    for (const list of [this.#names, this.#advisories, this.#ends]) list.clear();
  }

  /** Gives all rows by name, then by advisory, then as they came. */
  *ordered(order: RowOrder): Generator<OrderedRow> {
    const runs = [...this.#runs.map((run) => readRun(this.#scratch, run)), this.#held(order)];
    const heads = runs.map((run) => run.next());
    const keyOf = ({ name, advisory }: OrderedRow): number =>
      (order.names[name] ?? 0) * order.advisories.length + (order.advisories[advisory] ?? 0);
    const keys = heads.map((head) => (head.done === true ? Number.POSITIVE_INFINITY : keyOf(head.value)));
    for (;;) {
      let least = 0;
      // The earlier run goes first where two are alike.
      for (let at = 1; at < keys.length; at++) if ((keys[at] ?? 0) < (keys[least] ?? 0)) least = at;
      const head = heads[least];
      if (head === undefined || head.done === true) return;
      yield head.value;
      const next = runs[least]?.next() ?? { done: true, value: undefined };
      heads[least] = next;
      keys[least] = next.done === true ? Number.POSITIVE_INFINITY : keyOf(next.value);
    }
  }

  *#held(order: RowOrder): Generator<OrderedRow> {
    const names = this.#names.view();
    const advisories = this.#advisories.view();
    const asTheyCame = Uint32Array.from({ length: names.length }, (_none, row) => row);
    const byAdvisory = orderByKey(
      asTheyCame,
      (row) => order.advisories[advisories[row] ?? 0] ?? 0,
      order.advisories.length,
    );
    const rows = orderByKey(byAdvisory, (row) => order.names[names[row] ?? 0] ?? 0, order.names.length);
    const bytes = this.#bytes.view();
    for (const row of rows) {
      yield {
        name: names[row] ?? 0,
        advisory: advisories[row] ?? 0,
        bytes: bytes.subarray(row === 0 ? 0 : this.#ends.at(row - 1), this.#ends.at(row)),
      };
    }
  }
}

/** Gives the rows of a run, reading a piece of it at a time. */
function* readRun(
  scratch: Scratch,
  { start, length }: { readonly start: number; readonly length: number },
): Generator<OrderedRow> {
  let piece: Buffer = Buffer.alloc(0);
  let at = 0;
  let pieceStart = 0;
  /** Sees to it that so many bytes lie in the piece behind `at`. */
  const need = (bytes: number): void => {
    if (at + bytes <= piece.length) return;
    pieceStart += at;
    piece = scratch.read(start + pieceStart, Math.min(Math.max(bytes, readBytes), length - pieceStart));
    at = 0;
  };
  while (pieceStart + at < length) {
    need(headBytes);
    const name = piece.readUInt32LE(at);
    const advisory = piece.readUInt32LE(at + 4);
    const size = piece.readUInt32LE(at + 8);
    need(headBytes + size);
    yield { name, advisory, bytes: piece.subarray(at + headBytes, at + headBytes + size) };
    at += headBytes + size;
  }
}
