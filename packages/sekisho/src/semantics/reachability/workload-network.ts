import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { type ConnectionSet, isEmptyConnection } from "./connection-set.ts";
import type { ConnectionEnd } from "./explain-connection.ts";
import type { Reachability } from "./reachability.ts";
import { reachabilityOfSet } from "./reachability-of-set.ts";
import { acceptedFromControllers, findWaysIn, type WayIn } from "./ways-in.ts";

/** A workload in the network of its set. */
export interface WorkloadNetwork {
  readonly reachability: Reachability;
  readonly end: Extract<ConnectionEnd, { readonly kind: "workload" }>;
  /** Pods on their nodes' network: no policy of pods holds for them. */
  readonly isOnHost: boolean;
  /** What publishes it. */
  readonly waysIn: readonly WayIn[];
}

interface SetNetwork {
  readonly ends: ReadonlyMap<PodTemplate, WorkloadNetwork["end"]>;
  readonly waysIn: ReadonlyMap<number, readonly WayIn[]>;
}

const networks = new WeakMap<ManifestSet, SetNetwork>();

/** Gives where a workload stands in the network; `undefined` for one whose pods another workload of the set makes. */
export function networkOf(template: PodTemplate, set: ManifestSet): WorkloadNetwork | undefined {
  const reachability = reachabilityOfSet(set);
  const network = networks.get(set) ?? createNetwork(set, reachability);
  networks.set(set, network);
  const end = network.ends.get(template);
  if (end === undefined) return undefined;
  const isOnHost = reachability.groups[end.group]?.isOnHost === true;
  return { reachability, end, isOnHost, waysIn: network.waysIn.get(end.group) ?? [] };
}

function createNetwork(set: ManifestSet, { groups }: Reachability): SetNetwork {
  const ends = new Map<PodTemplate, WorkloadNetwork["end"]>();
  for (const [group, { workloads }] of groups.entries()) {
    for (const { name, template } of workloads) ends.set(template, { kind: "workload", group, name });
  }
  return { ends, waysIn: Map.groupBy(findWaysIn(set, groups), ({ group }) => group) };
}

/** Gives what of a way in the policies let through; none when they close it. */
function allowedThrough(way: WayIn, { reachability, isOnHost }: WorkloadNetwork): ConnectionSet {
  if (isOnHost) return way.connections;
  if (way.by === "controller") return acceptedFromControllers(reachability, way);
  const { table } = reachability;
  let accepted = table.none;
  for (const { connection } of reachability.outside(way.group, "ingress")) accepted = table.unite(accepted, connection);
  return table.at(table.intersect(accepted, table.numberOf(way.connections)));
}

/** Gives what of its ways in is open from outside, with the object that publishes it; empty for a workload that is not published. */
export function openWaysIn(
  network: WorkloadNetwork,
): readonly { readonly way: WayIn; readonly connections: ConnectionSet }[] {
  return network.waysIn.flatMap((way) => {
    const connections = allowedThrough(way, network);
    return isEmptyConnection(connections) ? [] : [{ way, connections }];
  });
}

/** Tells whether nobody may connect to a workload: no address outside and no workload of the set. */
export function isClosed({ reachability, end, isOnHost }: WorkloadNetwork): boolean {
  if (isOnHost || reachability.outside(end.group, "ingress").length > 0) return false;
  const anyPod = { namespaceLabels: {}, labels: {} };
  if (reachability.acceptedFrom(end.group, anyPod) !== reachability.table.none) return false;
  return !reachability
    .policiesOf(end.group, "ingress")
    .some(({ ingress }) => ingress?.rules.some(({ action }) => action === "allow") === true);
}
