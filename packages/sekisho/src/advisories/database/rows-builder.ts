import type { Advisory, AffectedPackage } from "../../model/advisory.ts";
import { writeAffected } from "./affected-codec.ts";
import { builtPart } from "./built-part.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { BuiltPart } from "./part.ts";
import { writeStatement } from "./statement-codec.ts";
import type { TableEntry } from "./table-writer.ts";
import { WordList } from "./word-list.ts";

/**
 * Gathers what one source says of one ecosystem or release, and writes it as a part of a database.
 *
 * Rows are kept as the bytes that are written later, with a few numbers each: millions of them take the memory of the
 * finished file before it is deflated.
 */
export class RowsBuilder {
  readonly #source: string;
  readonly #ecosystem: string;
  readonly #words = new WordList();
  readonly #ids: string[] = [];
  readonly #numberById = new Map<string, number>();
  /** When each advisory was modified, and where its statement begins and ends. */
  readonly #modified: string[] = [];
  readonly #statementBounds: number[] = [];
  readonly #statementBytes = new ByteWriter(16 * 1024);
  readonly #names: string[] = [];
  readonly #nameNumbers = new Map<string, number>();
  readonly #rowBytes = new ByteWriter(64 * 1024);
  /** Four numbers a row: name, statement, where its bytes begin and end. */
  readonly #rows: number[] = [];

  constructor(source: string, ecosystem: string) {
    this.#source = source;
    this.#ecosystem = ecosystem;
  }

  /** Adds an advisory with those of its rows that are of this ecosystem. */
  add(advisory: Advisory, rows: readonly AffectedPackage[]): void {
    const statement = this.#addStatement(advisory);
    for (const affected of rows) {
      const start = this.#rowBytes.length;
      writeAffected(this.#rowBytes, affected, this.#words);
      this.#rows.push(this.#nameNumber(affected.name), statement, start, this.#rowBytes.length);
    }
  }

  finish(): BuiltPart {
    const names = sortedRanks(this.#names);
    const statements = sortedRanks(this.#ids);
    const order = this.#orderedRows(names.rankOf, statements.rankOf);
    const namesOf: number[][] = this.#ids.map(() => []);
    const values = this.#writeRows(order, statements.rankOf, (statement, nameRank) => {
      const list = namesOf[statement] ?? [];
      if (list.at(-1) !== nameRank) list.push(nameRank);
    });
    let kept = 0;
    const rowEntries: TableEntry[] = values.map(({ name, value, count }) => {
      kept += count;
      return { key: this.#names[name] ?? "", value };
    });
    const statementEntries = this.#statementEntries(statements.order, namesOf);
    const named = { kind: "rows", source: this.#source, ecosystem: this.#ecosystem, rows: kept } as const;
    return builtPart(named, [{ entries: rowEntries }, { entries: statementEntries }], this.#words.list());
  }

  *#statementEntries(order: readonly number[], namesOf: readonly (readonly number[])[]): Generator<TableEntry> {
    const bytes = this.#statementBytes.view();
    for (const number of order) {
      const writer = new ByteWriter(256);
      writer.bytes(bytes.subarray(this.#statementBounds[number * 2], this.#statementBounds[number * 2 + 1]));
      writeAscending(writer, namesOf[number] ?? []);
      yield { key: this.#ids[number] ?? "", value: writer.take() };
    }
  }

  /** An advisory that comes again adds its rows; of its other fields, those that were modified last hold. */
  #addStatement(advisory: Advisory): number {
    const { id, modified = "" } = advisory;
    const number = this.#numberById.get(id) ?? this.#ids.length;
    if (number === this.#ids.length) {
      this.#ids.push(id);
      this.#numberById.set(id, number);
    } else if (modified < (this.#modified[number] ?? "")) return number;
    this.#modified[number] = modified;
    this.#statementBounds[number * 2] = this.#statementBytes.length;
    writeStatement(this.#statementBytes, advisory, this.#words);
    this.#statementBounds[number * 2 + 1] = this.#statementBytes.length;
    return number;
  }

  #nameNumber(name: string): number {
    const known = this.#nameNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.length;
    this.#names.push(name);
    this.#nameNumbers.set(name, number);
    return number;
  }

  /** Gives the rows' numbers by name, then by advisory, then as they came. */
  #orderedRows(nameRank: Uint32Array, statementRank: Uint32Array): Uint32Array {
    const rows = this.#rows;
    const order = Uint32Array.from({ length: rows.length / 4 }, (_none, number) => number);
    const first = order.map((row) => nameRank[rows[row * 4] ?? 0] ?? 0);
    const second = order.map((row) => statementRank[rows[row * 4 + 1] ?? 0] ?? 0);
    return order.sort(
      (left, right) =>
        (first[left] ?? 0) - (first[right] ?? 0) || (second[left] ?? 0) - (second[right] ?? 0) || left - right,
    );
  }

  /** Writes the rows of each name, the same row of an advisory once. */
  #writeRows(
    order: Uint32Array,
    statementRank: Uint32Array,
    tell: (statement: number, nameRank: number) => void,
  ): readonly { readonly name: number; readonly value: Buffer; readonly count: number }[] {
    const values: { readonly name: number; readonly value: Buffer; readonly count: number }[] = [];
    const stored = this.#rowBytes.view();
    for (let at = 0; at < order.length; ) {
      const name = this.#rows[(order[at] ?? 0) * 4] ?? 0;
      const group = new RowGroup();
      for (; at < order.length; at++) {
        const row = (order[at] ?? 0) * 4;
        if (this.#rows[row] !== name) break;
        const statement = this.#rows[row + 1] ?? 0;
        group.add(statementRank[statement] ?? 0, stored.subarray(this.#rows[row + 2], this.#rows[row + 3]));
        tell(statement, values.length);
      }
      values.push({ name, value: group.finish(), count: group.count });
    }
    return values;
  }
}

/** The rows of one name. */
class RowGroup {
  count = 0;
  readonly #rows = new ByteWriter(256);
  #rank = 0;
  /** Bytes of the rows of the advisory that was added last. */
  #ofRank = new Set<string>();

  add(rank: number, bytes: Buffer): void {
    if (rank !== this.#rank) this.#ofRank = new Set();
    const content = bytes.toString("latin1");
    if (this.#ofRank.has(content)) return;
    this.#ofRank.add(content);
    this.#rows.number(rank - this.#rank);
    this.#rows.bytes(bytes);
    this.#rank = rank;
    this.count += 1;
  }

  finish(): Buffer {
    const value = new ByteWriter(this.#rows.length + 8);
    value.number(this.count);
    value.bytes(this.#rows.view());
    return value.take();
  }
}

interface Ranks {
  /** Numbers in the order of their texts. */
  readonly order: readonly number[];
  /** The place of each number in that order. */
  readonly rankOf: Uint32Array;
}

function sortedRanks(texts: readonly string[]): Ranks {
  const order = texts.map((_text, number) => number);
  order.sort((left, right) => compareTexts(texts[left] ?? "", texts[right] ?? ""));
  const rankOf = new Uint32Array(texts.length);
  for (const [rank, number] of order.entries()) rankOf[number] = rank;
  return { order, rankOf };
}

/** Orders texts by their UTF-16 units, on every machine alike. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Writes ascending numbers as their distances. */
export function writeAscending(writer: ByteWriter, numbers: readonly number[]): void {
  writer.number(numbers.length);
  let earlier = 0;
  for (const number of numbers) {
    writer.number(number - earlier);
    earlier = number;
  }
}
