import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleCommandLine } from "./bundle-command-line.ts";

const scanner = new URL("../packages/sekisho/", import.meta.url);
const distFolder = fileURLToPath(new URL("dist/", scanner));

rmSync(distFolder, { recursive: true, force: true });
execFileSync("tsc", ["--project", fileURLToPath(new URL("tsconfig.build.json", scanner))], { stdio: "inherit" });
await bundleCommandLine(distFolder);
chmodSync(fileURLToPath(new URL("dist/cli.cjs", scanner)), 0o755);
