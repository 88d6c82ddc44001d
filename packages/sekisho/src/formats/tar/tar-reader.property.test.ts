import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read } from "./fixtures/read-tar.ts";
import { writeTar } from "./fixtures/write-tar.ts";

const longName = `${"d".repeat(90)}/${"e".repeat(90)}/f`;

describe("properties", () => {
  const archive = writeTar([
    { name: "a/", mode: 0o700 },
    { name: "a/b", content: "b".repeat(1500), pax: { uid: "12" } },
    { name: "s", content: "abcd", pax: { "GNU.sparse.size": "8", "GNU.sparse.map": "0,2,5,2" } },
    { name: "././@LongLink", type: "L", content: `${longName}\0` },
    { name: "cut", content: "c" },
    { name: "l", type: "2", linkName: "a/b" },
  ]);

  test("however an archive is cut, the same is read", () => {
    const whole = read(archive);
    expect(whole.entries).toHaveLength(5);
    fc.assert(
      fc.property(fc.array(fc.nat(archive.length), { maxLength: 40 }), (cuts) => {
        expect(
          read(
            archive,
            {},
            cuts.toSorted((left, right) => left - right),
          ),
        ).toEqual(whole);
      }),
    );
    expect(read(archive, {}, Array.from(archive.keys()))).toEqual(whole);
  });

  test("whatever is broken in it, nothing is thrown and every path stays inside", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
        const changed = Buffer.from(archive);
        for (const [at, byte] of changes) changed[at] = byte;
        const { entries, contents } = read(changed);
        expect(contents).toHaveLength(entries.length);
        for (const { path } of entries) expect(path.split("/")).not.toContain("..");
      }),
      { numRuns: 500 },
    );
  });

  test("random bytes are read to their end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => {
        expect(read(Buffer.from(bytes)).entries).toEqual([]);
      }),
    );
  });
});
