import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgram } from "./run-program.ts";

const web = fileURLToPath(new URL("../../packages/web/", import.meta.url));
const vite = fileURLToPath(new URL("../../node_modules/vite/bin/vite.js", import.meta.url));

/** Builds the browser client where it is missing or older than its sources. Without it there is the API: that is said, too. */
export async function buildWebClient(signal: AbortSignal): Promise<void> {
  if (!existsSync(join(web, "index.html")) || !existsSync(vite) || isCurrent()) return;
  const exitCode = await runProgram([vite, "build", "--logLevel", "error"], { folder: web, isShown: false, signal });
  if (exitCode !== 0)
    console.error(`vite build ended with exit code ${exitCode}: the platform starts without its pages`);
}

function isCurrent(): boolean {
  const built = join(web, "dist/index.html");
  if (!existsSync(built)) return false;
  const builtMs = statSync(built).mtimeMs;
  const sources = readdirSync(join(web, "src"), { recursive: true, encoding: "utf8" });
  return sources.every((source) => statSync(join(web, "src", source)).mtimeMs <= builtMs);
}
