import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "rolldown";

const sources = new URL("../packages/sekisho/src/cli/", import.meta.url);

const common = {
  platform: "node",
  // The platform is loaded when it is installed beside the scanner, never bundled with it.
  external: [/^@sekisho\//],
} as const satisfies BuildOptions;

/**
 * Writes the command line into a folder: `cli.cjs`, which starts it, and below `cli/` the chunks that load on first use
 * (decision records 0020 and 0021).
 */
export async function bundleCommandLine(folder: string): Promise<void> {
  const chunks = await build({
    ...common,
    input: { run: fileURLToPath(new URL("run.ts", sources)) },
    transform: { target: "node22.15" },
    // Names hold a hash of the content: compiled code is kept by name.
    output: {
      dir: folder,
      format: "cjs",
      // Every import becomes a `require`, which is the chunk loader's.
      dynamicImportInCjs: false,
      minify: true,
      entryFileNames: "cli/[name]-[hash].cjs",
      chunkFileNames: "cli/[name]-[hash].cjs",
    },
  });
  for (const chunk of chunks.output) wrap(join(folder, chunk.fileName));
  const entry = chunks.output.find((chunk) => chunk.type === "chunk" && chunk.isEntry);
  if (entry === undefined) throw new Error("expected a chunk of run.ts, got none");
  await build({
    ...common,
    input: { cli: fileURLToPath(new URL("launch.ts", sources)) },
    transform: {
      target: "node22.15",
      define: { runChunkName: JSON.stringify(entry.fileName.slice("cli/".length)) },
    },
    output: { dir: folder, format: "cjs", minify: true, entryFileNames: "[name].cjs" },
  });
}

/**
 * Makes a chunk the function that the chunk loader calls, in ASCII: V8 keeps such a text in half the memory, and reading
 * it takes a copy where UTF-8 takes a decoder.
 */
function wrap(file: string): void {
  const code = readFileSync(file, "utf8").replaceAll(/[^\0-\x7f]/g, escapeUnit);
  writeFileSync(file, `(function (exports, require, module, __filename) {${code}\n})`);
}

/** Without the flag `u` a match is one UTF-16 unit, which is what `\u` writes, in texts and in regular expressions alike. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
