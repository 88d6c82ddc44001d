#!/usr/bin/env node
import { join } from "node:path";
import type { ExitCode } from "./exit-codes.ts";
import { createChunkLoader } from "./launch/chunk-loader.ts";
import { openCodeCache } from "./launch/code-cache.ts";

/** The chunk that the build makes of `run.ts`. */
interface RunChunk {
  readonly run: (written: readonly string[]) => Promise<ExitCode>;
}

/** Name of that chunk's file, which the build puts here. */
declare const runChunkName: string;

const wrongCall: ExitCode = 2;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 15)) {
  void launch();
} else {
  // Said here, before any module loads that an older Node cannot read; its locale is not looked at for one sentence.
  process.stderr.write(`error: expected Node.js 22.15 or later, got ${process.versions.node}\n`);
  process.stderr.write(`エラー: Node.js 22.15 以降が必要ですが、${process.versions.node} で実行されています。\n`);
  process.exitCode = 2;
}

/** Runs the built command line, and keeps what V8 has compiled for the next run. */
async function launch(): Promise<void> {
  const written = process.argv.slice(2);
  const loader = createChunkLoader(openCodeCache(process.env, packOf(written[0])));
  const chunk = loader.load(join(import.meta.dirname, "cli", runChunkName));
  if (!isRunChunk(chunk)) throw new TypeError(`${runChunkName}: expected a function named run`);
  const exitCode = await chunk.run(written);
  process.exitCode = exitCode;
  // A wrong call has run next to nothing, and its first word may be anything.
  if (exitCode !== wrongCall) loader.saveCode();
}

/** Names the file for the compiled code of a command, of this build; calls without a command share one. */
function packOf(command = ""): string {
  return `${/^[a-z]{1,20}$/.test(command) ? command : "options"}.${runChunkName}`;
}

function isRunChunk(chunk: unknown): chunk is RunChunk {
  return typeof chunk === "object" && chunk !== null && "run" in chunk && typeof chunk.run === "function";
}
