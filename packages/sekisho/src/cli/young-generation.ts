import type { ScanProgress } from "../scan/options.ts";

/** From so many files on, memory counts more than the few per cent of time that a small young generation costs. */
const manyFiles = 32;

/** The part of the heap that new objects go to. */
export interface YoungGeneration {
  /**
   * Keeps it at its size when a scan is of many files or of the bytes of layers: V8 lets it grow as long as memory is
   * there.
   */
  holdFor(progress: Pick<ScanProgress, "total" | "unit">): void;
  /** Lets it grow again. Compiled code is only taken from the cache by a run with the same flags. */
  release(): void;
}

/** Gives control of this process's young generation. */
export function createYoungGeneration(): YoungGeneration {
  let isHeld = false;
  return {
    holdFor({ total, unit }) {
      if (isHeld || (unit === undefined && total < manyFiles)) return;
      isHeld = true;
      setGrowthFactor(1);
    },
    release() {
      if (isHeld) setGrowthFactor(2);
      isHeld = false;
    },
  };
}

/** V8 multiplies the size by this when many objects survive; it reads the flag each time, and its default is 2. */
function setGrowthFactor(factor: number): void {
  // Loaded for scans of many files alone: it takes 2 ms.
  process.getBuiltinModule("node:v8").setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}
