import type { PodContainer, PodTemplate } from "../pod-settings/pod-template.ts";

/** One value of a pod that a question of the Pod Security Standards does not allow. */
export interface ForbiddenValue {
  /** The container that has it; `undefined` when the pod itself has it. */
  readonly container: PodContainer | undefined;
  /** JSON pointer in the pod template; of a field that is missing, where it would stand. */
  readonly pointer: string;
  /** What is there, as written; empty when a field is missing. */
  readonly value: string;
}

/**
 * Gives what a pod has that one question does not allow; nothing when the pod passes.
 *
 * @param minor Minor version of the standard: 37 for v1.37.
 */
export type PodSecurityQuestion = (template: PodTemplate, minor: number) => readonly ForbiddenValue[];

/** Tells whether a pod has a user namespace of its own, for which v1.35 and later ask less. */
export function hasUserNamespace({ spec }: PodTemplate): boolean {
  return spec.hostUsers === false;
}
