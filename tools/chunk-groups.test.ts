import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type ModuleGraph, nameChunk } from "./chunk-groups.ts";

function source(path: string): string {
  return fileURLToPath(new URL(`../packages/sekisho/src/${path}`, import.meta.url));
}

const imports: Readonly<Record<string, readonly string[]>> = {
  "cli/run.ts": ["cli/arguments.ts", "model/error.ts"],
  "cli/arguments.ts": ["cli/command-table.ts", "cli/run.ts"],
  "cli/commands/help.ts": ["exporters/width/columns.ts"],
  "cli/commands/network.ts": ["cli/deliver.ts", "formats/kubernetes/read.ts"],
  "cli/commands/scan.ts": ["cli/deliver.ts", "scan/scan.ts"],
  "exporters/table/table.ts": ["exporters/table/frame.ts"],
  "exporters/table/frame.ts": ["exporters/width/columns.ts"],
  "scan/dockerfile-jobs.ts": ["scan/examine.ts", "scan/mask.ts", "scan/scan.ts"],
  "scan/manifest/scan-manifests.ts": ["scan/manifest/judge.ts", "formats/kubernetes/read.ts", "scan/mask.ts"],
  "scan/layer/layer-worker.ts": ["semantics/secrets/find.ts"],
  "scan/examine.ts": ["semantics/secrets/find.ts"],
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
  { name: "the command that scans", path: "cli/commands/scan.ts", chunk: "scan" },
  { name: "what a scan and its parts import", path: "scan/scan.ts", chunk: "scan" },
  { name: "a part of the table", path: "exporters/table/frame.ts", chunk: "scan" },
  { name: "what a scan shares with a command without checks", path: "cli/deliver.ts", chunk: "scan-shared" },
  { name: "what a part of the table shares with help", path: "exporters/width/columns.ts", chunk: null },
  { name: "what judges Dockerfiles", path: "scan/examine.ts", chunk: "dockerfiles" },
  { name: "what judges manifests", path: "scan/manifest/judge.ts", chunk: "manifests" },
  { name: "what both import", path: "scan/mask.ts", chunk: "dockerfiles-manifests" },
  { name: "what judges manifests and another command", path: "formats/kubernetes/read.ts", chunk: null },
  { name: "what threads for layers load, too", path: "semantics/secrets/find.ts", chunk: null },
  { name: "another command", path: "cli/commands/network.ts", chunk: null },
])("$name", ({ path, chunk }) => {
  expect(nameChunk(source(path), graph)).toBe(chunk);
});
