import { expect, test } from "vitest";
import { parseElfHeader } from "./elf-header.ts";

// Bytes written by hand from elf(5): header, then one program header of type PT_LOAD with flags R and X.
const little64 =
  "7f454c46020101000000000000000000 0300 3e00 01000000 0000000000000000 4000000000000000 8813000000000000 00000000 4000 3800 0100 4000 0000 0000" +
  "01000000 05000000 0010000000000000 0010400000000000 0000000000000000 3412000000000000 3412000000000000 0010000000000000";
const big32 =
  "7f454c46010201000000000000000000 0002 0008 00000001 00000000 00000034 00000000 00000000 0034 0020 0001 0028 0000 0000" +
  "00000001 00001000 00401000 00000000 00001234 00001234 00000005 00001000";

function bytesOf(text: string): Buffer {
  return Buffer.from(text.replaceAll(" ", ""), "hex");
}

test.each([
  { name: "64 bits, little end first", text: little64, bits: 64, isLittleEndian: true, fileType: 3, machine: 62 },
  { name: "32 bits, big end first", text: big32, bits: 32, isLittleEndian: false, fileType: 2, machine: 8 },
])("reads $name", ({ text, bits, isLittleEndian, fileType, machine }) => {
  const segment = { type: 1, flags: 5, offset: 0x1000, address: 0x401000, size: 0x1234 };

  expect(parseElfHeader(bytesOf(text))).toEqual({
    bits,
    isLittleEndian,
    fileType,
    machine,
    segments: [segment],
    sectionTableOffset: bits === 64 ? 5000 : 0,
    segmentTableEnd: bits === 64 ? 120 : 84,
    hasAllSegments: true,
  });
});

test.each([
  { name: "the magic number alone", text: "7f454c46" },
  { name: "a class that does not exist", text: little64.replace("7f454c4602", "7f454c4603") },
  { name: "an order of bytes that does not exist", text: little64.replace("7f454c460201", "7f454c460207") },
  { name: "another file", text: little64.replace("7f45", "4d5a") },
])("reads nothing from $name", ({ text }) => {
  expect(parseElfHeader(bytesOf(text))).toBeUndefined();
});

test.each([
  { name: "more entries than bytes", text: little64.replace("3800 0100", "3800 ffff"), segments: 1 },
  { name: "entries of an impossible size", text: little64.replace("3800 0100", "0100 0100"), segments: 0 },
  { name: "a table out of reach", text: little64.replace("4000000000000000", "ffffffffffffff7f"), segments: 0 },
])("keeps what it can of $name", ({ text, segments }) => {
  const header = parseElfHeader(bytesOf(text));

  expect(header?.segments).toHaveLength(segments);
  expect(header?.hasAllSegments).toBe(false);
});
