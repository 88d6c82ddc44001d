import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type ModuleGraph, nameChunk } from "./chunk-groups.ts";

function source(path: string): string {
  return fileURLToPath(new URL(`../packages/sekisho/src/${path}`, import.meta.url));
}

const imports: Readonly<Record<string, readonly string[]>> = {
  "cli/run.ts": ["cli/arguments.ts", "model/error.ts"],
  "cli/arguments.ts": ["cli/command-table.ts", "cli/run.ts"],
  "exporters/table/table.ts": ["exporters/table/frame.ts", "semantics/labels/labels.ts"],
  "exporters/table/frame.ts": ["exporters/width/columns.ts"],
};

const graph: ModuleGraph = {
  getModuleInfo: (id) => {
    const found = Object.entries(imports).find(([path]) => source(path) === id);
    return found === undefined ? null : { importedIds: found[1].map(source) };
  },
};

test.each([
  { name: "a file of the model", path: "model/quote.ts", chunk: "model" },
  { name: "a file of the model that the start needs", path: "model/error.ts", chunk: "model" },
  { name: "what the start imports", path: "cli/arguments.ts", chunk: "start" },
  { name: "what that imports, in a circle", path: "cli/command-table.ts", chunk: "start" },
  { name: "the start itself, an entry", path: "cli/run.ts", chunk: null },
  { name: "a part of the table", path: "exporters/table/frame.ts", chunk: "table-parts" },
  { name: "a part of such a part", path: "exporters/width/columns.ts", chunk: "table-parts" },
  { name: "what the table shares with checks", path: "semantics/labels/labels.ts", chunk: null },
  { name: "the table itself, loaded on demand", path: "exporters/table/table.ts", chunk: null },
  { name: "a command", path: "cli/commands/scan.ts", chunk: null },
])("$name", ({ path, chunk }) => {
  expect(nameChunk(source(path), graph)).toBe(chunk);
});
