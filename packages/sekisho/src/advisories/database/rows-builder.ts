import type { Advisory, AffectedPackage } from "../../model/advisory.ts";
import { writeAffected } from "./affected-codec.ts";
import type { BuildRoom, Holder } from "./build-room.ts";
import { builtPart } from "./built-part.ts";
import { ByteWriter } from "./byte-writer.ts";
import { KeptValues } from "./kept-values.ts";
import { NumberList, orderByKey } from "./number-list.ts";
import type { BuiltPart } from "./part.ts";
import { RankedTexts } from "./ranked-texts.ts";
import { type OrderedRow, type RowOrder, RowRuns } from "./row-runs.ts";
import { writeStatement } from "./statement-codec.ts";
import type { TableEntry } from "./table-writer.ts";
import { WordList } from "./word-list.ts";

/**
 * Gathers what one source says of one ecosystem or release, and writes it as a part of a database.
 *
 * Memory holds the names of packages and advisories; rows are kept as the bytes that are written later, the most of
 * them in the scratch of the room.
 */
export class RowsBuilder implements Holder {
  readonly #source: string;
  readonly #ecosystem: string;
  readonly #room: BuildRoom;
  readonly #words = new WordList();
  readonly #ids = new RankedTexts();
  readonly #names = new RankedTexts();
  /** When each advisory was modified. */
  readonly #modified: string[] = [];
  readonly #statements: KeptValues;
  readonly #rows: RowRuns;

  constructor(source: string, ecosystem: string, room: BuildRoom) {
    this.#source = source;
    this.#ecosystem = ecosystem;
    this.#room = room;
    this.#statements = new KeptValues(room.scratch);
    this.#rows = new RowRuns(room.scratch);
    room.enter(this);
  }

  get heldBytes(): number {
    return this.#rows.heldBytes;
  }

  /** Adds an advisory with those of its rows that are of this ecosystem. */
  add(advisory: Advisory, rows: readonly AffectedPackage[]): void {
    const held = this.heldBytes;
    const number = this.#addStatement(advisory);
    for (const affected of rows) {
      this.#rows.add(this.#names.numberOf(affected.name), number, (writer) =>
        writeAffected(writer, affected, this.#words),
      );
    }
    this.#room.grew(this.heldBytes - held);
  }

  spill(): void {
    this.#rows.spill(this.#order());
  }

  /** Writes the part; nothing can be added afterwards. */
  finish(): BuiltPart {
    const order = this.#order();
    const spoken = new SpokenNames();
    let kept = 0;
    const rows = this.#rowEntries(order, spoken, (count) => {
      kept += count;
    });
    const statements = this.#statementEntries(spoken);
    const part = builtPart([{ entries: rows }, { entries: statements }], {
      named: () => ({ kind: "rows", source: this.#source, ecosystem: this.#ecosystem, rows: kept }),
      words: this.#words.list(),
      scratch: this.#room.scratch,
    });
    this.#room.leave(this);
    return part;
  }

  #order(): RowOrder {
    return { names: this.#names.ranks(), advisories: this.#ids.ranks() };
  }

  /** An advisory that comes again adds its rows; of its other fields, those that were modified last hold. */
  #addStatement(advisory: Advisory): number {
    const { id, modified = "" } = advisory;
    const isNew = this.#ids.find(id) === undefined;
    const number = this.#ids.numberOf(id);
    if (!isNew && modified < (this.#modified[number] ?? "")) return number;
    this.#modified[number] = modified;
    this.#statements.put(number, (writer) => writeStatement(writer, advisory, this.#words));
    return number;
  }

  /** Gives the rows of each name, the same row of an advisory once. */
  *#rowEntries(order: RowOrder, spoken: SpokenNames, count: (rows: number) => void): Generator<TableEntry> {
    let group: RowGroup | undefined;
    const finish = (done: RowGroup): TableEntry => {
      count(done.count);
      return { key: this.#names.at(done.name), value: done.finish() };
    };
    for (const row of this.#rows.ordered(order)) {
      if (group !== undefined && group.name !== row.name) {
        yield finish(group);
        group = undefined;
      }
      group ??= new RowGroup(row.name);
      const rank = order.advisories[row.advisory] ?? 0;
      group.add(rank, row);
      spoken.add(rank, order.names[row.name] ?? 0);
    }
    if (group !== undefined) yield finish(group);
  }

  /** Gives each statement with the names that its advisory speaks of; asked for behind the rows. */
  *#statementEntries(spoken: SpokenNames): Generator<TableEntry> {
    const order = this.#ids.order();
    const namesOf = spoken.byAdvisory(order.length);
    const writer = new ByteWriter(1024);
    for (const [rank, number] of order.entries()) {
      writer.clear();
      writer.bytes(this.#statements.read(number));
      writeAscending(writer, namesOf(rank));
      yield { key: this.#ids.at(number), value: writer.view() };
    }
  }
}

/** Which advisory speaks of which name: pairs of ranks, as rows come by name. */
class SpokenNames {
  readonly #advisories = new NumberList();
  readonly #names = new NumberList();

  add(advisory: number, name: number): void {
    const last = this.#names.length - 1;
    if (last >= 0 && this.#names.at(last) === name && this.#advisories.at(last) === advisory) return;
    this.#advisories.push(advisory);
    this.#names.push(name);
  }

  /** Gives what tells the names of an advisory, ascending; it is asked in the order of ranks. */
  byAdvisory(advisoryCount: number): (rank: number) => readonly number[] {
    const places = Uint32Array.from({ length: this.#names.length }, (_none, place) => place);
    const ordered = orderByKey(places, (place) => this.#advisories.at(place), advisoryCount);
    let at = 0;
    return (rank) => {
      const names: number[] = [];
      for (; at < ordered.length && this.#advisories.at(ordered[at] ?? 0) === rank; at++) {
        names.push(this.#names.at(ordered[at] ?? 0));
      }
      return names;
    };
  }
}

/** The rows of one name. */
class RowGroup {
  readonly name: number;
  count = 0;
  readonly #rows = new ByteWriter(256);
  #rank = 0;
  /** Bytes of the rows of the advisory that was added last. */
  #ofRank = new Set<string>();

  constructor(name: number) {
    this.name = name;
  }

  add(rank: number, { bytes }: OrderedRow): void {
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

/** Writes ascending numbers as their distances. */
export function writeAscending(writer: ByteWriter, numbers: readonly number[]): void {
  writer.number(numbers.length);
  let earlier = 0;
  for (const number of numbers) {
    writer.number(number - earlier);
    earlier = number;
  }
}
