import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { type PodSecurityControl, type PodSecurityLevel, podSecurityControlsOf } from "./controls.ts";
import type { ForbiddenValue } from "./forbidden-value.ts";

/** A control that a pod does not meet, and why. */
export interface FailedControl {
  readonly control: PodSecurityControl;
  readonly values: readonly [ForbiddenValue, ...ForbiddenValue[]];
}

/**
 * Gives the controls of a level of the Pod Security Standards that a pod does not meet, as the admission plugin of
 * Kubernetes decides for the version of the standard.
 */
export function evaluatePodSecurity(
  template: PodTemplate,
  level: PodSecurityLevel,
  minor: number,
): readonly FailedControl[] {
  return podSecurityControlsOf(level, minor).flatMap((control) => {
    const [first, ...others] = control.questions.flatMap((question) => question(template, minor));
    return first === undefined ? [] : [{ control, values: [first, ...others] }];
  });
}
