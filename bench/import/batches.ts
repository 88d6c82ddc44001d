/** Imports a document in batches, as the platform does, and says how many findings there were: `node batches.mjs FILE`. */
import { readPieces } from "../../packages/sekisho/src/access/filesystem/read-pieces.ts";
import { holdHeap } from "../../packages/sekisho/src/cli/import-sources.ts";
import { openImport } from "../../packages/sekisho/src/scan/import/import-reports.ts";

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("expected the path of a document, got none");
const opened = await openImport([holdHeap({ name: "report", open: () => readPieces(path) })]);
let count = 0;
for (const { findings } of opened.findings()) count += findings.length;
opened.close();
console.log(`${count} findings in ${opened.heads.length} reports`);
