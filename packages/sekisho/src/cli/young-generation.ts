import type { ScanProgress } from "../scan/options.ts";

/** From so many files on, memory counts more than the few per cent of time that a small young generation costs. */
const manyFiles = 32;

/** One file of this size is as much work as many files are. */
const largeFileBytes = 1024 * 1024;

/** One of this size makes more than fits well into the memory before the next file is at hand: it is held as it is. */
const hugeFileBytes = 8 * 1024 * 1024;

/**
 * Scans of files hold it at this size, with the half that V8 keeps free: what is made of one file dies in it, which in a
 * smaller one would cost an eighth of the time. Scans of layers hold it as it is, because each thread has one.
 */
const heldBytes = 8 * 1024 * 1024;

/** The part of the heap that new objects go to. */
export interface YoungGeneration {
  /**
   * Keeps it small when a scan is of many files, of a large one or of the bytes of layers: V8 lets it grow as long as memory
   * is there.
   */
  holdFor(progress: Pick<ScanProgress, "total" | "unit" | "fileBytes">): void;
  /** Keeps it small whatever is read. */
  hold(): void;
  /** Lets it grow again. Compiled code is only taken from the cache by a run with the same flags. */
  release(): void;
}

/** Gives control of this process's young generation, which is held at the size that files need when none is given. */
export function createYoungGeneration(bytes = heldBytes): YoungGeneration {
  let isHeld = false;
  const hold = (): void => {
    if (!isHeld) setFlags({ youngGrowthFactor: 1, growthPercent: 25 });
    isHeld = true;
  };
  return {
    holdFor({ total, unit, fileBytes = 0 }) {
      if (isHeld) return;
      const isSmall = unit === undefined && total < manyFiles && fileBytes < largeFileBytes;
      const mayGrow = unit === undefined && fileBytes < hugeFileBytes;
      if (isSmall || (mayGrow && youngBytes() < bytes)) return;
      hold();
    },
    hold,
    release() {
      if (isHeld) setFlags({ youngGrowthFactor: 2, growthPercent: 0 });
      isHeld = false;
    },
  };
}

function youngBytes(): number {
  const spaces = process.getBuiltinModule("node:v8").getHeapSpaceStatistics();
  return spaces.find(({ space_name: name }) => name === "new_space")?.space_size ?? heldBytes;
}

interface HeapGrowth {
  /** V8 multiplies the young generation by this when many objects survive; its default is 2. */
  readonly youngGrowthFactor: number;
  /** The rest may grow by so much before it is collected again; 0 lets V8 choose, which is up to 300. */
  readonly growthPercent: number;
}

/** V8 reads both flags each time, in all threads. */
function setFlags({ youngGrowthFactor, growthPercent }: HeapGrowth): void {
  // Loaded for scans of many files alone: it takes 2 ms.
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  setFlagsFromString(`--semi-space-growth-factor=${youngGrowthFactor}`);
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
}
