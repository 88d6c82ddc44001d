import fc from "fast-check";
import { expect, test } from "vitest";
import { parseElfHeader } from "../../formats/elf/elf-header.ts";
import { parseElfNotes } from "../../formats/elf/elf-notes.ts";
import { parseMachoHeader } from "../../formats/macho/macho-header.ts";
import { parsePeHeader } from "../../formats/pe/pe-header.ts";
import { findExecutable } from "./executable.ts";
import * as analyzers from "./registry.ts";
import { analyzeBytes } from "./samples/analyze-bytes.ts";
import { makeElf } from "./samples/sample-elf.ts";

const magics = ["7f454c46020101", "7f454c46010201", "4d5a", "cffaedfe", "feedface", "cafebabe00000002"];
const hostileBytes = fc
  .tuple(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 600 }))
  .map(([magic, rest]) => Buffer.concat([Buffer.from(magic, "hex"), rest]));

test("any bytes behind a magic number give a result, in any pieces", () => {
  fc.assert(
    fc.property(hostileBytes, fc.integer({ min: 1, max: 700 }), (bytes, pieceBytes) => {
      for (const analyzer of Object.values(analyzers)) {
        if (analyzer.kind !== "stream") continue;
        const result = analyzeBytes(analyzer, bytes, { pieceBytes, path: "usr/sbin/nginx" });

        expect(result?.packages ?? []).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

test("parsers never throw, and regions lie in the file, in order, without overlaps", () => {
  fc.assert(
    fc.property(hostileBytes, fc.nat({ max: 2 ** 40 }), (bytes, size) => {
      parseElfHeader(bytes);
      parseElfNotes(bytes, true);
      parsePeHeader(bytes);
      parseMachoHeader(bytes);
      let reached = 0;
      for (const { start, end } of findExecutable(bytes, size)?.data ?? []) {
        expect(start).toBeGreaterThanOrEqual(reached);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(size);
        reached = end;
      }
    }),
    { numRuns: 1000 },
  );
});

test("a file that claims 10 GB and breaks off costs its own bytes only", () => {
  const program = makeElf({ segments: [{ flags: 4, address: 0, content: Buffer.from("\0nginx/1.22.1\0") }] });
  program.writeBigUInt64LE(10_000_000_000n, 64 + 32);

  const result = analyzeBytes(analyzers.classifiers, program, { path: "usr/sbin/nginx", size: 10_000_000_000 });

  expect(result?.packages?.map(({ version }) => version)).toEqual(["1.22.1"]);
});

test("a program whose table lies out of reach is searched whole, and that is said", () => {
  const program = makeElf({ segments: [{ flags: 4, address: 0, content: Buffer.from("\0nginx/1.22.1\0") }] });
  program.writeBigUInt64LE(2n ** 63n, 32);

  const result = analyzeBytes(analyzers.classifiers, program, { path: "usr/sbin/nginx" });

  expect(result?.packages?.map(({ version }) => version)).toEqual(["1.22.1"]);
  expect(result?.diagnostics?.map(({ code }) => code)).toEqual(["binary/header-unreadable"]);
});

test("a megabyte of version texts takes linear time", () => {
  const text = "OpenSSL 3.0.16 libpng version 1.6. nginx/1.2.".repeat(25_000);
  const program = makeElf({ segments: [{ flags: 4, address: 0, content: Buffer.from(text) }] });

  const result = analyzeBytes(analyzers.staticLibraries, program, { pieceBytes: 65_536 });

  expect(result?.packages).toEqual([]);
});

test("a program whose table was moved to the end is searched whole, without a word", () => {
  const program = makeElf({ segments: [{ flags: 4, address: 0, content: Buffer.alloc(8000, "\0nginx/1.22.1\0") }] });
  program.writeBigUInt64LE(BigInt(program.length - 56), 32);

  const result = analyzeBytes(analyzers.classifiers, program, { path: "usr/sbin/nginx" });

  expect(result).toEqual({
    packages: [{ type: "generic", name: "nginx", version: "1.22.1", vendor: "f5", confidence: "likely" }],
  });
});
