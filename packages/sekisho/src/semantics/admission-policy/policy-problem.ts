import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";

/** What is wrong with a policy or a binding. */
export interface PolicyProblem {
  readonly pointer: string;
  /** Part of the expression there. */
  readonly range?: OffsetRange;
  readonly message: Text;
}
