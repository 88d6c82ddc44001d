import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "rolldown";
import { nameChunk } from "./chunk-groups.ts";
import { digestSources } from "./digest-sources.ts";
import { createExampleRemover } from "./leave-out-examples.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const sources = new URL("../packages/sekisho/src/cli/", import.meta.url);
const layerWorker = new URL("../packages/sekisho/src/scan/layer/layer-worker.ts", import.meta.url);
/** The files that threads run: they stand beside `cli.cjs`, one folder above the chunks. */
const layerWorkerFile = "layer-worker.cjs";
const receiverWorker = new URL("../packages/sekisho/src/access/audit-webhook/receiver-worker.ts", import.meta.url);
const receiverWorkerFile = "receiver-worker.cjs";

const common = {
  platform: "node",
  // The platform is loaded when it is installed beside the scanner, never bundled with it.
  external: [/^@sekisho\//],
} as const satisfies BuildOptions;

/**
 * Writes the command line into a folder: `cli.cjs`, which starts it, `layer-worker.cjs` and `receiver-worker.cjs`, which its
 * threads run, and below `cli/` the chunks of all that load on first use (decision records 0020 and 0021).
 */
export async function bundleCommandLine(folder: string): Promise<void> {
  const names = {
    layerWorkerName: `../${layerWorkerFile}`,
    receiverWorkerName: `../${receiverWorkerFile}`,
    sourceDigest: digestSources(repository),
  };
  const chunks = await build({
    ...common,
    input: {
      run: fileURLToPath(new URL("run.ts", sources)),
      "layer-worker": fileURLToPath(layerWorker),
      "receiver-worker": fileURLToPath(receiverWorker),
    },
    // An entry may hand out more than it exports: modules of its chunk are needed by others.
    preserveEntrySignatures: "allow-extension",
    plugins: [createExampleRemover()],
    transform: { target: "node22.15", define: quoted(names) },
    // Names hold a hash of the content: compiled code is kept by name.
    output: {
      dir: folder,
      format: "cjs",
      // Every import becomes a `require`, which is the chunk loader's.
      dynamicImportInCjs: false,
      minify: true,
      entryFileNames: "cli/[name]-[hash].cjs",
      chunkFileNames: "cli/[name]-[hash].cjs",
      codeSplitting: {
        groups: [{ name: nameChunk, debugName: "loaded together" }],
        includeDependenciesRecursively: false,
      },
    },
  });
  for (const chunk of chunks.output) wrap(join(folder, chunk.fileName));
  const nameOf = (entry: string): string => {
    const found = chunks.output.find((chunk) => chunk.type === "chunk" && chunk.isEntry && chunk.name === entry);
    if (found === undefined) throw new Error(`expected a chunk of ${entry}.ts, got none`);
    return found.fileName.slice("cli/".length);
  };
  await bundleLauncher(folder, { file: "cli.cjs", source: "launch.ts", define: { runChunkName: nameOf("run") } });
  for (const [entry, file] of [
    ["layer-worker", layerWorkerFile],
    ["receiver-worker", receiverWorkerFile],
  ] as const) {
    await bundleLauncher(folder, { file, source: "launch-worker.ts", define: { workerChunkName: nameOf(entry) } });
  }
}

interface Launcher {
  readonly file: string;
  readonly source: string;
  /** Names that the source declares, with their texts. */
  readonly define: Readonly<Record<string, string>>;
}

/** Writes a file that loads a chunk: it is no chunk itself, because no loader is there yet. */
async function bundleLauncher(folder: string, { file, source, define }: Launcher): Promise<void> {
  await build({
    ...common,
    input: { launcher: fileURLToPath(new URL(source, sources)) },
    transform: { target: "node22.15", define: quoted(define) },
    output: { dir: folder, format: "cjs", minify: true, entryFileNames: file },
  });
}

/** Gives texts as the bundler wants them: as source text. */
function quoted(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.stringify(text)]));
}

/**
 * Makes a chunk the function that the chunk loader calls, in ASCII: V8 keeps such a text in half the memory, and reading
 * it takes a copy where UTF-8 takes a decoder.
 */
function wrap(file: string): void {
  const code = readFileSync(file, "utf8").replaceAll(/[^\0-\x7f]/g, escapeUnit);
  // The bundler writes `import.meta.dirname` as a name that only Node's own loader gives.
  const folder = code.includes("__dirname") ? 'var __dirname = require("node:path").dirname(__filename);' : "";
  writeFileSync(file, `(function (exports, require, module, __filename) {${folder}${code}\n})`);
}

/** Without the flag `u` a match is one UTF-16 unit, which is what `\u` writes, in texts and in regular expressions alike. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
