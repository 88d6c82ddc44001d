type Part = "magic" | "skippable-size" | "descriptor" | "header-rest" | "block-header" | "block" | "checksum";

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
/** Bytes of the dictionary id and of the content size, by their flags in the descriptor. */
const dictionaryBytes = [0, 1, 2, 4] as const;
const contentSizeBytes = [0, 2, 4, 8] as const;
const rleBlock = 1;
const reservedBlock = 3;

/**
 * Finds where the frames of zstd end, without unpacking them, in pieces of any size. Node's decoder takes one frame for
 * the whole when two lie in one piece, so that pieces must be cut where frames end. Source: RFC 8878, 3.1.
 */
export class ZstdFrameFinder {
  private part: Part = "magic";
  /** Bytes of the part that are still to come. */
  private left = 4;
  /** The number that the bytes of the part make, the lowest byte first. */
  private value = 0;
  private factor = 1;
  private hasChecksum = false;
  private isLastBlock = false;

  /**
   * Gives how many of the bytes from `at` on belong to the frame at hand: all of them while it goes on, at least 1.
   * `undefined` when they are no frame.
   */
  take(piece: Uint8Array, at: number): number | undefined {
    let index = at;
    while (index < piece.length) {
      index += this.takeBytes(piece, index);
      if (this.left > 0) continue;
      const isEnd = this.endPart();
      if (isEnd === undefined) return undefined;
      if (isEnd) break;
    }
    return index - at;
  }

  private takeBytes(piece: Uint8Array, at: number): number {
    const isPassedOver = this.part === "block" || this.part === "checksum" || this.part === "header-rest";
    const taken = isPassedOver ? Math.min(this.left, piece.length - at) : 1;
    this.left -= taken;
    if (!isPassedOver) {
      this.value += (piece[at] ?? 0) * this.factor;
      this.factor *= 256;
    }
    return taken;
  }

  private expect(part: Part, bytes: number): void {
    this.part = part;
    this.left = bytes;
    this.value = 0;
    this.factor = 1;
  }

  /** Goes on behind a part; true at the end of a frame, `undefined` when the part is none. */
  private endPart(): boolean | undefined {
    const { value } = this;
    switch (this.part) {
      case "magic":
        if (value === frameMagic) this.expect("descriptor", 1);
        else if (Math.floor(value / 16) === skippableMagic / 16) this.expect("skippable-size", 4);
        else return undefined;
        return false;
      case "skippable-size":
        return this.beginBlock(value, true, false);
      case "descriptor":
        this.hasChecksum = (value & 0x04) !== 0;
        this.expect("header-rest", headerRest(value));
        return this.left === 0 ? this.endPart() : false;
      case "header-rest":
        this.expect("block-header", 3);
        return false;
      case "block-header": {
        const type = (value >> 1) & 3;
        if (type === reservedBlock) return undefined;
        return this.beginBlock(type === rleBlock ? 1 : value >> 3, (value & 1) !== 0, this.hasChecksum);
      }
      case "block":
        if (this.isLastBlock && !this.hasChecksum) return this.endFrame();
        this.expect(this.isLastBlock ? "checksum" : "block-header", this.isLastBlock ? 4 : 3);
        return false;
      case "checksum":
        return this.endFrame();
    }
  }

  private beginBlock(bytes: number, isLast: boolean, hasChecksum: boolean): boolean | undefined {
    this.isLastBlock = isLast;
    this.hasChecksum = hasChecksum;
    this.expect("block", bytes);
    return bytes === 0 ? this.endPart() : false;
  }

  private endFrame(): boolean {
    this.expect("magic", 4);
    return true;
  }
}

/** Gives how many bytes of a frame's header stand behind its descriptor. */
function headerRest(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const window = isSingleSegment ? 0 : 1;
  const size = sizeFlag === 0 && isSingleSegment ? 1 : (contentSizeBytes[sizeFlag] ?? 0);
  return window + (dictionaryBytes[descriptor & 3] ?? 0) + size;
}
