import type { AddressRange } from "./address-range.ts";
import { connectionsOf, everyConnection, noConnection, uniteConnections } from "./connection-set.ts";
import type { ConnectionTable } from "./connection-table.ts";
import type { NamedPort } from "./endpoint.ts";
import type { PeerIndex } from "./peer-index.ts";
import type { Policy, PolicyRule } from "./policy.ts";
import { portsBetween } from "./port-intervals.ts";

/** The two sides that a policy can speak of. */
export type Direction = "ingress" | "egress";

/** A rule as it is reckoned with. */
export interface ProfileRule {
  readonly policy: Policy;
  readonly rule: PolicyRule;
  /** Numbers of the pairs of selectors, of the index. */
  readonly pods: readonly number[];
  readonly ranges: readonly AddressRange[];
  readonly isEverybody: boolean;
  /** Whether every pod is recognised, whatever its labels are. */
  readonly isEveryPod: boolean;
  readonly isNodes: boolean;
}

interface Stage {
  /** Numbers of the rules. */
  readonly first: number;
  readonly end: number;
  readonly isolates: boolean;
}

/** Everything that policies say of one direction of some pods, in the order in which it is asked. */
export interface Profile {
  readonly rules: readonly ProfileRule[];
  readonly stages: readonly Stage[];
  /** Whether a rule names a port by its name: then the receiver's ports have a say. */
  readonly hasNamedPorts: boolean;
  readonly everybody: readonly number[];
  readonly everyPod: readonly number[];
  /** What holds for pods on their nodes' network. */
  readonly everyNode: readonly number[];
  readonly results: Map<string, number>;
}

/** Puts the policies that select some pods into the order in which they are asked. */
export function createProfile(policies: readonly Policy[], direction: Direction, index: PeerIndex): Profile {
  const ordered = policies
    .filter((policy) => policy[direction] !== undefined)
    .toSorted(({ place: left }, { place: right }) => left.rank - right.rank || left.order - right.order);
  const rules: ProfileRule[] = [];
  const stages: Stage[] = [];
  for (const sameRank of Map.groupBy(ordered, ({ place }) => place.rank).values()) {
    const first = rules.length;
    for (const policy of sameRank) {
      for (const rule of policy[direction]?.rules ?? []) rules.push(toProfileRule(policy, rule, index));
    }
    stages.push({
      first,
      end: rules.length,
      isolates: sameRank.some((policy) => policy[direction]?.isolates === true),
    });
  }
  const numbersWhere = (isOne: (rule: ProfileRule) => boolean) =>
    rules.flatMap((rule, number) => (isOne(rule) ? [number] : []));
  return {
    rules,
    stages,
    hasNamedPorts: rules.some(({ rule }) => rule.ports !== "all" && rule.ports.some(({ kind }) => kind === "name")),
    everybody: numbersWhere(({ isEverybody }) => isEverybody),
    everyPod: numbersWhere(({ isEverybody, isEveryPod }) => isEverybody || isEveryPod),
    everyNode: numbersWhere(
      ({ isEverybody, isNodes, ranges }) =>
        isEverybody || isNodes || ranges.some(({ first, last }) => first === 0n && last >= lastAddress4),
    ),
    results: new Map(),
  };
}

const lastAddress4 = 0xff_ff_ff_ffn;

/**
 * Gives what a profile allows when some of its rules recognise the other side: the first that matches decides, stage by
 * stage; what none decides on is allowed.
 *
 * @param recognised Numbers of the rules, rising.
 * @param ports Named ports of the receiver; `undefined` for addresses.
 */
export function evaluateProfile(
  profile: Profile,
  recognised: readonly number[],
  ports: { readonly key: number; readonly named: readonly NamedPort[] },
  table: ConnectionTable,
): number {
  const key = `${profile.hasNamedPorts ? ports.key : ""}|${recognised.join(",")}`;
  const known = profile.results.get(key);
  if (known !== undefined) return known;
  let allowed = table.none;
  let undecided = table.all;
  let at = 0;
  for (const { first, end, isolates } of profile.stages) {
    let passed = table.none;
    while (at < recognised.length && (recognised[at] ?? 0) < first) at += 1;
    for (; at < recognised.length && (recognised[at] ?? 0) < end; at++) {
      const rule = profile.rules[recognised[at] ?? 0]?.rule;
      if (rule === undefined) continue;
      const hit = table.intersect(undecided, connectionsOfRule(rule, ports.named, table));
      undecided = table.subtract(undecided, hit);
      if (rule.action === "allow") allowed = table.unite(allowed, hit);
      else if (rule.action === "pass") passed = table.unite(passed, hit);
    }
    undecided = isolates ? passed : table.unite(undecided, passed);
  }
  const result = table.unite(allowed, undecided);
  profile.results.set(key, result);
  return result;
}

/** Gives the connections that a rule is about, when the receiver names its ports so. */
export function connectionsOfRule({ ports }: PolicyRule, named: readonly NamedPort[], table: ConnectionTable): number {
  if (ports === "all") return table.numberOf(everyConnection);
  let connections = noConnection;
  for (const port of ports) {
    if (port.kind === "numbers") {
      connections = uniteConnections(connections, connectionsOf(port.protocol, portsBetween(port.first, port.last)));
      continue;
    }
    for (const { name, protocol, port: number } of named) {
      if (name !== port.name || (port.protocol !== undefined && port.protocol !== protocol)) continue;
      connections = uniteConnections(connections, connectionsOf(protocol, portsBetween(number, number)));
    }
  }
  return table.numberOf(connections);
}

function toProfileRule(policy: Policy, rule: PolicyRule, index: PeerIndex): ProfileRule {
  const peers = rule.peers === "everybody" ? [] : rule.peers;
  const isEvery = (peer: (typeof peers)[number]) =>
    peer.kind === "pods" && peer.namespaces.matchesAll && peer.pods.matchesAll;
  return {
    policy,
    rule,
    pods: peers.flatMap((peer) => (peer.kind === "pods" && !isEvery(peer) ? [index.numberOf(peer)] : [])),
    ranges: peers.flatMap((peer) => (peer.kind === "addresses" ? peer.ranges : [])),
    isEverybody: rule.peers === "everybody",
    isEveryPod: peers.some(isEvery),
    isNodes: peers.some(({ kind }) => kind === "nodes"),
  };
}
