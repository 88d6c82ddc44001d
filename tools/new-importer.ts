import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importerFiles } from "./new-importer/importer-files.ts";
import { writeRegistries } from "./write-registries.ts";

const usage = `Usage: node tools/new-importer.ts ID NAME

Creates packages/sekisho/src/importers/ID/ with importer.ts, schema.ts and samples.ts, and names it in the registry.
ID is the tool's id in aliases (my-tool), NAME what its makers call it ("My Tool").

Then write signs, records and convert(), count the samples by hand, and run \`npx vitest run test/importers.test.ts test/import-sample\`.
Kinds of samples that the tool cannot have get their reason in test/import-sample-gaps.ts.`;

const [id, name, ...others] = process.argv.slice(2);
if (id === undefined || name === undefined || others.length > 0) {
  console.log(usage);
  process.exit(2);
}
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error(`expected an id in kebab-case, got ${JSON.stringify(id)}`);
  process.exit(2);
}
const sources = fileURLToPath(new URL("../packages/sekisho/src/", import.meta.url));
const folder = join(sources, "importers", id);
if (existsSync(folder)) {
  console.error(`${folder} exists already`);
  process.exit(2);
}
mkdirSync(folder);
for (const [file, text] of importerFiles(id, name)) writeFileSync(join(folder, file), text);
writeRegistries(sources);
console.log(`created ${folder}\nnext: write what the tool's documents look like`);
