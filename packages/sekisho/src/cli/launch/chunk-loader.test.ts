import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createChunkLoader } from "./chunk-loader.ts";
import type { CodeCache } from "./code-cache.ts";

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
function createCache(): CodeCache & { readonly stored: Map<string, Buffer>; readonly saved: string[][] } {
  const stored = new Map<string, Buffer>();
  const saved: string[][] = [];
  return {
    stored,
    saved,
    find: (name) => stored.get(name),
    runsWith: (names) => saved.filter((each) => each.join() === names.join()).length,
    save: (chunks, isFresh) => {
      if (isFresh) saved.length = 0;
      saved.push(chunks.map(({ name }) => name));
      for (const { name, bytes } of chunks) stored.set(name, bytes);
    },
  };
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
    const runs: number[] = [];
    const sizes: number[] = [];
    for (let run = 0; run < 6; run++) {
      const loader = createChunkLoader(cache);
      const chunk = loader.load(file);
      // The first run does not call the function; the others do.
      if (run > 0 && hasRun(chunk)) chunk.run();
      loader.saveCode();
      runs.push(cache.saved.length);
      sizes.push(cache.stored.get("a.cjs")?.length ?? 0);
    }

    expect(runs).toEqual([1, 2, 3, 4, 4, 4]);
    expect((sizes[1] ?? 0) - (sizes[0] ?? 0)).toBeGreaterThan(1000);
  });

  test("learns anew from runs that load other chunks, and keeps what the others have learned", () => {
    const cache = createCache();
    const said = JSON.stringify("never seen at the top level ".repeat(40));
    const shared = writeChunk("shared.cjs", `exports.run = () => ${said};`);
    const other = writeChunk("other.cjs", 'require("./shared.cjs").run();');
    for (let run = 0; run < 5; run++) {
      const loader = createChunkLoader(cache);
      loader.load(shared);
      loader.saveCode();
    }
    const before = cache.stored.get("shared.cjs")?.length ?? 0;
    const loader = createChunkLoader(cache);
    loader.load(other);
    loader.saveCode();

    expect(cache.saved.length).toBe(5);
    expect((cache.stored.get("shared.cjs")?.length ?? 0) - before).toBeGreaterThan(1000);
  });

  test("compiles for itself what the cache holds for another text or of another kind, and begins anew", () => {
    const cache = createCache();
    const file = writeChunk("a.cjs", "exports.value = 7;");
    for (let run = 0; run < 4; run++) cache.save([{ name: "a.cjs", bytes: Buffer.from("no code at all") }], false);
    const loader = createChunkLoader(cache);

    const loaded = loader.load(file);
    loader.saveCode();

    expect(loaded).toEqual({ value: 7 });
    expect(cache.saved).toEqual([["a.cjs"]]);
    expect(cache.stored.get("a.cjs")?.toString()).not.toBe("no code at all");
  });
});

function hasRun(chunk: unknown): chunk is { readonly run: () => unknown } {
  return typeof chunk === "object" && chunk !== null && "run" in chunk && typeof chunk.run === "function";
}
