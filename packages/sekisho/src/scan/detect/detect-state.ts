import type { DetectorMemory } from "../../detectors/judge-audit-events.ts";
import type { StreamMemory } from "./detection.ts";
import type { SavedPosition } from "./read-positions.ts";

/** Everything that `sekisho detect` keeps between runs, as plain JSON. */
export interface DetectState extends StreamMemory {
  readonly version: 1;
  readonly positions: readonly SavedPosition[];
  readonly detectors: DetectorMemory;
  /** Findings that were told when they began. */
  readonly told?: readonly string[] | undefined;
}
