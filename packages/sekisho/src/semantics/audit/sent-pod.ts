import type { AuditEvent } from "../../model/audit-event.ts";
import { findPodTemplate } from "../pod-settings/find-pod-template.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { findSentObject } from "./sent-object.ts";

/** Resources whose objects are pods or make some, for a detector's `reads`. */
export const podResources = [
  "pods",
  "pods/ephemeralcontainers",
  "podtemplates",
  "replicationcontrollers",
  "daemonsets.apps",
  "deployments.apps",
  "replicasets.apps",
  "statefulsets.apps",
  "cronjobs.batch",
  "jobs.batch",
] as const;

const known = new WeakMap<AuditEvent, { readonly template: PodTemplate | undefined }>();

/**
 * Finds the pods that a request asks for, whatever workload holds them; `undefined` where it asks for none, or the body is
 * not in the event. Of a patch without an answer only what the patch puts in is known.
 */
export function findSentPod(event: AuditEvent): PodTemplate | undefined {
  const before = known.get(event);
  if (before !== undefined) return before.template;
  const object = findSentObject(event);
  const template = object === undefined ? undefined : findPodTemplate(object, () => undefined);
  known.set(event, { template });
  return template;
}
