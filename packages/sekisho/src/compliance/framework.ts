import type { FrameworkReference } from "../model/assessment.ts";
import type { Text } from "../model/text.ts";

/** One demand of a framework, in our own words. */
export interface Control {
  /** As the framework numbers it. */
  readonly id: string;
  readonly title: Text;
  /** Ids of the checks that answer it, `secret/*` for all of a family that is data; none when nothing we look at can. */
  readonly checks: readonly string[];
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
}

/** Declares a framework. */
export function defineFramework(framework: Framework): Framework {
  return framework;
}

/** Tells whether an entry of a control's checks means the check of this id: the id itself, or `FAMILY/*`. */
export function isAnswer(entry: string, id: string): boolean {
  return entry === id || (entry.endsWith("/*") && id.startsWith(entry.slice(0, -1)));
}
