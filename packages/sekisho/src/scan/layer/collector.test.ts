import { describe, expect, test } from "vitest";
import type { LayerBlob } from "../../access/image-source.ts";
import { type Analyzer, defineAnalyzer, defineStreamAnalyzer } from "../../analyzers/define.ts";
import { type TestEntry, writeTar } from "../../formats/tar/fixtures/write-tar.ts";
import { readLayer } from "./read-layer.ts";

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
function blobOf(bytes: Buffer, pieceBytes = 1000): LayerBlob {
  return {
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
    },
  };
}

describe("analyzers", () => {
  const files = [
    { name: "a/package.json", content: "one 1" },
    { name: "b/package.json", content: "two 2" },
  ];

  async function examine(analyzers: readonly Analyzer[], entries: readonly TestEntry[], pieceBytes = 700) {
    const { facts } = await readLayer(
      { blob: blobOf(writeTar(entries), pieceBytes), claimed: {} },
      { analyzers, scope: "installed" },
    );
    return facts;
  }

  test("one that throws is a diagnostic and coverage, the others go on", async () => {
    const thrower = {
      ...manifests,
      id: "test/thrower",
      analyze: () => {
        throw new Error("oh");
      },
    };

    const facts = await examine([thrower, manifests], files);

    expect(facts.analyses.map(({ analyzer, entry }) => `${analyzer} ${entry}`)).toEqual([
      "test/manifest 0",
      "test/manifest 1",
    ]);
    expect(facts.coverage).toMatchObject([{ plugin: "test/thrower", ended: "failed" }]);
    expect(facts.diagnostics.map(({ code, location }) => `${code} ${location?.path}`)).toEqual([
      "analyzer/failed a/package.json",
      "analyzer/failed b/package.json",
    ]);
  });

  test("a file above the limit is said, and the others are read", async () => {
    const facts = await examine([manifests], [{ name: "package.json", content: "x".repeat(1001) }, ...files]);

    expect(facts.diagnostics.map(({ code, location }) => `${code} ${location?.path}`)).toEqual([
      "image/file-too-large package.json",
    ]);
    expect(facts.coverage).toMatchObject([{ plugin: "test/manifest", ended: "partial" }]);
    expect(facts.analyses).toHaveLength(2);
  });

  test("one of the other scope is not asked", async () => {
    const declared = { ...manifests, scope: "declared" } as const;

    expect((await examine([declared], files)).analyses).toEqual([]);
  });

  test("companions come in one call, in whichever order", async () => {
    const pairs = defineAnalyzer({
      id: "test/pair",
      version: 1,
      finds: ["fact"],
      scope: "everywhere",
      paths: ["*.db"],
      companions: ["-wal"],
      maxBytes: 100,
      analyze: ({ bytes, companions }) => ({
        facts: [{ kind: "content-sets", names: [bytes.toString(), companions?.get("-wal")?.toString() ?? "none"] }],
      }),
    });

    const facts = await examine(
      [pairs],
      [
        { name: "b.db-wal", content: "W" },
        { name: "a.db", content: "A" },
        { name: "b.db", content: "B" },
      ],
    );

    expect(facts.analyses.map(({ entry, facts: found }) => ({ entry, found }))).toEqual([
      { entry: 1, found: [{ kind: "content-sets", names: ["A", "none"] }] },
      { entry: 2, found: [{ kind: "content-sets", names: ["B", "W"] }] },
    ]);
  });

  test.each([1, 100, 4096, 1_000_000])(
    "a stream sees its start and then every byte once, pieces of %i",
    async (pieceBytes) => {
      const seen: { start: number; bytes: number; isEnded: boolean }[] = [];
      const stream = defineStreamAnalyzer({
        id: "test/stream",
        version: 1,
        finds: ["secret"],
        scope: "everywhere",
        open(_file, start) {
          const record = { start: start.length, bytes: 0, isEnded: false };
          seen.push(record);
          return {
            write: (piece) => void (record.bytes += piece.length),
            end: () => {
              record.isEnded = true;
              return {};
            },
          };
        },
      });

      await examine(
        [stream],
        [{ name: "small", content: "abc" }, { name: "empty" }, { name: "large", content: "x".repeat(20_000) }],
        pieceBytes,
      );

      expect(seen.map(({ bytes, isEnded }) => ({ bytes, isEnded }))).toEqual([
        { bytes: 3, isEnded: true },
        { bytes: 20_000, isEnded: true },
      ]);
      expect(seen[0]?.start).toBe(3);
      expect(seen[1]?.start).toBeGreaterThanOrEqual(4096);
    },
  );
});
