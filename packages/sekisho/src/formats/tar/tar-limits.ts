/** What an archive may ask of its reader. Each one has a diagnostic that says when it bites. */
export interface TarLimits {
  /** Entries that are given; what stands behind them is not examined. */
  readonly maxEntries: number;
  /** Bytes of a name or link target in UTF-8. */
  readonly maxNameBytes: number;
  /** Characters of all names and link targets together; what stands behind them is not examined. */
  readonly maxAllNamesLength: number;
  /** Names of directories in one path. */
  readonly maxDepth: number;
  /** Bytes of extended headers before one entry (PAX records, long names, maps of sparse files). */
  readonly maxMetadataBytes: number;
  /** Holes of sparse files, all together, that are given as zeros. */
  readonly maxHoleBytes: number;
  /** Diagnostics of one archive; the others are counted. */
  readonly maxDiagnostics: number;
}

/**
 * Limits that no archive of a working image reaches: the largest ones have some 400,000 entries, and Linux takes no path
 * longer than 4,096 bytes. An entry costs less than half a kibibyte of memory.
 */
export const defaultTarLimits: TarLimits = {
  maxEntries: 1_048_576,
  maxNameBytes: 4096,
  maxAllNamesLength: 100_663_296,
  maxDepth: 512,
  maxMetadataBytes: 1_048_576,
  maxHoleBytes: 67_108_864,
  maxDiagnostics: 100,
};
