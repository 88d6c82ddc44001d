import type { FrameworkReference } from "../model/assessment.ts";
import type { Text } from "../model/text.ts";

/** One demand of a framework, in our own words. */
export interface Control {
  /** As the framework numbers it. */
  readonly id: string;
  readonly title: Text;
  /** Ids of the checks that answer it; none when nothing we look at can. */
  readonly checks: readonly string[];
  /** True when its checks can show that the control is not met, but never that it is. */
  readonly canOnlyFail?: true;
  /** What its checks cannot see, or why there are none. */
  readonly note?: Text;
}

/** A published standard as data. */
export interface Framework extends FrameworkReference {
  readonly controls: readonly Control[];
}

/** Declares a framework. */
export function defineFramework(framework: Framework): Framework {
  return framework;
}
