import { open } from "node:fs/promises";

const pieceBytes = 262_144;

/**
 * Reads a file from its start to its end. All pieces are views of one buffer: each is valid until the next is asked for.
 *
 * @throws The system's error when the file cannot be opened or read.
 */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(pieceBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
