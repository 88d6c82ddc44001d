/** How bytes are packed, told by their first ones. `unknown` may be a plain archive. */
export type Compression = "gzip" | "zstd" | "xz" | "bzip2" | "lz4" | "unknown";

/** Bytes that `detectCompression` needs, unless there are no more. */
export const detectionBytes = 6;

interface Signature {
  readonly compression: Compression;
  readonly bytes: readonly number[];
}

const signatures: readonly Signature[] = [
  { compression: "gzip", bytes: [0x1f, 0x8b, 0x08] },
  { compression: "zstd", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { compression: "xz", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { compression: "bzip2", bytes: [0x42, 0x5a, 0x68] },
  { compression: "lz4", bytes: [0x04, 0x22, 0x4d, 0x18] },
];

/** Tells how bytes are packed. Sources: RFC 1952, RFC 8878, and the format descriptions of xz, bzip2 and LZ4. */
export function detectCompression(start: Uint8Array): Compression {
  for (const { compression, bytes } of signatures) {
    if (bytes.every((byte, index) => start[index] === byte)) return compression;
  }
  return isSkippableFrame(start) ? "zstd" : "unknown";
}

/** A frame of zstd that holds no content: `50 2a 4d 18` to `5f 2a 4d 18`. Source: RFC 8878, 3.1.2. */
function isSkippableFrame(start: Uint8Array): boolean {
  return ((start[0] ?? 0) & 0xf0) === 0x50 && start[1] === 0x2a && start[2] === 0x4d && start[3] === 0x18;
}
