import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LayerBlob } from "../../access/image-source.ts";
import { analyzers } from "../../analyzers/registry.ts";
import { writeTar } from "../../formats/tar/fixtures/write-tar.ts";
import { SekishoError } from "../../model/error.ts";
import { countThreads, openLayerPool } from "./pool.ts";
import { readLayer } from "./read-layer.ts";

const examination = { analyzers, scope: "installed" } as const;
const manifest = JSON.stringify({ name: "left-pad", version: "1.3.0" });

/** More than one message holds, with a package behind them. */
const small = [
  ...Array.from({ length: 2500 }, (_, index) => ({ name: `srv/${index}`, content: "" })),
  { name: "srv/node_modules/left-pad/package.json", content: manifest },
];

/** Layers of random content: three that are worth a thread. */
const layers = [2_000_000, 3_000_000, 1_500_000].map((bytes, index) =>
  gzipSync(
    writeTar([
      { name: `noise${index}`, content: randomBytes(bytes) },
      { name: `usr/lib/node_modules/p${index}/package.json`, content: manifest },
      ...small,
    ]),
  ),
);
const sizes = layers.map(({ length }) => length);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-layers-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Small pieces of one memory: what must not be given away to another thread. */
function piecesOf(bytes: Buffer): LayerBlob {
  return {
    async *open() {
      for (let at = 0; at < bytes.length; at += 100_000) yield await Promise.resolve(bytes.subarray(at, at + 100_000));
    },
  };
}

function fileOf(bytes: Buffer, name: string): LayerBlob {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([Buffer.alloc(512), bytes, Buffer.alloc(512)]));
  const range = { file, offset: 512, length: bytes.length };
  return { range, open: () => piecesOf(bytes).open() };
}

describe("openLayerPool", () => {
  test.each([
    { name: "pieces that are sent", blobOf: piecesOf },
    { name: "files that the threads read", blobOf: fileOf },
  ])("$name give the same as in this thread", async ({ name, blobOf }) => {
    const pool = openLayerPool({ examination, sizes, maxThreads: 2 });
    const jobs = layers.map((bytes, index) => {
      return { blob: blobOf(bytes, `${name}${index}`), sizeBytes: bytes.length, claimed: {} };
    });

    const readings = await Promise.all(jobs.map((job) => pool.read(job)));
    const late = await pool.readLate(
      { blob: piecesOf(layers[0] ?? Buffer.alloc(0)), sizeBytes: 1, claimed: {} },
      new Map([[1, ["usr/lib/node_modules/other/package.json"]]]),
    );
    await pool.close();

    const expected = await Promise.all(
      layers.map((bytes) => readLayer({ blob: piecesOf(bytes), claimed: {} }, examination)),
    );
    expect(readings).toEqual(expected);
    expect(readings.map(({ facts }) => facts.entries.length)).toEqual([2503, 2503, 2503]);
    for (const { facts } of readings) expect(facts.analyses.map(({ entry }) => entry)).toEqual([1, 2502]);
    expect(late.analyses.map(({ path, entry }) => ({ path, entry }))).toEqual([
      { path: "usr/lib/node_modules/other/package.json", entry: 1 },
    ]);
  });

  test("a source that breaks off is said, and the other layers are read", async () => {
    const pool = openLayerPool({ examination, sizes, maxThreads: 2 });
    const broken: LayerBlob = {
      async *open() {
        yield await Promise.resolve(Buffer.from(layers[0]?.subarray(0, 50_000) ?? []));
        throw new SekishoError("target-unreadable", { en: "The connection was closed.", ja: "接続が切断されました。" });
      },
    };

    const readings = await Promise.all(
      [broken, ...layers.slice(1).map(piecesOf)].map((blob, index) =>
        pool.read({ blob, sizeBytes: sizes[index] ?? 0, claimed: {} }),
      ),
    );
    await pool.close();

    expect(readings.map(({ isWhole }) => isWhole)).toEqual([false, true, true]);
    expect(readings[0]?.diagnostics[0]?.message.en).toContain("The connection was closed.");
  });
});

describe("countThreads", () => {
  const mebibyte = 1_048_576;
  test.each([
    { name: "one layer alone", sizes: [900 * mebibyte], maxThreads: 8, expected: 0 },
    { name: "small layers", sizes: [mebibyte, mebibyte, 100], maxThreads: 8, expected: 0 },
    { name: "two large ones", sizes: [50 * mebibyte, 20 * mebibyte, 1000], maxThreads: 8, expected: 2 },
    {
      name: "more layers than threads",
      sizes: [50, 50, 50].map((size) => size * mebibyte),
      maxThreads: 2,
      expected: 2,
    },
    { name: "one core", sizes: [50 * mebibyte, 50 * mebibyte], maxThreads: 1, expected: 0 },
  ])("$name", ({ sizes: stored, maxThreads, expected }) => {
    expect(countThreads({ sizes: stored, maxThreads })).toBe(expected);
  });
});
