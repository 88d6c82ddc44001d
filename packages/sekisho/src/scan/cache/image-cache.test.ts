import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LayerFacts } from "../../model/analysis.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { PlacedFact } from "../../semantics/image/image-content.ts";
import { CacheStore } from "./cache-store.ts";
import { ImageCache, type LayerPlace } from "./image-cache.ts";

const digests = {
  mine: `sha256:${"1".repeat(64)}`,
  other: `sha256:${"2".repeat(64)}`,
  diff: `sha256:${"3".repeat(64)}`,
};

const facts: LayerFacts = {
  digest: digests.mine,
  diffId: digests.diff,
  storedBytes: 10,
  archiveBytes: 20,
  entries: [
    { path: "", type: "directory", mode: 0o755, userId: 0, groupId: 0, size: 0, modifiedAt: 1 },
    {
      path: "etc/a\nb",
      type: "file",
      mode: 0o4755,
      userId: 0,
      groupId: 42,
      size: 5,
      modifiedAt: 2,
      capability: "0100",
    },
    { path: "bin", type: "symlink", mode: 0o777, userId: 0, groupId: 0, size: 0, modifiedAt: 3, linkTarget: "usr/bin" },
  ],
  analyses: [{ analyzer: "language/x", entry: 1, packages: [{ type: "npm", name: "x", version: "1" }] }],
  coverage: [],
  diagnostics: [],
};

const emptyInventory: Inventory = {
  target: { kind: "image", name: "sample" },
  origin: { format: "scan" },
  packages: [],
  repositories: [],
  contentSets: [],
  coverage: [],
  diagnostics: [],
};

const contentSets: PlacedFact = {
  fact: { kind: "content-sets", names: ["baseos"] },
  path: "root/buildinfo/content_manifests/a.json",
  layer: 0,
  isVisible: true,
};

function samplePackage(name: string): Package {
  return {
    id: `pkg:npm/${name}@1`,
    purl: `pkg:npm/${name}@1`,
    type: "npm",
    name,
    version: "1",
    licenses: [],
    hashes: [],
    foundBy: [],
    confidence: "certain",
    locations: [{ path: name }],
    dependsOn: [],
  };
}

let directory: string;
let blobFile: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "sekisho-cache-"));
  blobFile = join(directory, "blob");
  writeFileSync(blobFile, "0123456789");
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function open(fingerprint = "analyzers"): ImageCache {
  const now = (): number => Date.now() + 60_000;
  return new ImageCache(new CacheStore(join(directory, "images"), { now }), { fingerprint, now });
}

function inRegistry(digest: string): LayerPlace {
  const layer = { index: 0, digest, diffId: digests.diff, mediaType: "", sizeBytes: 10 };
  return { layer, isAddressedByDigest: true, blob: { open: noBytes } };
}

function inFile(length = 10): LayerPlace {
  const layer = { index: 0, digest: digests.other, diffId: digests.diff, mediaType: "", sizeBytes: 10 };
  return { layer, isAddressedByDigest: false, blob: { open: noBytes, range: { file: blobFile, offset: 0, length } } };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

describe("what an image cache knows", () => {
  test("gives the facts of bytes that were read before, as they were", async () => {
    await open().keepFacts(inRegistry(digests.mine), facts);

    const known = await open().findKnown(inRegistry(digests.mine));

    expect(known).toEqual({ digest: digests.mine, diffId: digests.diff, storedBytes: 10 });
    expect(known === undefined ? undefined : await open().findFacts(known)).toEqual(facts);
  });

  test("a claimed diff id leads nowhere: only digests of bytes do", async () => {
    await open().keepFacts(inRegistry(digests.mine), facts);

    // The other layer claims the same diff id as the one that was read.
    expect(await open().findKnown(inRegistry(digests.other))).toBeUndefined();
  });

  test("wrong bytes of a registry are not kept for the digest that was asked for", async () => {
    await open().keepFacts(inRegistry(digests.other), facts);

    expect(await open().findKnown(inRegistry(digests.other))).toBeUndefined();
    expect(await open().findKnown(inRegistry(digests.mine))).toBeUndefined();
  });

  test("a stretch of a file is known until the file changes, whatever its layer is called", async () => {
    await open().keepFacts(inFile(), facts);

    expect(await open().findKnown(inFile())).toBeDefined();
    expect(await open().findKnown(inFile(9))).toBeUndefined();
    appendFileSync(blobFile, "x");
    expect(await open().findKnown(inFile())).toBeUndefined();
  });

  test("other analyzers find nothing of it", async () => {
    await open().keepFacts(inRegistry(digests.mine), facts);
    const cache = open("other analyzers");
    const known = await cache.findKnown(inRegistry(digests.mine));

    expect(known === undefined ? undefined : await cache.findFacts(known)).toBeUndefined();
  });

  test("more entries and analyses than one part holds come back in order", async () => {
    const root: FileEntry = { path: "", type: "directory", mode: 0, userId: 0, groupId: 0, size: 0, modifiedAt: 0 };
    const entries = Array.from({ length: 10_000 }, (_, index) =>
      index === 0 ? root : { ...root, path: `a/${index}` },
    );
    const analyses = entries.map((_, index) => ({ analyzer: "language/x", entry: index }));
    const many = { ...facts, entries, analyses };
    await open().keepFacts(inRegistry(digests.mine), many);

    const found = await open().findFacts({ digest: digests.mine, diffId: digests.diff, storedBytes: 10 });
    expect(found).toEqual(many);
  });

  test("gives an inventory of an image, and what was found in its files, for the same origin only", async () => {
    const packages = Array.from({ length: 5000 }, (_, index) => samplePackage(`p${index}`));
    const content = { inventory: { ...emptyInventory, packages }, facts: [contentSets], secrets: [], malware: [] };
    await open().keepContent(["image", "layers"], content);

    expect(await open().findInventory(["image", "layers"])).toEqual(content.inventory);
    expect(await open().findFound(["image", "layers"])).toEqual({ facts: [contentSets], secrets: [], malware: [] });
    expect(await open().findInventory(["imagel", "ayers"])).toBeUndefined();
    expect(await open("other analyzers").findFound(["image", "layers"])).toBeUndefined();
  });

  test("a damaged entry is a miss and is taken away", async () => {
    await open().keepFacts(inRegistry(digests.mine), facts);
    const files = readdirSync(join(directory, "images"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files) {
      const bytes = readFileSync(file);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }

    expect(await open().findKnown(inRegistry(digests.mine))).toBeUndefined();
    expect(await open().findFacts({ digest: digests.mine, diffId: digests.diff, storedBytes: 1 })).toBeUndefined();
    const left = readdirSync(join(directory, "images"), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });
});
