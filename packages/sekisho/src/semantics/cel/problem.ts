import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";

/** Why an expression cannot be run, and the part of its source that it is about. */
export interface CelProblem {
  readonly range: OffsetRange;
  readonly message: Text;
}
