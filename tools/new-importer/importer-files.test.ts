import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importerFiles } from "./importer-files.ts";

const root = join(import.meta.dirname, "../..");

test("what is written is an importer that reads its samples", () => {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-importer-"));
  const sources = join(folder, "src");
  for (const part of [
    "importers/reading",
    "importers/parts",
    "importers/sbom",
    "importers/define.ts",
    "importers/sample.ts",
    "formats",
    "model",
    "semantics",
    "versions",
  ]) {
    if (existsSync(join(root, "packages/sekisho/src", part))) {
      cpSync(join(root, "packages/sekisho/src", part), join(sources, part), { recursive: true });
    }
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  mkdirSync(join(sources, "importers/my-tool"));
  for (const [file, text] of importerFiles("my-tool", 'My "Tool"'))
    writeFileSync(join(sources, "importers/my-tool", file), text);
  writeFileSync(
    join(folder, "run.ts"),
    `import { convertDocument } from "./src/importers/reading/convert-document.ts";
import { myTool } from "./src/importers/my-tool/importer.ts";
import { samples } from "./src/importers/my-tool/samples.ts";
for (const { document, findings, unread = 0 } of samples) {
  const bytes = Buffer.from(JSON.stringify(document));
  const source = { name: "report", async *open() { yield bytes; } };
  const { parts: [part] } = await convertDocument(source, { importers: [myTool] });
  console.log(part.counts.findings === findings && part.counts.unread === unread);
}
`,
  );

  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "run.ts")], { encoding: "utf8" });
  rmSync(folder, { recursive: true });

  expect([stdout, stderr]).toEqual(["true\ntrue\ntrue\ntrue\n", ""]);
}, 60_000);
