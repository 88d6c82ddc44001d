import { type AddressRange, everyAddress, isWithin } from "./address-range.ts";
import { anyLabels } from "./label-predicate.ts";
import type { Peer } from "./policy.ts";

const everyPeer: readonly Peer[] = [{ kind: "pods", namespaces: anyLabels, pods: anyLabels }, { kind: "nodes" }];

/**
 * Gives whom address ranges stand for in policies that check connections between pods against them, too: a range of all
 * IPv4 addresses holds those of pods and nodes. Of a smaller one manifests do not tell whether it does: it stands for
 * addresses outside.
 *
 * Source: Network Policy API, field `networks` of egress peers; Calico, field `nets` of rules.
 */
export function peersOfRanges(ranges: readonly AddressRange[]): readonly Peer[] {
  const isEverywhere = ranges.some((range) => isWithin(everyAddress(4), range));
  return [{ kind: "addresses", ranges }, ...(isEverywhere ? everyPeer : [])];
}
