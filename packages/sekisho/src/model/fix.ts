import type { OffsetRange } from "./source-text.ts";

/**
 * `safe`: no outside knowledge needed, the intent is unchanged. `proposal`: changes behaviour or needs a choice; shown,
 * applied only when asked for.
 */
export type FixSafety = "safe" | "proposal";

/** Replaces a range of the checked file. An empty range inserts, an empty text deletes. */
export interface TextEdit extends OffsetRange {
  readonly text: string;
}

/** A machine-applicable repair. Its edits do not overlap; applying all of them silences the violation. */
export interface TextFix {
  readonly safety: FixSafety;
  readonly edits: readonly [TextEdit, ...TextEdit[]];
}
