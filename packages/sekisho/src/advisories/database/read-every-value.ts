import { readAliases } from "./alias-graph.ts";
import { BlockCache } from "./block-cache.ts";
import { DamagedDataError } from "./damaged-data.ts";
import { readFlaw } from "./flaw-codec.ts";
import type { Part } from "./part.ts";
import { RowsReader } from "./rows-reader.ts";
import { readDetails, readTexts } from "./statement-codec.ts";
import { readSupport } from "./support-codec.ts";
import type { ReadAt } from "./table-file.ts";
import { openTableFile, type Table, type TableFile } from "./table-reader.ts";

const cacheBytes = 4 * 1024 * 1024;

/** Tells whether every value of a part can be read. */
export function readEveryValue(part: Part, readAt: ReadAt): boolean {
  try {
    const file = openTableFile(readAt, part, new BlockCache(cacheBytes));
    readValues(part, file);
    return true;
  } catch (error) {
    if (error instanceof DamagedDataError) return false;
    throw error;
  }
}

function readValues(part: Part, file: TableFile): void {
  if (part.kind === "rows") {
    const reader = new RowsReader(file, part);
    for (const name of reader.packages()) reader.rowsOf(name);
    reader.readStatements();
    return;
  }
  for (const table of file.tables) {
    for (let number = 0; number < table.size; number++) readValue(part, file, { table, number });
  }
}

function readValue(part: Part, file: TableFile, place: { readonly table: Table; readonly number: number }): void {
  const { key, value } = place.table.at(place.number);
  if (part.kind === "texts") {
    readTexts(value);
    readDetails(place.table.at(place.number).value);
  }
  if (part.kind === "flaws") readFlaw(value, key, file.words);
  if (part.kind === "support") readSupport(value, file.words);
  if (part.kind === "aliases") readAliases(place.table, key);
}
