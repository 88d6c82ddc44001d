import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { computeReachability, type Reachability } from "./reachability.ts";

const known = new WeakMap<ManifestSet, Reachability>();

/** Gives the reachability of a set; several checks ask for that of one set, and it is reckoned once. */
export function reachabilityOfSet(set: ManifestSet): Reachability {
  const reachability = known.get(set) ?? computeReachability(set);
  known.set(set, reachability);
  return reachability;
}

/** Tells whether a set holds a network policy of any kind that can be read. */
export function hasNetworkPolicies(set: ManifestSet): boolean {
  return reachabilityOfSet(set).policies.length > 0;
}
