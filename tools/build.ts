import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const scanner = new URL("../packages/sekisho/", import.meta.url);
const distFolder = fileURLToPath(new URL("dist/", scanner));
const cliFile = fileURLToPath(new URL("dist/cli.mjs", scanner));

rmSync(distFolder, { recursive: true, force: true });
execFileSync("tsc", ["--project", fileURLToPath(new URL("tsconfig.build.json", scanner))], { stdio: "inherit" });
// A small main file and chunks that load on first use: decision record 0020.
await build({
  input: { cli: fileURLToPath(new URL("src/cli/main.ts", scanner)) },
  platform: "node",
  // The platform is loaded when it is installed beside the scanner, never bundled with it.
  external: [/^@sekisho\//],
  transform: { target: "node22.15" },
  output: {
    dir: distFolder,
    format: "esm",
    minify: true,
    entryFileNames: "[name].mjs",
    chunkFileNames: "cli/[name]-[hash].mjs",
  },
});
const bundle = readFileSync(cliFile, "utf8");
if (!bundle.startsWith("#!")) writeFileSync(cliFile, `#!/usr/bin/env node\n${bundle}`);
chmodSync(cliFile, 0o755);
