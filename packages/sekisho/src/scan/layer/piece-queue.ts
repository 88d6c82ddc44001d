import type { LayerBlob } from "../../access/image-source.ts";
import { SekishoError } from "../../model/error.ts";
import type { Text } from "../../model/text.ts";

/** Pieces that come as messages, read as a layer. */
export interface PieceQueue {
  readonly blob: LayerBlob;
  push(bytes: Uint8Array): void;
  end(): void;
  breakOff(text: Text): void;
}

/** Makes an empty queue; `onTaken` is told of each piece that its reader has done with. */
export function createPieceQueue(onTaken: (bytes: number) => void): PieceQueue {
  const pieces: Uint8Array[] = [];
  let isAtEnd = false;
  let failure: SekishoError | undefined;
  let wake: (() => void) | undefined;

  async function* read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = pieces.shift();
      if (piece !== undefined) {
        const { length } = piece;
        yield piece;
        onTaken(length);
      } else if (failure !== undefined) throw failure;
      else if (isAtEnd) return;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  }

  return {
    blob: { open: read },
    push(bytes) {
      pieces.push(bytes);
      wake?.();
    },
    end() {
      isAtEnd = true;
      wake?.();
    },
    breakOff(text) {
      failure = new SekishoError("target-unreadable", text);
      wake?.();
    },
  };
}
