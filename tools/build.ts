/**
 * Builds what is published: the scanner with its command line, the browser client, and the platform that serves it. With
 * `--scanner` the scanner alone.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleCommandLine } from "./bundle-command-line.ts";

const { values: asked } = parseArgs({ options: { scanner: { type: "boolean" } } });

await buildScanner();
if (asked.scanner !== true) buildPlatform();

async function buildScanner(): Promise<void> {
  const folder = pathOf("sekisho/dist/");
  compile("sekisho");
  await bundleCommandLine(folder);
  chmodSync(`${folder}cli.cjs`, 0o755);
}

/** The scanner is built before: its declarations are what the platform is compiled against. */
function buildPlatform(): void {
  compile("platform");
  execFileSync("vite", ["build", "--logLevel", "warn"], { cwd: pathOf("web/"), stdio: "inherit" });
  cpSync(pathOf("web/dist/"), pathOf("platform/dist/web/"), { recursive: true });
}

function compile(name: "sekisho" | "platform"): void {
  rmSync(pathOf(`${name}/dist/`), { recursive: true, force: true });
  execFileSync("tsc", ["--project", pathOf(`${name}/tsconfig.build.json`)], { stdio: "inherit" });
}

function pathOf(path: string): string {
  return fileURLToPath(new URL(`../packages/${path}`, import.meta.url));
}
