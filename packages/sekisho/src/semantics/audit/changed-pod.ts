import type { AuditEvent } from "../../model/audit-event.ts";
import { findPodTemplate } from "../pod-settings/find-pod-template.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { findChangedObject } from "./changed-object.ts";
import { findSentObject } from "./sent-object.ts";
import { findSentPod } from "./sent-pod.ts";

const known = new WeakMap<AuditEvent, { readonly template: PodTemplate | undefined }>();

/**
 * Finds the pods that a request asks for as far as it changes them, whatever workload holds them: a new image leaves a
 * workload as privileged as it was. `undefined` where it changes nothing of them, or the body is not in the event.
 */
export function findChangedPod(event: AuditEvent): PodTemplate | undefined {
  const before = known.get(event);
  if (before !== undefined) return before.template;
  const template = readChangedPod(event);
  known.set(event, { template });
  return template;
}

function readChangedPod(event: AuditEvent): PodTemplate | undefined {
  const object = findChangedObject(event);
  if (object === undefined) return undefined;
  return object === findSentObject(event) ? findSentPod(event) : findPodTemplate(object, () => undefined);
}
