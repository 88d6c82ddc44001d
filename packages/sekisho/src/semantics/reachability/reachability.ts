import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import { type ConnectionTable, createConnectionTable } from "./connection-table.ts";
import { type EndpointGroup, groupEndpoints, type NamedPort } from "./endpoint.ts";
import type { Labels } from "./label-predicate.ts";
import { type OutsidePiece, outsideConnections } from "./outside-connections.ts";
import { createPeerIndex, type PeerIndex, recognises } from "./peer-index.ts";
import type { PodPeer, Policy } from "./policy.ts";
import { createProfile, type Direction, evaluateProfile, type Profile } from "./policy-profile.ts";
import { readPolicies } from "./read-policies.ts";

/** What a group may reach. */
export interface GroupConnection {
  readonly to: number;
  /** Number in the table of connections; never that of none. */
  readonly connection: number;
}

/** Pods by their labels, such as those of a controller that the manifests do not hold. */
export interface KnownPod {
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
}

/** Who may connect to whom, as the policies of a set allow it. */
export interface Reachability {
  readonly groups: readonly EndpointGroup[];
  readonly policies: readonly Policy[];
  readonly problems: readonly ObjectProblem[];
  readonly table: ConnectionTable;
  /** Address families that the answers tell apart: IPv6 only when a policy names such addresses. */
  readonly families: readonly (4 | 6)[];
  /** The policies that select a group and speak of a direction, in the order in which they are asked. */
  readonly policiesOf: (group: number, direction: Direction) => readonly Policy[];
  /** Every group that a group may connect to, itself included; in no order. */
  readonly connectionsFrom: (group: number) => readonly GroupConnection[];
  /** What a group may exchange with addresses outside: as receiver (`ingress`) or sender. */
  readonly outside: (group: number, direction: Direction) => readonly OutsidePiece[];
  /** What a group accepts from a pod of which only the labels are known. */
  readonly acceptedFrom: (group: number, pod: KnownPod) => number;
  /** The groups that a pair of selectors recognises; never those on their nodes' network. */
  readonly recognised: (peer: PodPeer) => readonly number[];
  /** What one side of a connection allows: the sender's egress or the receiver's ingress. */
  readonly allowedBy: (direction: Direction, from: number, to: number) => number;
}

/** Reckons who may connect to whom. Nothing of the size of all pairs is made. */
export function computeReachability(set: ManifestSet): Reachability {
  const groups = groupEndpoints(set);
  const { policies, problems } = readPolicies(set);
  const index = createPeerIndex(groups);
  const table = createConnectionTable();
  const selecting = selectPolicies(groups, policies, index);
  const portKeys = numberPorts(groups);
  const ingress = createSide(selecting, "ingress", index, portKeys);
  const portsOf = (group: number) => ({ key: portKeys[group] ?? -1, named: groups[group]?.namedPorts ?? [] });
  const world: World = {
    groups,
    table,
    index,
    portsOf,
    egress: createSide(selecting, "egress", index, portKeys),
    ingress,
    open: openProfiles(ingress, table, portsOf),
    uses: [],
    numbersOf: groups.map(() => []),
    onHost: groups.flatMap(({ isOnHost }, number) => (isOnHost ? [number] : [])),
    rows: new Map(),
  };
  collectUses(world);
  const families = collectFamilies(policies);
  return {
    groups,
    policies,
    problems,
    table,
    families,
    policiesOf: (group, direction) =>
      (selecting[group] ?? [])
        .filter((policy) => policy[direction] !== undefined)
        .toSorted(({ place: left }, { place: right }) => left.rank - right.rank || left.order - right.order),
    connectionsFrom: (group) => connectionsFrom(world, group),
    outside: (group, direction) =>
      families.flatMap((family) =>
        outsideConnections(
          profileOf(world, direction, group),
          family,
          direction === "ingress" ? world.portsOf(group) : unnamed,
          table,
        ),
      ),
    acceptedFrom: (group, pod) => acceptedFrom(world, group, pod),
    recognised: (peer) => index.groupsOf(index.numberOf(peer)),
    allowedBy: (direction, from, to) => allowedBy(world, direction, from, to),
  };
}

/** The profiles of one direction. */
interface Side {
  readonly profiles: readonly Profile[];
  /** By group. */
  readonly profileNumbers: readonly number[];
  /** Groups by profile. */
  readonly groupsOf: readonly (readonly number[])[];
}

/** Profiles of ingress that may accept a pod that none of their rules knows; the others are asked only when one does. */
function openProfiles(
  side: Side,
  table: ConnectionTable,
  portsOf: (group: number) => ReceiverPorts,
): readonly number[] {
  return side.profiles.flatMap((profile, number) => {
    const ports = portsOf(side.groupsOf[number]?.[0] ?? -1);
    return evaluateProfile(profile, profile.everyPod, ports, table) === table.none ? [] : [number];
  });
}

/** Named ports of a receiver; the key is equal where they are. */
interface ReceiverPorts {
  readonly key: number;
  readonly named: readonly NamedPort[];
}

interface World {
  readonly groups: readonly EndpointGroup[];
  readonly table: ConnectionTable;
  readonly index: PeerIndex;
  readonly portsOf: (group: number) => ReceiverPorts;
  readonly egress: Side;
  readonly ingress: Side;
  /** Ingress rules by the pair of selectors that they use: profile and rule in turn. */
  readonly uses: number[][];
  /** Pairs of selectors that recognise a group. */
  readonly numbersOf: number[][];
  readonly onHost: readonly number[];
  readonly open: readonly number[];
  /** What profiles of egress allow towards every group; the last few are kept. */
  readonly rows: Map<number, Int32Array>;
}

const unnamed = { key: -1, named: [] } as const;
const maxRows = 64;
const hostProfile = -1;

function selectPolicies(
  groups: readonly EndpointGroup[],
  policies: readonly Policy[],
  index: PeerIndex,
): readonly (readonly Policy[])[] {
  const selecting: Policy[][] = groups.map(() => []);
  for (const policy of policies) {
    for (const group of index.groupsOf(index.numberOf(policy.subject))) selecting[group]?.push(policy);
  }
  return selecting;
}

/** Pods that the same policies select share a profile; as receivers only when rules that name ports mean the same ones. */
function createSide(
  selecting: readonly (readonly Policy[])[],
  direction: Direction,
  index: PeerIndex,
  portKeys: readonly number[],
): Side {
  const numbers = new Map<Policy, number>();
  const known = new Map<string, number>();
  const profiles: Profile[] = [];
  const groupsOf: number[][] = [];
  const profileNumbers = selecting.map((policies, group) => {
    const speaking = policies.filter((policy) => policy[direction] !== undefined);
    const named = direction === "ingress" && speaking.some(namesIngressPorts) ? (portKeys[group] ?? "") : "";
    const key = `${named}|${speaking.map((policy) => numberIn(numbers, policy)).join(",")}`;
    const number = known.get(key) ?? profiles.length;
    if (number === profiles.length) {
      known.set(key, number);
      profiles.push(createProfile(speaking, direction, index));
      groupsOf.push([]);
    }
    groupsOf[number]?.push(group);
    return number;
  });
  return { profiles, profileNumbers, groupsOf };
}

function namesIngressPorts({ ingress }: Policy): boolean {
  return ingress?.rules.some(({ ports }) => ports !== "all" && ports.some(({ kind }) => kind === "name")) === true;
}

function numberIn<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

function numberPorts(groups: readonly EndpointGroup[]): readonly number[] {
  const keys = new Map<string, number>();
  return groups.map(({ namedPorts }) => numberIn(keys, JSON.stringify(namedPorts)));
}

function collectUses(world: World): void {
  for (const [number, profile] of world.ingress.profiles.entries()) {
    for (const [rule, { pods }] of profile.rules.entries()) {
      for (const pair of pods) {
        world.uses[pair] ??= [];
        world.uses[pair].push(number, rule);
      }
    }
  }
  for (let pair = 0; pair < world.index.count(); pair++) {
    if (world.uses[pair] === undefined) continue;
    for (const group of world.index.groupsOf(pair)) world.numbersOf[group]?.push(pair);
  }
}

function collectFamilies(policies: readonly Policy[]): readonly (4 | 6)[] {
  const namesIt = policies.some(({ ingress, egress }) =>
    [ingress, egress].some((direction) =>
      direction?.rules.some(
        ({ peers }) =>
          peers !== "everybody" &&
          peers.some((peer) => peer.kind === "addresses" && peer.ranges.some(({ family }) => family === 6)),
      ),
    ),
  );
  return namesIt ? [4, 6] : [4];
}

function profileOf(world: World, direction: Direction, group: number): Profile {
  const side = world[direction];
  const profile = side.profiles[side.profileNumbers[group] ?? -1];
  if (profile === undefined) throw new RangeError(`No group has the number ${group}.`);
  return profile;
}

function connectionsFrom(world: World, from: number): readonly GroupConnection[] {
  const { table, ingress, groups, portsOf } = world;
  const found: GroupConnection[] = [];
  const row = egressRow(world, from);
  const isOnHost = groups[from]?.isOnHost === true;
  const recognised = isOnHost ? new Map<number, number[]>() : recognisedIngress(world, from);
  const asked = isOnHost ? ingress.profiles.keys() : new Set([...world.open, ...recognised.keys()]);
  for (const number of asked) {
    const profile = ingress.profiles[number];
    if (profile === undefined) continue;
    const rules = isOnHost ? profile.everyNode : sortedOnce(profile.everyPod, recognised.get(number));
    const members = ingress.groupsOf[number] ?? [];
    const accepted = evaluateProfile(profile, rules, portsOf(members[0] ?? -1), table);
    if (accepted === table.none) continue;
    for (const to of members) {
      const connection = table.intersect(row[to] ?? table.none, accepted);
      if (connection !== table.none) found.push({ to, connection });
    }
  }
  return found;
}

/** Gives the rules of ingress that recognise a group, by profile. */
function recognisedIngress(world: World, from: number): Map<number, number[]> {
  const recognised = new Map<number, number[]>();
  for (const pair of world.numbersOf[from] ?? []) {
    const uses = world.uses[pair] ?? [];
    for (let at = 0; at < uses.length; at += 2) {
      const profile = uses[at] ?? 0;
      const rules = recognised.get(profile);
      if (rules === undefined) recognised.set(profile, [uses[at + 1] ?? 0]);
      else rules.push(uses[at + 1] ?? 0);
    }
  }
  return recognised;
}

function sortedOnce(always: readonly number[], more: readonly number[] | undefined): readonly number[] {
  if (more === undefined || more.length === 0) return always;
  if (always.length === 0 && more.length === 1) return more;
  return [...new Set([...always, ...more])].toSorted((left, right) => left - right);
}

/** Gives what a group's egress allows towards every group. */
function egressRow(world: World, from: number): Int32Array {
  const number = world.groups[from]?.isOnHost === true ? hostProfile : (world.egress.profileNumbers[from] ?? 0);
  const known = world.rows.get(number);
  if (known !== undefined) return known;
  const row = new Int32Array(world.groups.length);
  if (number === hostProfile) row.fill(world.table.all);
  else fillRow(world, profileOf(world, "egress", from), row);
  const [oldest] = world.rows.keys();
  if (world.rows.size >= maxRows && oldest !== undefined) world.rows.delete(oldest);
  world.rows.set(number, row);
  return row;
}

/**
 * Groups that the same rules recognise share a state: state 0 is "none so far", and each rule leads from a state to one with
 * that rule added.
 */
function fillRow(world: World, profile: Profile, row: Int32Array): void {
  const { table, index, portsOf } = world;
  const rulesOf: (readonly number[])[] = [[]];
  const steps = new Map<number, number>();
  const stepFrom = (state: number, rule: number): number => {
    const rules = rulesOf[state] ?? [];
    // Two peers of one rule may recognise the same group.
    if (rules.at(-1) === rule) return state;
    const step = state * profile.rules.length + rule;
    const next = steps.get(step) ?? rulesOf.length;
    if (next < rulesOf.length) return next;
    steps.set(step, next);
    rulesOf.push([...rules, rule]);
    return next;
  };
  for (const [rule, { pods }] of profile.rules.entries()) {
    for (const pair of pods) {
      for (const group of index.groupsOf(pair)) row[group] = stepFrom(row[group] ?? 0, rule);
    }
  }
  const sorted = rulesOf.map((rules) => sortedOnce(profile.everyPod, rules));
  const results = new Map<number, number>();
  for (let group = 0; group < row.length; group++) {
    const state = row[group] ?? 0;
    const ports = profile.hasNamedPorts ? portsOf(group) : unnamed;
    const key = (ports.key + 1) * sorted.length + state;
    const result = results.get(key) ?? evaluateProfile(profile, sorted[state] ?? [], ports, table);
    results.set(key, result);
    row[group] = result;
  }
  for (const group of world.onHost) {
    row[group] = evaluateProfile(profile, profile.everyNode, world.portsOf(group), table);
  }
}

function acceptedFrom(world: World, group: number, { namespaceLabels, labels }: KnownPod): number {
  const profile = profileOf(world, "ingress", group);
  const recognised = profile.rules.flatMap(({ rule }, number) => {
    const { peers } = rule;
    const isOne =
      peers === "everybody" || peers.some((peer) => peer.kind === "pods" && recognises(peer, namespaceLabels, labels));
    return isOne ? [number] : [];
  });
  return evaluateProfile(profile, recognised, world.portsOf(group), world.table);
}

function allowedBy(world: World, direction: Direction, from: number, to: number): number {
  if (direction === "egress") return egressRow(world, from)[to] ?? world.table.none;
  const number = world.ingress.profileNumbers[to] ?? 0;
  const profile = profileOf(world, "ingress", to);
  const rules =
    world.groups[from]?.isOnHost === true
      ? profile.everyNode
      : sortedOnce(profile.everyPod, recognisedIngress(world, from).get(number));
  return evaluateProfile(profile, rules, world.portsOf(to), world.table);
}
