import { AliasGraph } from "./alias-graph.ts";
import { BlockCache } from "./block-cache.ts";
import type { BuiltPart, Part } from "./part.ts";
import { RowsReader } from "./rows-reader.ts";
import type { Scratch } from "./scratch.ts";
import type { ReadAt } from "./table-file.ts";
import { openTableFile } from "./table-reader.ts";

const cacheBytes = 1024 * 1024;

/**
 * Finds which names stand for one flaw over all parts of a database, new ones and kept ones alike.
 *
 * @throws {DamagedDataError} when a part is not what was written.
 */
export function joinAliases(parts: readonly Part[], open: (part: Part) => ReadAt, scratch: Scratch): BuiltPart {
  const graph = new AliasGraph();
  for (const part of parts) {
    if (part.kind !== "rows") continue;
    const reader = new RowsReader(openTableFile(open(part), part, new BlockCache(cacheBytes)), part);
    for (const { id, aliases } of reader.names()) graph.add(id, aliases);
  }
  return graph.finish(scratch);
}
