import type { AffectedPackage } from "../../model/advisory.ts";
import type { AffectedRow } from "../vulnerability-store.ts";
import { readAffected, readList } from "./affected-codec.ts";
import { DamagedDataError } from "./damaged-data.ts";
import { readStatement, type Statement } from "./statement-codec.ts";
import type { Table, TableFile } from "./table-reader.ts";

const maxKeptNames = 256;

/** What a source says of an ecosystem or release, opened. */
export class RowsReader {
  readonly #source: string;
  readonly #ecosystem: string;
  readonly #rows: Table;
  readonly #statements: Table;
  readonly #words: readonly string[];
  /** Rows of names that advisories were asked about, by advisory: a name of thousands of rows is read once. */
  readonly #byAdvisory = new Map<number, ReadonlyMap<string, readonly AffectedRow[]>>();

  constructor(file: TableFile, named: { readonly source: string; readonly ecosystem: string }) {
    const [rows, statements] = file.tables;
    if (rows === undefined || statements === undefined) {
      throw new DamagedDataError(`expected two tables, got ${file.tables.length}`);
    }
    this.#source = named.source;
    this.#ecosystem = named.ecosystem;
    this.#rows = rows;
    this.#statements = statements;
    this.#words = file.words;
  }

  /** Gives what is said of a name, ordered by advisory. */
  rowsOf(name: string): readonly AffectedRow[] {
    const entry = this.#rows.find(name);
    return entry === undefined ? [] : this.#readRows(entry);
  }

  /** Gives what an advisory says; its rows here, ordered by name, are read when they are asked for. */
  findStatement(
    id: string,
  ): { readonly statement: Statement; readonly readAffected: () => readonly AffectedPackage[] } | undefined {
    const entry = this.#statements.find(id);
    if (entry === undefined) return undefined;
    const statement = readStatement(entry.value, this.#words);
    const names = readList(entry.value, (reader) => reader.number());
    return { statement, readAffected: () => this.#readAffected(id, names) };
  }

  /** Gives every advisory's id with its aliases, ordered by id. */
  *names(): Generator<{ readonly id: string; readonly aliases: readonly string[] }> {
    for (let number = 0; number < this.#statements.size; number++) {
      const { key, value } = this.#statements.at(number);
      yield { id: key, aliases: readStatement(value, this.#words).aliases };
    }
  }

  /** Gives every name that something is said of, in order. */
  *packages(): Generator<string> {
    for (let number = 0; number < this.#rows.size; number++) yield this.#rows.at(number).key;
  }

  /** Reads every statement with its list of names, to see that it can be read. */
  readStatements(): void {
    for (let number = 0; number < this.#statements.size; number++) {
      const { value } = this.#statements.at(number);
      readStatement(value, this.#words);
      for (let left = value.count(); left > 0; left--) value.number();
    }
  }

  #readAffected(id: string, steps: readonly number[]): readonly AffectedPackage[] {
    let name = 0;
    return steps.flatMap((step) => {
      name += step;
      return (this.#rowsByAdvisory(name).get(id) ?? []).map(({ affected }) => affected);
    });
  }

  #rowsByAdvisory(name: number): ReadonlyMap<string, readonly AffectedRow[]> {
    const known = this.#byAdvisory.get(name);
    if (known !== undefined) return known;
    const rows = Map.groupBy(this.#readRows(this.#rows.at(name)), ({ advisory }) => advisory);
    if (this.#byAdvisory.size >= maxKeptNames) this.#byAdvisory.clear();
    this.#byAdvisory.set(name, rows);
    return rows;
  }

  #readRows({ key: name, value }: ReturnType<Table["at"]>): readonly AffectedRow[] {
    const rows: AffectedRow[] = [];
    const context = { ecosystem: this.#ecosystem, name, words: this.#words };
    let number = 0;
    let advisory = "";
    for (let left = value.count(); left > 0; left--) {
      const step = value.number();
      number += step;
      if (step > 0 || rows.length === 0) advisory = this.#statements.at(number).key;
      rows.push({ advisory, source: this.#source, affected: readAffected(value, context) });
    }
    return rows;
  }
}
