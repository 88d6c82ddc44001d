import { describe, expect, test } from "vitest";
import type { FileEntry } from "../../model/file-entry.ts";
import { read } from "./fixtures/read-tar.ts";
import { type TestEntry, writeEntry, writePax, writeTar } from "./fixtures/write-tar.ts";
import type { TarLimits } from "./tar-limits.ts";

function base256(value: bigint, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(value.toString(16).padStart(length * 2, "0"), "hex");
  bytes[0] = (bytes[0] ?? 0) | 0x80;
  return bytes;
}

const longName = `${"d".repeat(90)}/${"e".repeat(90)}/f`;

describe("names and attributes", () => {
  // Expected values: POSIX.1-2017 pax, "ustar Interchange Format" and "pax Extended Header"; GNU tar manual.
  test.each<{ name: string; archive: readonly TestEntry[]; expected: Partial<FileEntry> }>([
    {
      name: "a plain file",
      archive: [{ name: "a/b", content: "x" }],
      expected: { path: "a/b", type: "file", size: 1, mode: 0o644, modifiedAt: 1_700_000_000 },
    },
    { name: "./ in front", archive: [{ name: "./a" }], expected: { path: "a" } },
    { name: "absolute", archive: [{ name: "/a/b" }], expected: { path: "a/b" } },
    { name: "the root", archive: [{ name: "./" }], expected: { path: "", type: "directory" } },
    { name: "a slash behind", archive: [{ name: "a/b/" }], expected: { path: "a/b", type: "directory" } },
    { name: "dots and slashes inside", archive: [{ name: "a/./b//c/../d" }], expected: { path: "a/b/d" } },
    { name: "three dots are a name", archive: [{ name: "a/.../b" }], expected: { path: "a/.../b" } },
    { name: "setuid", archive: [{ name: "su", mode: 0o4755 }], expected: { mode: 0o4755 } },
    {
      name: "prefix of ustar",
      archive: [{ name: "c", patch: (header) => header.write("a/b", 345) }],
      expected: { path: "a/b/c" },
    },
    {
      name: "GNU keeps no prefix",
      archive: [
        {
          name: "c",
          patch: (header) => {
            header.write("ustar  \0", 257);
            header.write("12345", 345);
          },
        },
      ],
      expected: { path: "c" },
    },
    {
      name: "v7, without magic",
      archive: [{ name: "c", patch: (header) => header.fill(0, 257, 265) }],
      expected: { path: "c", type: "file" },
    },
    { name: "PAX path", archive: [{ name: "short", pax: { path: longName } }], expected: { path: longName } },
    {
      name: "PAX link path",
      archive: [{ name: "l", type: "2", linkName: "x", pax: { linkpath: `/${longName}` } }],
      expected: { type: "symlink", linkTarget: `/${longName}` },
    },
    {
      name: "PAX numbers",
      archive: [{ name: "a", pax: { uid: "3000000", gid: "4000000", mtime: "12.75" } }],
      expected: { userId: 3_000_000, groupId: 4_000_000, modifiedAt: 12 },
    },
    {
      name: "PAX capability",
      archive: [
        {
          name: "ping",
          pax: { "SCHILY.xattr.security.capability": Buffer.from("0100000200200000000000000000000000000000", "hex") },
        },
      ],
      expected: { capability: "0100000200200000000000000000000000000000" },
    },
    {
      name: "GNU long name",
      archive: [{ name: "././@LongLink", type: "L", content: `${longName}\0` }, { name: "cut" }],
      expected: { path: longName },
    },
    {
      name: "GNU long link",
      archive: [
        { name: "././@LongLink", type: "K", content: `../${longName}\0` },
        { name: "l", type: "2" },
      ],
      expected: { path: "l", linkTarget: `../${longName}` },
    },
    {
      name: "a hard link's target is a path",
      archive: [{ name: "h", type: "1", linkName: "./a/../b" }],
      expected: { type: "hardlink", linkTarget: "b", size: 0 },
    },
    {
      name: "user id in base 256",
      archive: [{ name: "a", patch: (header) => base256(5_000_000n, 8).copy(header, 108) }],
      expected: { userId: 5_000_000 },
    },
    {
      name: "name in Latin-1",
      archive: [{ name: "x", patch: (header) => header.write("caf\u00e9", 0, "latin1") }],
      expected: { path: "caf\u00e9" },
    },
    { name: "name in UTF-8", archive: [{ name: "日本語" }], expected: { path: "日本語" } },
    { name: "a device", archive: [{ name: "null", type: "3" }], expected: { type: "character-device", size: 0 } },
    { name: "contiguous file", archive: [{ name: "a", type: "7", content: "x" }], expected: { type: "file", size: 1 } },
  ])("$name", ({ archive, expected }) => {
    const { entries, codes } = read(writeTar(archive));

    expect(entries.at(-1)).toMatchObject(expected);
    expect(entries).toHaveLength(1);
    expect(codes).toEqual([]);
  });

  test("a global header holds until an entry's own one, and no longer", () => {
    const archive = Buffer.concat([
      writePax({ uid: "7" }, "g"),
      writeTar([{ name: "a" }, { name: "b", pax: { uid: "8" } }, { name: "c" }, { name: "d", pax: { uid: "" } }]),
    ]);

    expect(read(archive).entries.map(({ userId }) => userId)).toEqual([7, 8, 7, 0]);
  });

  test("a size of more than 8 GiB in base 256 is counted exactly", () => {
    const header = writeEntry({ name: "big", patch: (block) => base256(9_000_000_000n, 12).copy(block, 124) });

    const { entries, contents, codes } = read(Buffer.concat([header, Buffer.from("begun")]));

    expect(entries[0]?.size).toBe(9_000_000_000);
    expect(contents).toEqual(["begun…"]);
    expect(codes).toEqual(["tar/truncated"]);
  });

  test("the size of a PAX header counts for what follows", () => {
    const entry = writeEntry({
      name: "a",
      content: "hello",
      pax: { size: "5" },
      patch: (header) => header.write("00000000000", 124),
    });

    expect(read(Buffer.concat([entry, writeTar([{ name: "b" }])])).contents).toEqual(["hello", ""]);
  });
});

describe("sparse files", () => {
  // Maps written by hand after "Storing Sparse Files" of the GNU tar manual: "ab", a hole of 3, "cd", a hole of 1.
  const expected = "ab\0\0\0cd\0";
  test.each<{ name: string; entry: TestEntry }>([
    {
      name: "PAX 0.0",
      entry: { name: "s", content: "abcd", pax: { "GNU.sparse.size": "8", "GNU.sparse.map": "0,2,5,2" } },
    },
    {
      name: "PAX 1.0",
      entry: {
        name: "GNUSparseFile.0/s",
        content: Buffer.concat([Buffer.from("2\n0\n2\n5\n2\n".padEnd(512, "\0")), Buffer.from("abcd")]),
        pax: { "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "s", "GNU.sparse.realsize": "8" },
      },
    },
    {
      name: "old GNU",
      entry: {
        name: "s",
        type: "S",
        content: "abcd",
        patch: (header) => {
          header.write("ustar  \0", 257);
          for (const [index, value] of [0, 2, 5, 2].entries())
            header.write(value.toString(8).padStart(11, "0"), 386 + index * 12);
          header.write("00000000010", 483);
        },
      },
    },
  ])("$name", ({ entry }) => {
    const { entries, contents, codes } = read(writeTar([entry, { name: "next", content: "n" }]));

    expect(entries.map(({ path, size }) => ({ path, size }))).toEqual([
      { path: "s", size: 8 },
      { path: "next", size: 1 },
    ]);
    expect(contents).toEqual([expected, "n"]);
    expect(codes).toEqual([]);
  });

  test.each([
    { name: "a map that overlaps", map: "0,2,1,2", size: "8", code: "tar/bad-sparse-map" },
    { name: "a map that is longer than the content", map: "0,2,5,3", size: "8", code: "tar/bad-sparse-map" },
    { name: "a map beyond the end", map: "0,2,7,2", size: "8", code: "tar/bad-sparse-map" },
    { name: "more holes than are filled", map: "0,2,5,2", size: "9000000000000", code: "tar/sparse-file-too-large" },
  ])("$name is said, and the next file is read", ({ map, size, code }) => {
    const sparse = { name: "s", content: "abcd", pax: { "GNU.sparse.size": size, "GNU.sparse.map": map } };

    const { contents, codes } = read(writeTar([sparse, { name: "next", content: "n" }]));

    expect(contents).toEqual(["…", "n"]);
    expect(codes).toEqual([code]);
  });
});

describe("broken and hostile archives", () => {
  const good = writeEntry({ name: "good", content: "g" });
  const flipped = Buffer.from(good);
  flipped[0] = 0x7a;

  test.each<{
    name: string;
    archive: Buffer;
    limits?: Partial<TarLimits>;
    paths: readonly string[];
    codes: readonly string[];
  }>([
    { name: "empty", archive: Buffer.alloc(0), paths: [], codes: [] },
    { name: "only the end", archive: Buffer.alloc(1024), paths: [], codes: [] },
    { name: "no end", archive: good, paths: ["good"], codes: [] },
    {
      name: "a wrong checksum",
      archive: Buffer.concat([flipped, writeTar([{ name: "b" }])]),
      paths: ["b"],
      codes: ["tar/bad-header"],
    },
    {
      name: "no archive at all",
      archive: Buffer.from("<html>".repeat(1000)),
      paths: [],
      codes: ["tar/bad-header", "tar/truncated"],
    },
    {
      name: "cut in the content",
      archive: writeTar([{ name: "a", content: "x".repeat(600) }]).subarray(0, 700),
      paths: ["a"],
      codes: ["tar/truncated"],
    },
    {
      name: "cut in a header",
      archive: writeTar([{ name: "a" }]).subarray(0, 300),
      paths: [],
      codes: ["tar/truncated"],
    },
    {
      name: "above the root",
      archive: writeTar([{ name: "../../etc/passwd" }]),
      paths: ["etc/passwd"],
      codes: ["tar/name-outside-root"],
    },
    {
      name: "a NUL in a name",
      archive: writeTar([{ name: "x", pax: { path: "a\0b" } }]),
      paths: ["a"],
      codes: ["tar/name-with-nul"],
    },
    {
      name: "an unknown type",
      archive: writeTar([{ name: "x", type: "Z", content: "zz" }, { name: "b" }]),
      paths: ["b"],
      codes: ["tar/unknown-type"],
    },
    {
      name: "a volume label",
      archive: writeTar([{ name: "label", type: "V" }, { name: "b" }]),
      paths: ["b"],
      codes: [],
    },
    {
      name: "data behind the end",
      archive: Buffer.concat([writeTar([{ name: "a" }]), good]),
      paths: ["a"],
      codes: ["tar/trailing-data"],
    },
    {
      name: "a broken PAX record",
      archive: writeTar([{ name: "PaxHeaders/x", type: "x", content: "99 path=b\n" }, { name: "a" }]),
      paths: ["a"],
      codes: ["tar/bad-pax-record"],
    },
    {
      name: "a PAX size that is no number",
      archive: writeTar([{ name: "a", pax: { size: "-5" } }]),
      paths: ["a"],
      codes: ["tar/bad-pax-record"],
    },
    {
      name: "too many entries",
      archive: writeTar([{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }]),
      limits: { maxEntries: 2 },
      paths: ["a", "b"],
      codes: ["tar/too-many-entries"],
    },
    {
      name: "names that are too long together",
      archive: writeTar([{ name: "aa" }, { name: "bb", type: "2", linkName: "c" }, { name: "d" }, { name: "e" }]),
      limits: { maxAllNamesLength: 5 },
      paths: ["aa", "bb"],
      codes: ["tar/names-too-long-together"],
    },
    {
      name: "a long name",
      archive: writeTar([{ name: "a", pax: { path: "x".repeat(5000) } }, { name: "b" }]),
      paths: ["b"],
      codes: ["tar/name-too-long"],
    },
    {
      name: "a deep name",
      archive: writeTar([{ name: "a", pax: { path: "d/".repeat(600) } }, { name: "b" }]),
      paths: ["b"],
      codes: ["tar/path-too-deep"],
    },
    {
      name: "a large PAX header",
      archive: writeTar([{ name: "a", pax: { path: "p", comment: "c".repeat(2000) } }, { name: "b" }]),
      limits: { maxMetadataBytes: 1000 },
      paths: ["a", "b"],
      codes: ["tar/metadata-too-large"],
    },
    {
      name: "many broken names",
      archive: writeTar(Array.from({ length: 9 }, () => ({ name: "../a" }))),
      limits: { maxDiagnostics: 2 },
      paths: Array.from({ length: 9 }, () => "a"),
      codes: ["tar/name-outside-root", "tar/name-outside-root", "tar/more-problems"],
    },
  ])("$name", ({ archive, limits, paths, codes }) => {
    const reading = read(archive, limits);

    expect(reading.entries.map(({ path }) => path)).toEqual(paths);
    expect(reading.codes).toEqual(codes);
  });
});
