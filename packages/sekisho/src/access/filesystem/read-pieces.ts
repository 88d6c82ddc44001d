import { open } from "node:fs/promises";

const pieceBytes = 262_144;

/**
 * Reads a file from its start to its end, one piece ahead of the caller. The pieces are views of two buffers: each is valid
 * until the next is asked for.
 *
 * @throws The system's error when the file cannot be opened or read.
 */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const buffers = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)] as const;
  const startReading = async (turn: number): Promise<Buffer> => {
    const buffer = buffers[turn % 2 === 0 ? 0 : 1];
    const { bytesRead } = await file.read(buffer, 0, pieceBytes);
    return buffer.subarray(0, bytesRead);
  };
  let ahead = startReading(0);
  try {
    for (let turn = 1; ; turn++) {
      const piece = await ahead;
      if (piece.length === 0) return;
      ahead = startReading(turn);
      // Told when it is asked for; whoever stops early never asks.
      ahead.catch(() => undefined);
      yield piece;
    }
  } finally {
    await Promise.allSettled([ahead]);
    await file.close();
  }
}
