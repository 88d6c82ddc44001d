import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeBerkeley, makeHeader, makeNdb, makePackage } from "./fixtures/make-database.ts";
import { parsePackage } from "./parse-package.ts";
import { readBerkeley } from "./read-berkeley.ts";
import { readNdb } from "./read-ndb.ts";

const blobs = ["alpha", "beta", "gamma"].map(makePackage);
const databases = [
  { name: "ndb", bytes: makeNdb(blobs), read: readNdb, code: "rpmdb/no-ndb" },
  {
    name: "Berkeley DB, little-endian",
    bytes: makeBerkeley(blobs, "little"),
    read: readBerkeley,
    code: "rpmdb/no-berkeley",
  },
  {
    name: "Berkeley DB, big-endian",
    bytes: makeBerkeley(blobs, "big", 4096),
    read: readBerkeley,
    code: "rpmdb/no-berkeley",
  },
] as const;

describe("databases", () => {
  test.each(databases)("$name: three packages, the counter is none", ({ bytes, read }) => {
    const { blobs: found, diagnostics } = read("db", bytes);

    expect(diagnostics).toEqual([]);
    expect(found.map((blob) => blob.toString("hex"))).toEqual(blobs.map((blob) => blob.toString("hex")));
  });

  test.each(databases)("$name: what is none is told of", ({ read, code }) => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(8192, 65)]) {
      expect(read("db", bytes)).toMatchObject({ blobs: [], diagnostics: [{ code, level: "error" }] });
    }
  });

  test.each(databases)("$name: a truncated file gives what is whole", ({ bytes, read }) => {
    const { blobs: found, diagnostics } = read("db", bytes.subarray(0, bytes.length - 520));

    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  test.each(databases)("$name: never throws on changed bytes", ({ bytes, read }) => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), fc.nat(bytes.length), (changes, length) => {
        const damaged = Buffer.from(bytes.subarray(0, length));
        for (const [at, value] of changes) if (at < length) damaged[at] = value;
        const total = read("db", damaged).blobs.map((blob) => parsePackage(blob) && blob.length);
        expect(total.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(damaged.length);
      }),
      { numRuns: 200 },
    );
  });

  test("an overflow chain that points to itself is given up", () => {
    const bytes = Buffer.from(makeBerkeley(blobs, "little"));
    bytes.writeUInt32LE(2, 2 * 512 + 16);

    const { blobs: found, diagnostics } = readBerkeley("db", bytes);

    expect(found).toHaveLength(2);
    expect(diagnostics.map(({ code }) => code)).toEqual(["rpmdb/berkeley-item"]);
  });
});

describe("package headers", () => {
  test("give everything that was written", () => {
    expect(parsePackage(makePackage("alpha"))).toEqual({
      name: "alpha",
      version: "1.2",
      release: "3",
      epoch: 2,
      architecture: "x86_64",
      sourcePackage: "alpha-src-1.2-3.src.rpm",
      license: "GPLv2+ and MIT",
      vendor: "Example",
      modularityLabel: "mod:1:2:ctx",
      headerSha256: undefined,
      signatureMd5: undefined,
      fileDigestAlgorithm: "sha256",
      requires: [{ name: "libc.so.6()(64bit)" }, { name: "bash", range: ">= 4" }, { name: "(a if b)" }],
      provides: [
        { name: "alpha", range: "= 2:1.2-3" },
        { name: "virtual", range: "= 1" },
      ],
      files: [
        { path: "usr/share", mode: 0o040755, flags: 0, isReplaced: false },
        { path: "usr/share/data", mode: 0o100644, flags: 0, isReplaced: false, digest: "ab".repeat(32) },
        { path: "usr/share/link", mode: 0o120777, flags: 0, isReplaced: false },
        { path: "usr/share/ghost", mode: 0o100644, flags: 64, isReplaced: false },
      ],
      hasTooManyFiles: false,
    });
  });

  test.each([
    { name: "too short", blob: Buffer.alloc(4), expected: "at least 8 bytes" },
    {
      name: "4 billion tags",
      blob: Buffer.alloc(64, 0xff),
      expected: "1 to 65535 tags and at most 268435455 bytes of data",
    },
    { name: "no tags", blob: Buffer.alloc(64), expected: "1 to 65535 tags and at most 268435455 bytes of data" },
    { name: "cut off", blob: makePackage("a").subarray(0, 100), expected: `${makePackage("a").length} bytes` },
    {
      name: "no version",
      blob: makeHeader([{ tag: 1000, value: "a" }]),
      expected: "tags for name, version and release",
    },
  ])("$name", ({ blob, expected }) => {
    expect(parsePackage(blob)).toMatchObject({ expected });
  });

  test("one long directory in front of many names is cut", () => {
    const names = Array.from({ length: 2000 }, () => "x");
    const blob = makeHeader([
      { tag: 1000, value: "a" },
      { tag: 1001, value: "1" },
      { tag: 1002, value: "1" },
      { tag: 1116, value: { width: 4, numbers: names.map(() => 0) } },
      { tag: 1117, value: names },
      { tag: 1118, value: [`/${"d".repeat(4000)}/`] },
    ]);

    const found = parsePackage(blob);

    // The store holds about 16 kB: 16 times as much is room for some 70 such paths.
    expect(found).toMatchObject({ hasTooManyFiles: true });
    expect("files" in found ? found.files.length : 0).toBeLessThan(100);
  });
});
