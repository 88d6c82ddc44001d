import { Readable } from "node:stream";
import { type CsvValue, writeCsvHead, writeCsvRows } from "../questions/write-csv.ts";

/** A page of a list: as much as is asked of the database at once. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** How a list is written to its end. */
export interface ListStream<Row> {
  /** Name of the list, as the member of JSON. */
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly value: (row: Row) => CsvValue }[];
  /** Gives the page after a cursor; the first one without. */
  readonly page: (cursor: string | undefined) => Promise<ListPage<Row>>;
  /** Whoever reads has hung up. */
  readonly signal: AbortSignal;
}

/**
 * Writes a list to its end, a page at a time: neither memory nor a transaction grows with it. When a page fails the stream
 * breaks off, so that nobody takes a part for the whole.
 */
export function streamList<Row>(list: ListStream<Row>, format: "csv" | "json"): Readable {
  return Readable.from(format === "csv" ? csvPieces(list) : jsonPieces(list), { objectMode: false });
}

async function* csvPieces<Row>(list: ListStream<Row>): AsyncGenerator<string> {
  yield writeCsvHead(list.columns.map(({ title }) => title));
  for await (const rows of pagesOf(list)) {
    if (rows.length > 0) yield writeCsvRows(rows.map((row) => list.columns.map(({ value }) => value(row))));
  }
}

async function* jsonPieces<Row>(list: ListStream<Row>): AsyncGenerator<string> {
  yield `{"${list.name}":[`;
  let separator = "\n";
  for await (const rows of pagesOf(list)) {
    if (rows.length === 0) continue;
    yield `${separator}${rows.map((row) => JSON.stringify(row)).join(",\n")}`;
    separator = ",\n";
  }
  yield "\n]}\n";
}

async function* pagesOf<Row>({ page, signal }: ListStream<Row>): AsyncGenerator<readonly Row[]> {
  let cursor: string | undefined;
  while (!signal.aborted) {
    const { rows, next } = await page(cursor);
    yield rows;
    if (next === null) return;
    cursor = next;
  }
}
