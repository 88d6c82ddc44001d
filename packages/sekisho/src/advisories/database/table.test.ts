import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BlockCache } from "./block-cache.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { DamagedDataError } from "./damaged-data.ts";
import { keyHash } from "./key-hash.ts";
import { memoryScratch } from "./scratch.ts";
import { openTableFile, type Table } from "./table-reader.ts";
import { type WrittenFile, writeTableFile } from "./table-writer.ts";

const text = fc.string({ unit: "grapheme", maxLength: 30 });

function open(written: WrittenFile, bytes: Buffer = contentOf(written)) {
  const readAt = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return openTableFile(readAt, written, new BlockCache(1_000_000));
}

function contentOf(written: WrittenFile): Buffer {
  return Buffer.concat([...written.pieces()]);
}

function writeKeys(keys: readonly string[], blockBytes?: number): WrittenFile {
  const entries = [...new Set(keys)].sort().map((key) => ({ key, value: Buffer.from(`value of ${key}`) }));
  return writeTableFile([{ entries, ...(blockBytes === undefined ? {} : { blockBytes }) }], ["word"], memoryScratch());
}

function valueOf(table: Table | undefined, key: string): string | undefined {
  return table
    ?.find(key)
    ?.value.bytes(Buffer.byteLength(`value of ${key}`))
    .toString();
}

describe("numbers and texts", () => {
  test.each([
    { name: "zero", number: 0, bytes: "00" },
    { name: "the largest of one byte", number: 127, bytes: "7f" },
    // LEB128, as DWARF 5 section 7.6 shows 128 and 12857.
    { name: "the smallest of two bytes", number: 128, bytes: "8001" },
    { name: "an example of DWARF", number: 12857, bytes: "b964" },
    { name: "the largest", number: Number.MAX_SAFE_INTEGER, bytes: "ffffffffffffff0f" },
  ])("writes $name as LEB128", ({ number, bytes }) => {
    const writer = new ByteWriter(1);
    writer.number(number);
    expect(writer.view().toString("hex")).toBe(bytes);
    expect(new ByteReader(Buffer.from(bytes, "hex")).number()).toBe(number);
  });

  test.each([
    { name: "a number that is cut off", bytes: "80" },
    { name: "a number without end", bytes: "ff".repeat(20) },
    { name: "nothing", bytes: "" },
  ])("refuses $name", ({ bytes }) => {
    expect(() => new ByteReader(Buffer.from(bytes, "hex")).number()).toThrow(DamagedDataError);
  });

  test("reads back every list of texts", () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const writer = new ByteWriter(1);
        writer.texts(texts);
        const reader = new ByteReader(writer.view());
        expect(reader.texts()).toEqual(texts);
        expect(reader.isAtEnd).toBe(true);
      }),
    );
  });

  test("never reads past the end, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = () => new ByteReader(Buffer.from(bytes)).texts();
        expect(errorOf(read) ?? new DamagedDataError()).toBeInstanceOf(DamagedDataError);
      }),
    );
  });
});

describe("a table", () => {
  test("finds every key that was written and no other", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), text, fc.integer({ min: 1, max: 300 }), (keys, other, bytes) => {
        const file = open(writeKeys(keys, bytes));
        for (const key of keys) expect(valueOf(file.tables[0], key)).toBe(`value of ${key}`);
        expect(file.tables[0]?.find(other) !== undefined).toBe(keys.includes(other));
        expect(file.words).toEqual(["word"]);
      }),
      { numRuns: 50 },
    );
  });

  test("tells two keys of one hash apart", () => {
    // Found by trying names with numbers until two had one hash.
    const first = "package-539599";
    const second = "package-722382";
    expect(keyHash(first)).toBe(keyHash(second));
    const both = open(writeKeys([first, second])).tables[0];
    expect(valueOf(both, first)).toBe(`value of ${first}`);
    expect(valueOf(both, second)).toBe(`value of ${second}`);
    expect(open(writeKeys([first])).tables[0]?.find(second)).toBeUndefined();
  });

  test("is empty without keys", () => {
    const [table] = open(writeKeys([])).tables;
    expect(table?.size).toBe(0);
    expect(table?.find("")).toBeUndefined();
  });

  test("is the same bytes for the same content", () => {
    expect(writeKeys(["a", "b"]).digest).toBe(writeKeys(["b", "a"]).digest);
  });
});

describe("a damaged file", () => {
  const keys = Array.from({ length: 500 }, (_none, number) => `name-${number}`);
  const written = writeKeys(keys, 512);
  const whole = contentOf(written);

  /** Reads everything; throws at the first byte that is wrong. */
  function readAll(bytes: Buffer): void {
    const [table] = open(written, bytes).tables;
    for (const key of keys) expect(valueOf(table, key)).toBe(`value of ${key}`);
  }

  test("is whole before it is damaged", () => {
    expect(() => readAll(whole)).not.toThrow();
  });

  test("is refused for any flipped bit: an answer is right or an error, never another answer", () => {
    const anywhere = fc.integer({ min: 0, max: whole.length - 1 });
    fc.assert(
      fc.property(anywhere, fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        expect(() => readAll(bytes)).toThrow(DamagedDataError);
      }),
      { numRuns: 300 },
    );
  });

  test("is refused wherever it is cut off", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
        expect(() => readAll(whole.subarray(0, length))).toThrow(DamagedDataError);
      }),
    );
  });

  test("is refused when bytes were put behind it", () => {
    const longer = { ...written, bytes: written.bytes + 1 };
    expect(() => open(longer, Buffer.concat([whole, Buffer.from([0])]))).toThrow(DamagedDataError);
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
