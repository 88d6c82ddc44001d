import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { formatAddressRange } from "./address-range.ts";
import { formatConnections, isEmptyConnection, noConnection, uniteConnections } from "./connection-set.ts";
import type { Reachability } from "./reachability.ts";
import { acceptedFromControllers, findWaysIn, ingressController } from "./ways-in.ts";

/** One connection: who to whom, and which ports of the receiver. */
export interface Connection {
  /** `namespace/name[Kind]`, a range of addresses, or the controllers of Ingress and Gateway objects. */
  readonly from: string;
  readonly to: string;
  /** `All`, or `TCP 80,8080-8090;UDP 53`. */
  readonly ports: string;
}

/** Lists every connection that is allowed, by sender, then by receiver. Connections of a workload to itself are left out. */
export function* listConnections(set: ManifestSet, reachability: Reachability): Generator<Connection> {
  const workloads = orderWorkloads(reachability);
  yield* sortByNames(fromOutside(reachability));
  let isBehindControllers = false;
  const controlled = sortByNames(fromControllers(set, reachability));
  const outsideOf = remember((group) => reachability.outside(group, "egress"));
  const connectionsOf = rememberLast((group) => reachability.connectionsFrom(group));
  for (const { name, group } of workloads.ordered) {
    if (!isBehindControllers && name > ingressController) {
      isBehindControllers = true;
      yield* controlled;
    }
    for (const { range, connection } of outsideOf(group)) {
      yield { from: name, to: formatAddressRange(range), ports: reachability.table.textOf(connection) };
    }
    const found: (readonly [number, number])[] = [];
    for (const { to, connection } of connectionsOf(group)) {
      for (const place of workloads.placesOf[to] ?? []) found.push([place, connection]);
    }
    found.sort(([left], [right]) => left - right);
    for (const [place, connection] of found) {
      const to = workloads.ordered[place]?.name ?? "";
      if (to !== name) yield { from: name, to, ports: reachability.table.textOf(connection) };
    }
  }
  if (!isBehindControllers) yield* controlled;
}

interface OrderedWorkloads {
  /** By name. */
  readonly ordered: readonly { readonly name: string; readonly group: number }[];
  /** Places in the order, by group. */
  readonly placesOf: readonly (readonly number[])[];
}

/** Puts the workloads of all groups into the order of their names. */
export function orderWorkloads({ groups }: Reachability): OrderedWorkloads {
  const ordered = [...groups.entries()]
    .flatMap(([group, { workloads }]) => workloads.map(({ name }) => ({ name, group })))
    .toSorted((left, right) => compareTexts(left.name, right.name));
  const placesOf: number[][] = groups.map(() => []);
  for (const [place, { group }] of ordered.entries()) placesOf[group]?.push(place);
  return { ordered, placesOf };
}

function* fromOutside({ groups, table, outside }: Reachability): Generator<Connection> {
  for (const [group, { workloads }] of groups.entries()) {
    for (const { range, connection } of outside(group, "ingress")) {
      const from = formatAddressRange(range);
      for (const { name } of workloads) yield { from, to: name, ports: table.textOf(connection) };
    }
  }
}

function* fromControllers(set: ManifestSet, reachability: Reachability): Generator<Connection> {
  const { groups } = reachability;
  const accepted = groups.map(() => noConnection);
  for (const way of findWaysIn(set, groups)) {
    if (way.by !== "controller") continue;
    const { group } = way;
    accepted[group] = uniteConnections(accepted[group] ?? noConnection, acceptedFromControllers(reachability, way));
  }
  for (const [group, connections] of accepted.entries()) {
    if (isEmptyConnection(connections)) continue;
    for (const { name } of groups[group]?.workloads ?? []) {
      yield { from: ingressController, to: name, ports: formatConnections(connections) };
    }
  }
}

function sortByNames(connections: Iterable<Connection>): readonly Connection[] {
  return [...connections].toSorted(
    (left, right) => compareTexts(left.from, right.from) || compareTexts(left.to, right.to),
  );
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function remember<Value>(make: (group: number) => Value): (group: number) => Value {
  const known = new Map<number, Value>();
  return (group) => {
    const value = known.get(group) ?? make(group);
    known.set(group, value);
    return value;
  };
}

/** Workloads of one group mostly stand beside each other; all answers together would be of the size of all pairs. */
function rememberLast<Value>(make: (group: number) => Value): (group: number) => Value {
  let last: { readonly group: number; readonly value: Value } | undefined;
  return (group) => {
    if (last?.group !== group) last = { group, value: make(group) };
    return last.value;
  };
}
