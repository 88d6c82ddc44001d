import type { FrameworkReference } from "../model/assessment.ts";
import type { Text } from "../model/text.ts";

/** One demand of a framework, in our own words. */
export interface Control {
  /** As the framework numbers it. */
  readonly id: string;
  readonly title: Text;
  /** Ids of the checks that answer it, `secret/*` for all of a family that is data; none when nothing we look at can. */
  readonly checks: readonly string[];
  /**
   * Those of its checks of which one has to have looked at something before it passes: without them the others look beside its
   * subject. Any one when left out.
   */
  readonly decisive?: readonly string[];
  /** True when its checks can show that the control is not met, but never that it is. */
  readonly canOnlyFail?: true;
  /** What its checks cannot see, or why there are none. */
  readonly note?: Text;
}

/** A published standard as data. */
export interface Framework extends FrameworkReference {
  readonly controls: readonly Control[];
  /** The minor version of Kubernetes that it is for; manifests are judged by it when the framework is asked for. */
  readonly kubernetesMinor?: number;
  /** A newer version stands beside it: findings name the newer one's controls, and so does the name alone. */
  readonly isSuperseded?: boolean;
}

/** Declares a framework. */
export function defineFramework(framework: Framework): Framework {
  return framework;
}

/** Stands for the findings about known flaws of packages; what was asked for them is named `advisories/ECOSYSTEM`. */
export const everyKnownFlaw = "vulnerability/*";

/**
 * Tells whether an entry of a control's checks means the check of this id: the id itself, or `FAMILY/*`. Known flaws are
 * answered for by what was asked about them too.
 */
export function isAnswer(entry: string, id: string): boolean {
  if (entry === everyKnownFlaw && id.startsWith("advisories/")) return true;
  return entry === id || (entry.endsWith("/*") && id.startsWith(entry.slice(0, -1)));
}
