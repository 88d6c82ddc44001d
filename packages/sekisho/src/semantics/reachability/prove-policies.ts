import type { ResolvedFlow } from "../flows/resolve-flows.ts";
import { createManifestSet } from "../kubernetes/create-manifest-set.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { toObject } from "../kubernetes/read-objects.ts";
import { type AddressRange, doRangesMeet, formatAddressRange, isWithin, withoutRanges } from "./address-range.ts";
import {
  type ConnectionSet,
  connectionsOf,
  formatConnections,
  intersectConnections,
  isEmptyConnection,
  noConnection,
  subtractConnections,
  uniteConnections,
} from "./connection-set.ts";
import type { EndpointGroup } from "./endpoint.ts";
import { dnsPeer, type GeneratedPolicy, isGoverned } from "./generate-policies.ts";
import type { Connection } from "./list-connections.ts";
import { portsBetween } from "./port-intervals.ts";
import { computeReachability, type Reachability } from "./reachability.ts";
import { readPolicies } from "./read-policies.ts";

/** A connection that is not as the flows want it. */
export interface UnprovedConnection extends Connection {
  /** The policies for the whole cluster that decide on it, as `AdminNetworkPolicy base`; none when the proved ones do. */
  readonly decidedBy: readonly string[];
}

/** How policies compare with the flows they were written for. */
export interface PolicyProof {
  /** Flows that are refused, with the ports that are missing. */
  readonly missing: readonly UnprovedConnection[];
  /** Connections that are allowed and no flow asks for. */
  readonly extra: readonly UnprovedConnection[];
  /** Policies of the set that the proved ones take the place of. */
  readonly replaced: readonly ManifestObject[];
}

/**
 * Proves policies: with them in place of all policies that the set has for namespaces, and beside those for the whole cluster,
 * every flow is allowed, and nothing else is between the workloads of governed namespaces, others and addresses outside; DNS may
 * be reached besides.
 */
export function provePolicies(
  set: ManifestSet,
  flows: readonly ResolvedFlow[],
  policies: readonly GeneratedPolicy[],
): PolicyProof {
  const written = new Set(readPolicies(set).policies.map(({ object }) => object));
  const ofCluster = [...written].filter(isOfCluster);
  const plain = [...set.objects.filter((object) => !written.has(object)), ...policies.map(toPolicyObject)];
  const alone = compareAll(plain, flows);
  const found = ofCluster.length === 0 ? alone : compareAll([...plain, ...ofCluster], flows);
  const decide = (connections: readonly FoundConnection[], own: readonly FoundConnection[]) => {
    const known = new Set(own.map(keyOf));
    return connections.map((connection): UnprovedConnection => {
      const { from, to, ports, groups } = connection;
      const decidedBy = known.has(keyOf(connection)) ? [] : policiesAbout(found.reachability, groups);
      return { from, to, ports, decidedBy };
    });
  };
  return {
    missing: decide(found.missing, alone.missing),
    extra: decide(found.extra, alone.extra),
    replaced: [...written].filter((object) => !isOfCluster(object)),
  };
}

/** Policies of a namespace are their users'; those without one are the administrator's, and stay. */
function isOfCluster({ namespace }: ManifestObject): boolean {
  return namespace === "";
}

function keyOf({ from, to, ports }: Connection): string {
  return `${from}\n${to}\n${ports}`;
}

/** Names the policies for the whole cluster that speak of a connection of some groups. */
function policiesAbout(reachability: Reachability, { sender, receiver }: Ends): readonly string[] {
  const speaking = [
    ...(sender === undefined ? [] : reachability.policiesOf(sender, "egress")),
    ...(receiver === undefined ? [] : reachability.policiesOf(receiver, "ingress")),
  ];
  const objects = speaking.map(({ object }) => object).filter(isOfCluster);
  return [...new Set(objects.map(({ kind, name }) => `${kind} ${name}`))];
}

/** The groups between which a connection is; `undefined` for addresses outside. */
interface Ends {
  readonly sender: number | undefined;
  readonly receiver: number | undefined;
}

interface FoundConnection extends Connection {
  readonly groups: Ends;
}

function compareAll(objects: readonly ManifestObject[], flows: readonly ResolvedFlow[]) {
  // The workloads are the same, so that groups have the same numbers.
  const reachability = computeReachability(createManifestSet(objects));
  const differences: Differences = { missing: [], extra: [] };
  compareWorkloads(reachability, flows, differences);
  for (const number of reachability.groups.keys()) compareOutside(reachability, number, flows, differences);
  return { ...differences, reachability };
}

/** Gives a generated policy as an object of the API. */
function toPolicyObject({ name, namespace, spec }: GeneratedPolicy, document: number) {
  const content = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace }, spec };
  return toObject(content, content, { path: "generated", document, pointer: "" });
}

interface Differences {
  readonly missing: FoundConnection[];
  readonly extra: FoundConnection[];
}

function compareWorkloads(reachability: Reachability, flows: readonly ResolvedFlow[], proof: Differences): void {
  const { groups, table } = reachability;
  const wanted = wantedBetween(flows);
  for (const [from, sender] of groups.entries()) {
    const asked = wanted.get(from) ?? new Map<number, ConnectionSet>();
    const allowed = new Map(reachability.connectionsFrom(from).map(({ to, connection }) => [to, table.at(connection)]));
    for (const to of new Set([...asked.keys(), ...allowed.keys()])) {
      const receiver = groups[to];
      if (receiver === undefined || (from === to && sender.workloads.length === 1)) continue;
      if (!isGoverned(sender.namespace) && !isGoverned(receiver.namespace)) continue;
      const ends = {
        from: sender.workloads[0]?.name ?? "",
        to: receiver.workloads[0]?.name ?? "",
        groups: { sender: from, receiver: to },
      };
      const [wish, given] = [asked.get(to) ?? noConnection, allowed.get(to) ?? noConnection];
      const free = isDnsServer(receiver) && isGoverned(sender.namespace) ? uniteConnections(wish, dns) : wish;
      note(proof, ends, subtractConnections(wish, given), subtractConnections(given, free));
    }
  }
}

function isDnsServer({ namespace, labels }: EndpointGroup): boolean {
  return namespace === dnsPeer.namespace && labels[dnsPeer.label] === dnsPeer.value;
}

const dns = uniteConnections(connectionsOf("TCP", portsBetween(53, 53)), connectionsOf("UDP", portsBetween(53, 53)));

/** By sender, then by receiver. */
function wantedBetween(flows: readonly ResolvedFlow[]): ReadonlyMap<number, ReadonlyMap<number, ConnectionSet>> {
  const wanted = new Map<number, Map<number, ConnectionSet>>();
  for (const { from, to, connections } of flows) {
    if (from.kind !== "group" || to.kind !== "group") continue;
    const ofSender = wanted.get(from.group) ?? new Map<number, ConnectionSet>();
    wanted.set(from.group, ofSender);
    ofSender.set(to.group, uniteConnections(ofSender.get(to.group) ?? noConnection, connections));
  }
  return wanted;
}

function compareOutside(
  reachability: Reachability,
  number: number,
  flows: readonly ResolvedFlow[],
  proof: Differences,
): void {
  const group = reachability.groups[number];
  if (group === undefined || !isGoverned(group.namespace)) return;
  const name = group.workloads[0]?.name ?? "";
  for (const direction of ["ingress", "egress"] as const) {
    const wanted = flows.flatMap(({ from, to, connections }) => {
      const [own, other] = direction === "ingress" ? [to, from] : [from, to];
      return own.kind === "group" && own.group === number && other.kind === "addresses"
        ? [{ range: other.range, connections }]
        : [];
    });
    const pieces = reachability
      .outside(number, direction)
      .map(({ range, connection }) => ({ range, connections: reachability.table.at(connection) }));
    const endsOf = (address: string) =>
      direction === "ingress"
        ? { from: address, to: name, groups: { sender: undefined, receiver: number } }
        : { from: name, to: address, groups: { sender: number, receiver: undefined } };
    for (const { range, connections } of wanted) {
      const missing = subtractConnections(connections, covering(range, pieces));
      note(proof, endsOf(formatAddressRange(range)), missing, noConnection);
    }
    for (const { range, connections } of pieces) {
      for (const part of cutRange(range, wanted)) {
        const asked = uniteAll(wanted.filter((flow) => isWithin(part, flow.range)));
        note(proof, endsOf(formatAddressRange(part)), noConnection, subtractConnections(connections, asked));
      }
    }
  }
}

interface RangePiece {
  readonly range: AddressRange;
  readonly connections: ConnectionSet;
}

/** Cuts a range where others begin or end: of the parts each lies wholly in or out of them. */
function cutRange(range: AddressRange, others: readonly RangePiece[]): readonly AddressRange[] {
  const starts = new Set([range.first]);
  for (const { range: other } of others) {
    if (other.family !== range.family) continue;
    for (const start of [other.first, other.last + 1n])
      if (start > range.first && start <= range.last) starts.add(start);
  }
  const sorted = [...starts].toSorted((left, right) => (left < right ? -1 : Number(left > right)));
  return sorted.map((first, index) => ({ ...range, first, last: (sorted[index + 1] ?? range.last + 1n) - 1n }));
}

/** Gives what is allowed with every address of a range. */
function covering(range: AddressRange, pieces: readonly RangePiece[]): ConnectionSet {
  const meeting = pieces.filter((piece) => doRangesMeet(piece.range, range));
  const [first, ...others] = meeting;
  const isWhole =
    withoutRanges(
      range,
      meeting.map((piece) => piece.range),
    ).length === 0;
  if (first === undefined || !isWhole) return noConnection;
  let common = first.connections;
  if (isWithin(range, first.range)) return common;
  for (const { connections } of others) common = intersectConnections(common, connections);
  return common;
}

function uniteAll(pieces: readonly RangePiece[]): ConnectionSet {
  let all = noConnection;
  for (const { connections } of pieces) all = uniteConnections(all, connections);
  return all;
}

function note(
  proof: Differences,
  ends: Omit<FoundConnection, "ports">,
  missing: ConnectionSet,
  extra: ConnectionSet,
): void {
  if (!isEmptyConnection(missing)) proof.missing.push({ ...ends, ports: formatConnections(missing) });
  if (!isEmptyConnection(extra)) proof.extra.push({ ...ends, ports: formatConnections(extra) });
}
