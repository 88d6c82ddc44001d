import { anyLabels } from "./label-predicate.ts";
import { recognises } from "./peer-index.ts";
import type { Peer, PodPeer, Policy, PolicyRule } from "./policy.ts";
import type { Reachability } from "./reachability.ts";

/** A peer of a rule that recognises no workload. */
export interface IdlePeer {
  readonly rule: PolicyRule;
  /** Its place among the peers of the rule. */
  readonly place: number;
}

/**
 * Tells whether a policy selects none of the workloads, although the set holds some in the namespaces it speaks of: about
 * others the set says nothing.
 */
export function selectsNothing(reachability: Reachability, { subject }: Policy): boolean {
  return isIdle(reachability, subject);
}

/** Gives the peers of a policy that recognise none of the workloads of the namespaces that they name. */
export function findIdlePeers(reachability: Reachability, policy: Policy): readonly IdlePeer[] {
  const rules = [...(policy.ingress?.rules ?? []), ...(policy.egress?.rules ?? [])];
  return rules.flatMap((rule) => {
    if (rule.peers === "everybody") return [];
    return [...rule.peers.entries()].flatMap(([place, peer]) => (isIdle(reachability, peer) ? [{ rule, place }] : []));
  });
}

function isIdle(reachability: Reachability, peer: Peer): boolean {
  if (peer.kind !== "pods" || reachability.recognised(peer).length > 0) return false;
  const isInside = reachability.recognised({ ...peer, pods: anyLabels }).length > 0;
  return isInside && !isOnHost(reachability, peer);
}

/** Labels do not recognise pods on their nodes' network, but the selector is no mistake then. */
function isOnHost({ groups }: Reachability, peer: PodPeer): boolean {
  return groups.some((group) => group.isOnHost && recognises(peer, group.namespaceLabels, group.labels));
}

/** Tells whether a rule lets everybody in or out on every port. */
export function allowsEverything({ action, peers, ports }: PolicyRule): boolean {
  return action === "allow" && peers === "everybody" && ports === "all";
}
