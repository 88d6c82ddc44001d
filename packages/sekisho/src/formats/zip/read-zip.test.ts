import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readZipEntry } from "./read-entry.ts";
import { readZip } from "./read-zip.ts";
import { sampleZip } from "./sample-zip.ts";

const maxBytes = 1 << 20;

function contents(bytes: Buffer) {
  const { entries, problems } = readZip(bytes, () => true);
  const read = entries.map((entry) => {
    const content = readZipEntry(bytes, entry, maxBytes);
    return content.kind === "content" ? { name: entry.name, text: content.bytes.toString() } : content.problem.code;
  });
  return { read, problems: problems.map(({ code }) => code) };
}

const two = [
  { name: "a.txt", content: "alpha" },
  { name: "ü/b.txt", content: "beta", method: 0 },
];
const twoRead = [
  { name: "a.txt", text: "alpha" },
  { name: "ü/b.txt", text: "beta" },
];

describe("archives of all forms", () => {
  test.each([
    { name: "deflated and stored", bytes: sampleZip(two), read: twoRead },
    { name: "comment behind", bytes: sampleZip(two, { comment: "x".repeat(60_000) }), read: twoRead },
    {
      name: "end record in the comment",
      bytes: sampleZip(two, { comment: "PK\x05\x06 and more than that" }),
      read: twoRead,
    },
    { name: "script before", bytes: Buffer.concat([Buffer.from("#!/bin/sh\n"), sampleZip(two)]), read: twoRead },
    { name: "zip64", bytes: sampleZip(two, { isZip64: true }), read: twoRead },
    {
      name: "script before zip64",
      bytes: Buffer.concat([Buffer.from("#!/bin/sh\n"), sampleZip(two, { isZip64: true })]),
      read: twoRead,
    },
    { name: "no entries", bytes: sampleZip([]), read: [] },
    { name: "empty entry", bytes: sampleZip([{ name: "e", content: "" }]), read: [{ name: "e", text: "" }] },
    {
      name: "back slashes as separators",
      bytes: sampleZip([{ name: "a\\b", content: "x" }]),
      read: [{ name: "a/b", text: "x" }],
    },
  ])("$name", ({ bytes, read }) => {
    expect(contents(bytes)).toEqual({ read, problems: [] });
  });

  test("only wanted entries are given", () => {
    expect(readZip(sampleZip(two), (name) => name === "a.txt").entries).toMatchObject([{ name: "a.txt", size: 5 }]);
  });

  test("two entries may share their bytes: each is read by its own claim", () => {
    const bytes = sampleZip([
      { name: "a", content: "same" },
      { name: "b", content: "same", claims: { offset: 0 } },
    ]);

    expect(contents(bytes).read).toEqual([
      { name: "a", text: "same" },
      { name: "b", text: "same" },
    ]);
  });
});

describe("broken entries lose nothing else", () => {
  test.each([
    { name: "encrypted", entry: { flags: 1 }, code: "zip/encrypted-entry" },
    { name: "deflate64", entry: { method: 9 }, code: "zip/unsupported-method" },
    { name: "claims to be small", entry: { claims: { size: 1 } }, code: "zip/corrupt-entry" },
    { name: "claims to be longer", entry: { claims: { size: 900 } }, code: "zip/corrupt-entry" },
    { name: "claims to be huge", entry: { claims: { size: 2 ** 31 } }, code: "zip/entry-too-large" },
    { name: "wrong checksum", entry: { claims: { crc32: 1 } }, code: "zip/corrupt-entry" },
    { name: "outside of the archive", entry: { claims: { offset: 2 ** 31 } }, code: "zip/corrupt-entry" },
    { name: "no header at its place", entry: { claims: { offset: 3 } }, code: "zip/corrupt-entry" },
  ])("$name", ({ entry, code }) => {
    const bytes = sampleZip([{ name: "bad", content: "content".repeat(10), ...entry }, ...two]);

    expect(contents(bytes)).toEqual({ read: [code, ...twoRead], problems: [] });
  });

  test("a bomb is inflated no further than its claim and the limit", () => {
    const bomb = Buffer.alloc(8 << 20);
    const honest = sampleZip([{ name: "bomb", content: bomb }]);
    const lying = sampleZip([{ name: "bomb", content: bomb, claims: { size: 10 } }]);

    expect(contents(honest).read).toEqual(["zip/entry-too-large"]);
    expect(contents(lying).read).toEqual(["zip/corrupt-entry"]);
  });
});

describe("what is no whole archive", () => {
  test.each([
    { name: "empty", bytes: Buffer.alloc(0), problems: ["zip/no-directory"] },
    { name: "text", bytes: Buffer.from("version https://example.com/spec/v1\n"), problems: ["zip/no-directory"] },
    { name: "breaks off", bytes: sampleZip(two).subarray(0, -30), problems: ["zip/no-directory"] },
    { name: "end record alone, for more", bytes: sampleZip(two).subarray(-22), problems: ["zip/no-directory"] },
  ])("$name", ({ bytes, problems }) => {
    expect(contents(bytes)).toEqual({ read: [], problems });
  });

  test("a directory that is corrupt in the middle gives the entries before", () => {
    const bytes = sampleZip(two);
    const second = bytes.lastIndexOf("PK\x01\x02");
    bytes.writeUInt32LE(0, second);

    expect(contents(bytes)).toEqual({ read: twoRead.slice(0, 1), problems: ["zip/corrupt-directory"] });
  });
});

test("what a sample holds is read", () => {
  const entry = fc.record({
    name: fc.string({ unit: "grapheme", minLength: 1 }),
    content: fc.string(),
    method: fc.constantFrom(0, 8),
  });
  fc.assert(
    fc.property(fc.array(entry), fc.boolean(), fc.uint8Array({ maxLength: 50 }), (entries, isZip64, before) => {
      const bytes = Buffer.concat([before, sampleZip(entries, { isZip64 })]);

      expect(contents(bytes).read.map((read) => (typeof read === "string" ? read : read.text))).toEqual(
        entries.map(({ content }) => content),
      );
    }),
  );
});

test("never throws, whatever is overwritten", () => {
  const bytes = sampleZip(two, { isZip64: true, comment: "c" });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))), (changes) => {
      const changed = Buffer.from(bytes);
      for (const [at, value] of changes) changed[at] = value;
      expect(contents(changed).read.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 500 },
  );
});
