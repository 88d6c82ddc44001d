import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createChunkLoader } from "./chunk-loader.ts";
import type { CodeCache, StoredCode } from "./code-cache.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-chunks-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function writeChunk(name: string, body: string): string {
  const file = join(folder, name);
  writeFileSync(file, `(function (exports, require, module, __filename) {${body}\n})`);
  return file;
}

/** A cache in memory. */
function createCache(): CodeCache & { readonly stored: Map<string, StoredCode> } {
  const stored = new Map<string, StoredCode>();
  return { stored, find: (name) => stored.get(name), save: (name, code) => stored.set(name, code) };
}

describe("createChunkLoader", () => {
  test("loads a chunk, the chunks it needs and modules of Node, each once", () => {
    writeChunk("b.cjs", 'exports.count = 0; exports.next = () => ++exports.count; exports.back = require("./a.cjs");');
    const file = writeChunk(
      "a.cjs",
      'exports.early = 1; const b = require("./b.cjs"); b.next(); require("./b.cjs").next();' +
        'module.exports = { count: b.count, early: b.back.early, sep: require("node:path").posix.sep };',
    );

    const loaded = createChunkLoader(undefined).load(file);

    expect(loaded).toEqual({ count: 2, early: 1, sep: "/" });
  });

  test("keeps compiled code with the functions that ran, four times at most", () => {
    const cache = createCache();
    const body = `exports.run = () => ${JSON.stringify("never seen at the top level ".repeat(40))};`;
    const file = writeChunk("a.cjs", body);
    const generations: (number | undefined)[] = [];
    const sizes: number[] = [];
    for (let run = 0; run < 6; run++) {
      const loader = createChunkLoader(cache);
      const chunk = loader.load(file);
      // The first run does not call the function; the others do.
      if (run > 0 && hasRun(chunk)) chunk.run();
      loader.saveCode();
      generations.push(cache.stored.get("a.cjs")?.generation);
      sizes.push(cache.stored.get("a.cjs")?.bytes.length ?? 0);
    }

    expect(generations).toEqual([1, 2, 3, 4, 4, 4]);
    expect((sizes[1] ?? 0) - (sizes[0] ?? 0)).toBeGreaterThan(1000);
  });

  test("compiles for itself what the cache holds for another text or of another kind", () => {
    const cache = createCache();
    cache.stored.set("a.cjs", { bytes: Buffer.from("no code at all"), generation: 3 });
    const loader = createChunkLoader(cache);

    const loaded = loader.load(writeChunk("a.cjs", "exports.value = 7;"));
    loader.saveCode();

    expect(loaded).toEqual({ value: 7 });
    expect(cache.stored.get("a.cjs")?.generation).toBe(1);
  });
});

function hasRun(chunk: unknown): chunk is { readonly run: () => unknown } {
  return typeof chunk === "object" && chunk !== null && "run" in chunk && typeof chunk.run === "function";
}
