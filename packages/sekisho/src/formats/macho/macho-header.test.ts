import { expect, test } from "vitest";
import { isUniversalMacho, parseMachoHeader } from "./macho-header.ts";

/** Fields at the offsets of mach-o/loader.h: one segment `__TEXT` with the sections `__text` and `__cstring`. */
function makeMacho(bits: 32 | 64, isLittleEndian: boolean): Buffer {
  const [headerBytes, segmentBytes, sectionBytes] = bits === 64 ? [32, 72, 80] : [28, 56, 68];
  const bytes = Buffer.alloc(headerBytes + segmentBytes + 2 * sectionBytes);
  const word = (at: number, value: number): void => {
    if (isLittleEndian) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
  };
  const address = (at: number, value: number): void => {
    if (bits === 32) word(at, value);
    else word(isLittleEndian ? at : at + 4, value);
  };
  word(0, bits === 64 ? 0xfeedfacf : 0xfeedface);
  word(16, 1);
  word(headerBytes, bits === 64 ? 0x19 : 0x1);
  word(headerBytes + 4, segmentBytes + 2 * sectionBytes);
  word(headerBytes + segmentBytes - 8, 2);
  for (const [index, name] of ["__text", "__cstring"].entries()) {
    const at = headerBytes + segmentBytes + index * sectionBytes;
    bytes.write(name, at);
    bytes.write("__TEXT", at + 16);
    address(at + 32, 0x1000 * (index + 1));
    address(at + (bits === 64 ? 40 : 36), 0x80);
    word(at + (bits === 64 ? 48 : 40), 0x200);
    word(at + (bits === 64 ? 64 : 56), index === 0 ? 0x80000400 : 2);
  }
  return bytes;
}

test.each([
  { bits: 64, isLittleEndian: true },
  { bits: 64, isLittleEndian: false },
  { bits: 32, isLittleEndian: true },
  { bits: 32, isLittleEndian: false },
] as const)("reads the sections of $bits bits, little end first: $isLittleEndian", ({ bits, isLittleEndian }) => {
  const header = parseMachoHeader(makeMacho(bits, isLittleEndian));

  expect(header).toMatchObject({ bits, isLittleEndian, hasAllSections: true });
  expect(header?.sections).toEqual([
    { name: "__text", segment: "__TEXT", address: 0x1000, size: 0x80, offset: 0x200, isExecutable: true },
    { name: "__cstring", segment: "__TEXT", address: 0x2000, size: 0x80, offset: 0x200, isExecutable: false },
  ]);
});

test("says when the commands are cut, and tells Java classes from programs for several machines", () => {
  const javaClass = Buffer.from("cafebabe0000003d", "hex");
  const universal = Buffer.from("cafebabe00000002", "hex");

  expect(parseMachoHeader(makeMacho(64, true).subarray(0, 100))?.hasAllSections).toBe(false);
  expect([javaClass, universal].map((bytes) => isUniversalMacho(bytes))).toEqual([false, true]);
});
