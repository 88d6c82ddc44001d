import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import type { Policy, PolicyReading } from "./policy.ts";
import { samePriority } from "./policy-problem.ts";
import { isAdminPolicy, readAdminPolicy } from "./read-admin-policy.ts";
import { isCalicoPolicy, readCalicoPolicy } from "./read-calico-policy.ts";
import { isCiliumPolicy, readCiliumPolicy } from "./read-cilium-policy.ts";
import { readNetworkPolicy } from "./read-network-policy.ts";

/** Reads the network policies of every kind that a set holds. */
export function readPolicies(set: ManifestSet): PolicyReading {
  const policies: Policy[] = [];
  const problems: ObjectProblem[] = [];
  for (const object of set.objects) {
    const reading = readPolicy(object, set);
    if (reading === undefined) continue;
    for (const policy of reading.policies) policies.push(policy);
    for (const problem of reading.problems) problems.push(problem);
  }
  return { policies, problems: [...problems, ...findSamePriorities(policies)] };
}

/**
 * Finds policies of a cluster's administrator that the cluster may ask in any order. Source: Network Policy API, field
 * `priority` of AdminNetworkPolicy and ClusterNetworkPolicy.
 */
function* findSamePriorities(policies: readonly Policy[]): Generator<ObjectProblem> {
  const first = new Map<string, ManifestObject>();
  for (const { object, place } of policies) {
    if (!isAdminPolicy(object) || object.kind === "BaselineAdminNetworkPolicy") continue;
    const key = `${object.kind} ${place.rank} ${place.order}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, object);
    else if (known.name !== object.name) yield samePriority(object, known, place.order);
  }
}

function readPolicy(object: ManifestObject, set: ManifestSet): PolicyReading | undefined {
  if (isKubernetesPolicy(object)) return readNetworkPolicy(object);
  if (isAdminPolicy(object)) return readAdminPolicy(object);
  if (isCalicoPolicy(object)) return readCalicoPolicy(object, set);
  return isCiliumPolicy(object) ? readCiliumPolicy(object) : undefined;
}

/** Tells whether an object is a NetworkPolicy of Kubernetes. */
function isKubernetesPolicy(object: ManifestObject): boolean {
  const group = groupOf(object);
  return object.kind === "NetworkPolicy" && (group === "networking.k8s.io" || group === "extensions");
}
