const table = Int32Array.from({ length: 256 }, (_none, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc;
});

/** Gives the checksum of bytes: CRC-32 with the highest bit first, as bzip2 keeps it (CRC-32/BZIP2). */
export function bzip2Crc(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc << 8) ^ (table[(crc >>> 24) ^ byte] ?? 0);
  return ~crc >>> 0;
}

/** Joins the checksum of the blocks so far with that of the next one. */
export function joinBlockCrc(stream: number, block: number): number {
  return (((stream << 1) | (stream >>> 31)) ^ block) >>> 0;
}
