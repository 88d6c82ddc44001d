import { expect, test } from "vitest";
import { parsePeHeader } from "./pe-header.ts";

/** Fields at the offsets that Microsoft's PE Format gives, section `.rdata` at file offset 0x400, address 0x2000. */
function makePe(bits: 32 | 64): Buffer {
  const bytes = Buffer.alloc(0x600);
  bytes.write("MZ", 0);
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write("PE\0\0", 0x80);
  bytes.writeUInt16LE(bits === 64 ? 0x8664 : 0x14c, 0x84);
  bytes.writeUInt16LE(2, 0x86);
  const optionalBytes = bits === 64 ? 240 : 224;
  bytes.writeUInt16LE(optionalBytes, 0x94);
  bytes.writeUInt16LE(bits === 64 ? 0x20b : 0x10b, 0x98);
  if (bits === 64) bytes.writeBigUInt64LE(0x140000000n, 0x98 + 24);
  else bytes.writeUInt32LE(0x400000, 0x98 + 28);
  const table = 0x98 + optionalBytes;
  writeSection(bytes, table, { name: ".text", address: 0x1000, flags: 0x60000020 });
  writeSection(bytes, table + 40, { name: ".rdata", address: 0x2000, flags: 0x40000040 });
  return bytes;
}

function writeSection(bytes: Buffer, at: number, section: { name: string; address: number; flags: number }): void {
  bytes.write(section.name, at);
  bytes.writeUInt32LE(section.address, at + 12);
  bytes.writeUInt32LE(0x200, at + 16);
  bytes.writeUInt32LE(0x400, at + 20);
  bytes.writeUInt32LE(section.flags, at + 36);
}

test.each([
  { bits: 64, address: 0x140002000 },
  { bits: 32, address: 0x402000 },
] as const)("reads the sections of $bits bits", ({ bits, address }) => {
  const header = parsePeHeader(makePe(bits));

  expect(header?.bits).toBe(bits);
  expect(header?.hasAllSections).toBe(true);
  expect(header?.sections.map(({ name, isExecutable }) => ({ name, isExecutable }))).toEqual([
    { name: ".text", isExecutable: true },
    { name: ".rdata", isExecutable: false },
  ]);
  expect(header?.sections[1]).toMatchObject({ offset: 0x400, size: 0x200, address });
});

test("reads no DOS program and no cut header, and says when the table is cut", () => {
  const whole = makePe(64);

  expect(parsePeHeader(Buffer.from("MZ".padEnd(64, "\0")))).toBeUndefined();
  expect(parsePeHeader(whole.subarray(0, 0x90))).toBeUndefined();
  expect(parsePeHeader(whole.subarray(0, 0x98 + 240 + 50))?.hasAllSections).toBe(false);
});
