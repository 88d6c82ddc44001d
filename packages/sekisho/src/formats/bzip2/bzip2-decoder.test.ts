import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Bzip2Decoder } from "./bzip2-decoder.ts";
import { Bzip2Error } from "./bzip2-error.ts";
import { bzip2Crc } from "./crc.ts";

function unpack(packed: Uint8Array, pieceBytes = packed.length): Buffer {
  const decoder = new Bzip2Decoder();
  const pieces: Buffer[] = [];
  for (let at = 0; at < packed.length; at += pieceBytes)
    pieces.push(...decoder.write(packed.subarray(at, at + pieceBytes)));
  return Buffer.concat([...pieces, ...decoder.end()]);
}

/** Written by Python's bz2, which calls bzip2's own library. */
const samples = {
  hello: Buffer.from("QlpoOTFBWSZTWXYlR8EAAAKBgAJoiAAgACIYaDADq4GF3JFOFCQdiVHwQA==", "base64"),
  empty: Buffer.from("QlpoORdyRThQkAAAAAA=", "base64"),
};

test("the checksum is that of CRC-32/BZIP2", () => {
  // The check value in the catalogue of CRC algorithms.
  expect(bzip2Crc(Buffer.from("123456789"))).toBe(0xfc891918);
});

describe("streams that Python wrote", () => {
  test.each([
    { name: "a word", packed: samples.hello, text: "sekisho" },
    { name: "nothing", packed: samples.empty, text: "" },
    {
      name: "two streams",
      packed: Buffer.concat([samples.hello, samples.empty, samples.hello]),
      text: "sekishosekisho",
    },
  ])("$name", ({ packed, text }) => {
    expect(unpack(packed).toString()).toBe(text);
    expect(unpack(packed, 1).toString()).toBe(text);
  });
});

function has(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function pack(bytes: Uint8Array, level = 9): Buffer {
  return execFileSync("bzip2", ["-c", `-${level}`], { input: bytes, maxBuffer: 64 * 1024 * 1024 });
}

describe.skipIf(!has("bzip2"))("streams of bzip2 (left out where it is not installed)", () => {
  const text = "<definition id='1'><title>ELSA</title></definition>\n";
  test.each([
    {
      name: "runs of every length up to 300",
      bytes: Buffer.concat(Array.from({ length: 300 }, (_n, at) => Buffer.alloc(at, 65 + (at % 7)))),
    },
    { name: "one byte two million times", bytes: Buffer.alloc(2_000_000, 7) },
    { name: "all bytes", bytes: Buffer.from(Array.from({ length: 5000 }, (_n, at) => (at * 167 + (at >> 3)) & 0xff)) },
    { name: "text of several blocks", bytes: Buffer.from(text.repeat(40_000)) },
  ])("$name", ({ bytes }) => {
    for (const level of [1, 9]) {
      const packed = pack(bytes, level);
      expect(unpack(packed, 65_536).equals(bytes)).toBe(true);
    }
  });

  test("random bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 3000, max: 3 });
    fc.assert(
      fc.property(bytes, (content) => {
        expect(unpack(pack(content), 100).equals(content)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe("damaged streams", () => {
  test.each([
    { name: "nothing", packed: Buffer.alloc(0) },
    { name: "another format", packed: Buffer.from("<html>") },
    { name: "a level that is none", packed: Buffer.from("BZh0") },
    { name: "bytes behind the end", packed: Buffer.concat([samples.hello, Buffer.from("more")]) },
    { name: "a randomised block", packed: Buffer.from("QlpoOTFBWSZTWcGgI5aAAAAE", "base64") },
  ])("$name", ({ packed }) => {
    expect(() => unpack(packed)).toThrow(Bzip2Error);
  });

  test("cut off anywhere", () => {
    for (let length = 0; length < samples.hello.length; length++) {
      expect(() => unpack(samples.hello.subarray(0, length))).toThrow(Bzip2Error);
    }
  });

  test("with any bit flipped: an error or the same bytes, never others, and never without end", () => {
    for (let bit = 0; bit < samples.hello.length * 8; bit++) {
      const packed = Buffer.from(samples.hello);
      packed[bit >> 3] = (packed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const got = attempt(() => unpack(packed).toString());
      expect(got === "sekisho" || got instanceof Bzip2Error).toBe(true);
    }
  });

  test("with random bytes behind the beginning of a block", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const packed = Buffer.concat([samples.hello.subarray(0, 18), bytes]);
        expect(attempt(() => unpack(packed))).toBeInstanceOf(Bzip2Error);
      }),
    );
  });
});

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
