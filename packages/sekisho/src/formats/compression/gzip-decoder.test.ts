import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GzipDecoder, openGzipDecoder } from "./gzip-decoder.ts";

function open(): GzipDecoder {
  const decoder = openGzipDecoder();
  // A Node that takes this away would make every scan slower without a word: that is seen here.
  if (decoder === undefined) throw new Error("expected a decoder in this version of Node.js, got none");
  return decoder;
}

function decodeAll(stored: Buffer, pieceBytes: number): { unpacked: Buffer; left: number; isAtEnd: boolean } {
  const decoder = open();
  const unpacked: Buffer[] = [];
  let left = 0;
  try {
    for (let at = 0; at < stored.length; at += pieceBytes) {
      for (const piece of decoder.decode(stored.subarray(at, at + pieceBytes))) unpacked.push(Buffer.from(piece));
      left += decoder.leftBytes();
    }
    decoder.finish();
    return { unpacked: Buffer.concat(unpacked), left, isAtEnd: decoder.isAtEnd() };
  } finally {
    decoder.close();
  }
}

function outcomeOf(stored: Buffer, pieceBytes: number): unknown {
  try {
    return decodeAll(stored, pieceBytes).unpacked;
  } catch (error) {
    return error;
  }
}

describe("openGzipDecoder", () => {
  test("unpacks what gzip packed, in any number of members and pieces", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 300 }),
        (parts, pieceBytes, repeated) => {
          const members = parts.map((part) => Buffer.concat(Array.from({ length: repeated }, () => part)));
          const stored = Buffer.concat(members.map((member) => gzipSync(member)));

          const { unpacked, left } = decodeAll(stored, pieceBytes);

          expect(unpacked.equals(Buffer.concat(members))).toBe(true);
          expect(left).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("never loops and throws nothing but errors on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (garbage, pieceBytes) => {
        const stored = Buffer.concat([gzipSync("start"), garbage]);
        const outcome = outcomeOf(stored, pieceBytes);

        expect(outcome instanceof Error || String(outcome).startsWith("start")).toBe(true);
      }),
    );
  });

  test("takes padding for the end", () => {
    const { unpacked, left, isAtEnd } = decodeAll(Buffer.concat([gzipSync("content"), Buffer.alloc(100)]), 4096);

    expect([unpacked.toString(), left, isAtEnd]).toEqual(["content", 100, true]);
  });

  test("tells of a member without its end", () => {
    expect(() => decodeAll(gzipSync("content").subarray(0, -4), 4096)).toThrow("unexpected end of file");
  });
});
