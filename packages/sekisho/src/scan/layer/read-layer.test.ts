import { createHash } from "node:crypto";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { LayerBlob } from "../../access/image-source.ts";
import { defineAnalyzer } from "../../analyzers/define.ts";
import { type TestEntry, writeTar } from "../../formats/tar/fixtures/write-tar.ts";
import { SekishoError } from "../../model/error.ts";
import { mergeLayers } from "../../semantics/overlay/merge-layers.ts";
import { defaultLayerLimits, readLate, readLayer } from "./read-layer.ts";

/** Finds packages in files that say `NAME VERSION`. */
const manifests = defineAnalyzer({
  id: "test/manifest",
  version: 1,
  finds: ["package"],
  scope: "everywhere",
  paths: ["**/package.json"],
  maxBytes: 1000,
  analyze({ bytes }) {
    const [name = "", version = ""] = bytes.toString("utf8").split(" ");
    return name === "" ? {} : { packages: [{ type: "npm", name, version }] };
  },
});
const examination = { analyzers: [manifests], scope: "installed" } as const;

function blobOf(bytes: Buffer, pieceBytes = 1000): LayerBlob {
  return {
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
    },
  };
}

/** Gives pieces that share one memory, as a thread reads a file. */
function transientBlobOf(bytes: Buffer, pieceBytes: number): LayerBlob {
  return {
    async *open() {
      const memory = Buffer.alloc(pieceBytes);
      for (let at = 0; at < bytes.length; at += pieceBytes)
        yield await Promise.resolve(memory.subarray(0, bytes.copy(memory, 0, at, at + pieceBytes)));
    },
  };
}

const unpackingPlaces = ["beside", "in-turn"] as const;

function sha256(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

async function readImage(layers: readonly (readonly TestEntry[])[]) {
  const blobs = layers.map((entries) => blobOf(gzipSync(writeTar(entries))));
  const readings = await Promise.all(blobs.map((blob) => readLayer({ blob, claimed: {} }, examination)));
  const tree = mergeLayers(readings.map(({ facts }) => facts.entries));
  return { blobs, readings, tree };
}

describe("the eight images that scanners get wrong", () => {
  const oldPackage = { name: "app/package.json", content: "old 1" };
  test.each<{ name: string; layers: readonly (readonly TestEntry[])[]; expected: readonly string[] }>([
    {
      name: "A a directory replaced by a link",
      layers: [
        [{ name: "app/" }, oldPackage, { name: "new/" }, { name: "new/package.json", content: "new 2" }],
        [{ name: "app", type: "2", linkName: "new" }],
      ],
      expected: ["new/package.json new 2"],
    },
    {
      name: "B a directory replaced by a file",
      layers: [[{ name: "app/" }, oldPackage], [{ name: "app", content: "x" }]],
      expected: [],
    },
    {
      name: "C a hard link to another name",
      layers: [
        [{ name: "store/x", content: "hard 3" }],
        [{ name: "app/package.json", type: "1", linkName: "store/x" }],
      ],
      expected: ["app/package.json hard 3"],
    },
    {
      name: "D a symbolic link to another name",
      layers: [
        [
          { name: "store/x", content: "soft 4" },
          { name: "app/package.json", type: "2", linkName: "../store/x" },
        ],
      ],
      expected: ["app/package.json soft 4"],
    },
    {
      name: "E an opaque directory",
      layers: [[oldPackage], [{ name: "app/" }, { name: "app/.wh..wh..opq" }]],
      expected: [],
    },
    {
      name: "F a whiteout beside a longer name",
      layers: [[oldPackage, { name: "app2/package.json", content: "two 2" }], [{ name: ".wh.app" }]],
      expected: ["app2/package.json two 2"],
    },
    {
      name: "G an opaque marker behind the files of its layer",
      layers: [[oldPackage], [{ name: "app/package.json", content: "new 2" }, { name: "app/.wh..wh..opq" }]],
      expected: ["app/package.json new 2"],
    },
    {
      name: "H names with ./ in front",
      layers: [
        [{ name: "./app/" }, { name: "./app/package.json", content: "old 1" }],
        [{ name: "./app/package.json", content: "new 2" }],
      ],
      expected: ["app/package.json new 2"],
    },
  ])("$name", async ({ layers, expected }) => {
    const { blobs, readings, tree } = await readImage(layers);

    const found: string[] = [];
    for (const file of tree.files()) {
      const content = tree.resolve(file.path)?.content;
      if (!file.path.endsWith("package.json") || content === undefined) continue;
      const { layer, entry } = content;
      const isSeen = readings[layer]?.facts.analyses.some((analysis) => analysis.entry === entry) === true;
      const blob = blobs[layer];
      if (blob === undefined) continue;
      const analyses = isSeen
        ? readings[layer]?.facts.analyses.filter((analysis) => analysis.entry === entry)
        : (await readLate({ blob }, new Map([[entry, [file.path]]]), examination)).analyses;
      for (const { packages } of analyses ?? []) {
        for (const { name, version } of packages ?? []) found.push(`${file.path} ${name} ${version}`);
      }
    }

    expect(found).toEqual(expected);
    expect(readings.flatMap(({ facts }) => facts.diagnostics)).toEqual([]);
  });
});

describe("readLayer", () => {
  const archive = writeTar([
    { name: "stargz.index.json", content: "{}" },
    { name: "a/package.json", content: "one 1" },
    { name: ".prefetch.landmark", content: "x" },
    { name: "b", content: "x".repeat(5000) },
  ]);
  const skippable = Buffer.from("502a4d1805000000ffffffffff", "hex");
  const half = 2048;

  test.each<{ name: string; stored: Buffer }>([
    { name: "plain", stored: archive },
    { name: "gzip", stored: gzipSync(archive) },
    {
      name: "gzip in two members",
      stored: Buffer.concat([gzipSync(archive.subarray(0, half)), gzipSync(archive.subarray(half))]),
    },
    { name: "gzip with zeros behind", stored: Buffer.concat([gzipSync(archive), Buffer.alloc(3000)]) },
    { name: "zstd", stored: zstdCompressSync(archive) },
    {
      name: "zstd in frames with others between",
      stored: Buffer.concat([
        skippable,
        zstdCompressSync(archive.subarray(0, half)),
        skippable,
        zstdCompressSync(archive.subarray(half)),
        skippable,
      ]),
    },
  ])("$name gives the same facts, in pieces of any size", async ({ stored }) => {
    for (const unpacks of unpackingPlaces) {
      for (const pieceBytes of [1, 7, 512, 100_000]) {
        const claimed = { digest: sha256(stored), diffId: sha256(archive) };
        const blob = unpacks === "in-turn" ? transientBlobOf(stored, pieceBytes) : blobOf(stored, pieceBytes);
        const { facts, diagnostics, isWhole } = await readLayer({ blob, claimed, unpacks }, examination);

        expect(facts).toMatchObject({
          ...claimed,
          storedBytes: stored.length,
          archiveBytes: archive.length,
          coverage: [],
          diagnostics: [],
        });
        expect(facts.entries.map(({ path }) => path)).toEqual(["a/package.json", "b"]);
        expect(facts.analyses).toEqual([
          { analyzer: "test/manifest", entry: 0, packages: [{ type: "npm", name: "one", version: "1" }] },
        ]);
        expect([diagnostics, isWhole]).toEqual([[], true]);
      }
    }
  });

  test.each<{ name: string; stored: Buffer; codes: readonly string[]; entries: number }>([
    {
      name: "cut gzip",
      stored: gzipSync(archive).subarray(0, -12),
      codes: ["layer/broken-compression", "tar/truncated"],
      entries: 1,
    },
    {
      name: "garbage behind gzip",
      stored: Buffer.concat([gzipSync(archive), Buffer.from("garbage")]),
      codes: ["layer/broken-compression", "tar/truncated"],
      entries: 1,
    },
    {
      name: "a member behind padding",
      stored: Buffer.concat([gzipSync(archive), Buffer.alloc(50), gzipSync("more")]),
      codes: ["layer/trailing-data"],
      entries: 2,
    },
    {
      name: "garbage behind zstd",
      stored: Buffer.concat([zstdCompressSync(archive), Buffer.from("garbage")]),
      codes: ["layer/broken-compression"],
      entries: 2,
    },
    {
      name: "xz",
      stored: Buffer.from("fd377a585a000000", "hex"),
      codes: ["layer/unsupported-compression"],
      entries: 0,
    },
    {
      name: "an error page",
      stored: Buffer.from("<html>".repeat(200)),
      codes: ["tar/bad-header", "tar/truncated"],
      entries: 0,
    },
    { name: "nothing", stored: Buffer.alloc(0), codes: [], entries: 0 },
  ])("$name is said, with the digest of what is stored", async ({ stored, codes, entries }) => {
    for (const unpacks of unpackingPlaces) {
      const job = { blob: blobOf(stored, 50), claimed: {}, unpacks };
      const { facts, isWhole } = await readLayer(job, examination);

      expect(facts.diagnostics.map(({ code }) => code)).toEqual(codes);
      expect(facts.digest).toBe(sha256(stored));
      // Of the piece that is broken nothing is unpacked.
      expect(facts.entries.length).toBeGreaterThanOrEqual(entries);
      expect(isWhole).toBe(true);
    }
  });

  test("digests that are not the claimed ones are named, both", async () => {
    const claimed = { digest: `sha256:${"0".repeat(64)}`, diffId: `sha256:${"1".repeat(64)}` };

    const { facts, diagnostics } = await readLayer({ blob: blobOf(archive), claimed }, examination);

    expect(diagnostics.map(({ code }) => code)).toEqual(["image/digest-mismatch", "image/diff-id-mismatch"]);
    for (const { message } of diagnostics) expect(message.en).toContain(sha256(archive));
    expect(facts).toMatchObject({ digest: sha256(archive), diffId: sha256(archive) });
  });

  test.each([
    { name: "a plain layer", stored: archive.subarray(0, 3000) },
    { name: "a gzip layer", stored: gzipSync(archive).subarray(0, 80) },
  ])("$name whose source breaks off keeps what was read, without a digest", async ({ stored }) => {
    const blob: LayerBlob = {
      async *open() {
        yield await Promise.resolve(stored);
        throw new SekishoError("target-unreadable", { en: "The connection was closed.", ja: "接続が切断されました。" });
      },
    };

    const { facts, diagnostics, isWhole } = await readLayer({ blob, claimed: { digest: "sha256:x" } }, examination);

    expect(diagnostics.map(({ code }) => code)).toEqual(["image/layer-broke-off"]);
    expect(diagnostics[0]?.message.en).toContain("The connection was closed.");
    expect([facts.digest, facts.diffId, isWhole]).toEqual([undefined, undefined, false]);
  });

  test("a bomb is read to its limit, and hashed to its end", async () => {
    const bomb = gzipSync(
      writeTar([
        { name: "first/package.json", content: "one 1" },
        { name: "zeros", content: Buffer.alloc(20_000_000) },
      ]),
    );
    const limits = {
      ...defaultLayerLimits,
      inflation: { maxArchiveBytes: 1e12, maxRatio: 100, ratioFreeBytes: 1_000_000 },
    };

    const { facts } = await readLayer({ blob: blobOf(bomb), claimed: {} }, examination, limits);

    expect(facts.diagnostics.map(({ code }) => code)).toEqual(["layer/decompression-bomb", "tar/truncated"]);
    expect(facts.digest).toBe(sha256(bomb));
    expect(facts.analyses).toHaveLength(1);
    expect(facts.archiveBytes).toBeLessThan(10_000_000);
  });
});
