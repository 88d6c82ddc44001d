import type { PodContainer } from "../pod-settings/pod-template.ts";
import type { ManifestSet } from "./manifest-set.ts";
import { findTextAt, findValue, listAt } from "./manifest-value.ts";

/** An amount of a resource with what sets it. */
export interface ResourceAmount {
  readonly text: string;
  /** `container`: written there; otherwise the pod, or a LimitRange of the namespace, gives it. */
  readonly from: "container" | "pod" | "limit-range";
}

/**
 * Finds what a container requests of a resource (`cpu`, `memory`, `ephemeral-storage`): its own request, the pod's, its
 * limit (which counts as a request where none is written), or the default of a LimitRange.
 * Sources: Kubernetes documentation, "Resource Management for Pods and Containers" and "Limit Ranges".
 */
export function findRequest(set: ManifestSet, container: PodContainer, resource: string): ResourceAmount | undefined {
  const { resources } = container.spec;
  const own = resources?.requests?.[resource] ?? resources?.limits?.[resource];
  if (own !== undefined) return { text: own, from: "container" };
  const pod = container.template.spec.resources;
  const shared = pod?.requests?.[resource] ?? pod?.limits?.[resource];
  if (shared !== undefined) return { text: shared, from: "pod" };
  return findDefault(set, container, resource, ["defaultRequest", "default", "max"]);
}

/** Finds how much of a resource a container may use at most: its own limit, the pod's, or the default of a LimitRange. */
export function findLimit(set: ManifestSet, container: PodContainer, resource: string): ResourceAmount | undefined {
  const own = container.spec.resources?.limits?.[resource];
  if (own !== undefined) return { text: own, from: "container" };
  const shared = container.template.spec.resources?.limits?.[resource];
  if (shared !== undefined) return { text: shared, from: "pod" };
  return findDefault(set, container, resource, ["default", "max"]);
}

function findDefault(
  set: ManifestSet,
  { template }: PodContainer,
  resource: string,
  fields: readonly string[],
): ResourceAmount | undefined {
  const amount = set
    .ofKind("LimitRange")
    .filter(({ namespace }) => namespace === template.workload.namespace)
    .flatMap(({ content }) => listAt(content, "spec", "limits"))
    .filter((item) => findTextAt(item, "type") === "Container")
    .flatMap((item) => fields.map((field) => findValue(item, field, resource)))
    .find((value) => typeof value === "string" || typeof value === "number");
  return typeof amount === "string" || typeof amount === "number"
    ? { text: String(amount), from: "limit-range" }
    : undefined;
}
