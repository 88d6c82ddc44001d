import { expect, test } from "vitest";
import { packageNote } from "./package-note.ts";
import { analyzeBytes } from "./samples/analyze-bytes.ts";
import { makeElf } from "./samples/sample-elf.ts";

function note(owner: string, type: number, description: string): Buffer {
  const head = Buffer.alloc(12);
  const ownerBytes = Buffer.from(`${owner}\0`);
  const descriptionBytes = Buffer.from(`${description}\0`);
  head.writeUInt32LE(ownerBytes.length, 0);
  head.writeUInt32LE(descriptionBytes.length, 4);
  head.writeUInt32LE(type, 8);
  const pad = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  return Buffer.concat([head, pad(ownerBytes), pad(descriptionBytes)]);
}

function programWith(...notes: readonly Buffer[]): Buffer {
  return makeElf({
    segments: [
      { type: 4, flags: 4, address: 0, content: Buffer.concat(notes) },
      { flags: 4, address: 0, content: Buffer.alloc(8) },
    ],
  });
}

// The example of the specification "Package Metadata for Executable Files".
const example =
  '{"type":"rpm","os":"fedora","osVersion":"33","name":"coreutils","version":"4711.0815.fc13","architecture":"arm32"}';

test("gives the package that the note names", () => {
  const result = analyzeBytes(packageNote, programWith(note("GNU", 3, "build-id"), note("FDO", 0xcafe1a7e, example)));

  expect(result).toEqual({
    packages: [
      {
        type: "rpm",
        name: "coreutils",
        version: "4711.0815.fc13",
        architecture: "arm32",
        vendor: "fedora",
        source: { name: "coreutils", version: "4711.0815.fc13" },
        confidence: "likely",
      },
    ],
    diagnostics: [],
  });
});

test.each([
  { name: "no JSON", description: "{", codes: ["binary/package-note-broken"] },
  { name: "no name", description: '{"version":"1"}', codes: ["binary/package-note-broken"] },
  { name: "a list", description: "[]", codes: ["binary/package-note-broken"] },
])("says when the note holds $name", ({ description, codes }) => {
  const result = analyzeBytes(packageNote, programWith(note("FDO", 0xcafe1a7e, description)));

  expect(result?.diagnostics?.map(({ code }) => code)).toEqual(codes);
  expect(result?.packages).toEqual([]);
});

test("passes over notes of others and of impossible lengths", () => {
  const broken = note("FDO", 0xcafe1a7e, example);
  broken.writeUInt32LE(0xffff_fff0, 4);

  expect(analyzeBytes(packageNote, programWith(note("FDO", 1, example), broken))).toEqual({
    packages: [],
    diagnostics: [],
  });
});
