import { type AddressRange, doRangesMeet, formatAddressRange, isWithin, parseAddressRange } from "./address-range.ts";
import { type NamedPort } from "./endpoint.ts";
import { recognises } from "./peer-index.ts";
import type { Peer, Policy, PolicyRule } from "./policy.ts";
import { connectionsOfRule, type Direction } from "./policy-profile.ts";
import type { Reachability } from "./reachability.ts";

/** One end of a connection that was asked about. */
export type ConnectionEnd =
  | { readonly kind: "workload"; readonly group: number; readonly name: string }
  | { readonly kind: "addresses"; readonly range: AddressRange };

/** What a rule says of the connection. */
export interface ExplainedRule {
  readonly rule: PolicyRule;
  /** The ports of the rule. */
  readonly ports: string;
}

/** What a policy says of the connection. */
export interface ExplainedPolicy {
  readonly policy: Policy;
  /** Whether what its rules do not allow is refused. */
  readonly isolates: boolean;
  /** The rules that recognise the other end. */
  readonly rules: readonly ExplainedRule[];
}

/** What one side allows, and why. */
export interface ExplainedSide {
  readonly direction: Direction;
  /** In the order in which they are asked; none means that everything is allowed. */
  readonly policies: readonly ExplainedPolicy[];
  /** What this side allows, for each part of the addresses that differs. */
  readonly allowed: readonly { readonly addresses: string | undefined; readonly ports: string }[];
}

/** Finds an end by a workload's name (`shop/web[Deployment]`, `shop/web`, `web`) or an address; several names may fit. */
export function findEnds({ groups }: Reachability, text: string): readonly ConnectionEnd[] {
  const range = parseAddressRange(text);
  if (range !== undefined) return [{ kind: "addresses", range }];
  return [...groups.entries()].flatMap(([group, { workloads }]) =>
    workloads.flatMap(({ name }): ConnectionEnd[] => (isNamed(name, text) ? [{ kind: "workload", group, name }] : [])),
  );
}

function isNamed(name: string, text: string): boolean {
  const bare = name.slice(0, name.lastIndexOf("["));
  return name === text || bare === text || bare.slice(bare.indexOf("/") + 1) === text;
}

/** Names an end as connections do. */
export function nameOfEnd(end: ConnectionEnd): string {
  return end.kind === "workload" ? end.name : formatAddressRange(end.range);
}

/** Gives what both sides allow, for each part of the addresses that differs. */
export function allowedBetween(
  reachability: Reachability,
  from: ConnectionEnd,
  to: ConnectionEnd,
): ExplainedSide["allowed"] {
  const { table } = reachability;
  if (from.kind === "workload" && to.kind === "workload") {
    const sent = reachability.allowedBy("egress", from.group, to.group);
    const accepted = reachability.allowedBy("ingress", from.group, to.group);
    return [{ addresses: undefined, ports: table.textOf(table.intersect(sent, accepted)) }];
  }
  // Between two addresses outside no policy decides.
  return explainConnection(reachability, from, to)[0]?.allowed ?? [{ addresses: undefined, ports: "All" }];
}

/** Explains a connection: what the sender's policies let out, what the receiver's let in. */
export function explainConnection(
  reachability: Reachability,
  from: ConnectionEnd,
  to: ConnectionEnd,
): readonly ExplainedSide[] {
  const sides: ExplainedSide[] = [];
  if (from.kind === "workload") sides.push(explainSide(reachability, "egress", { own: from, other: to }));
  if (to.kind === "workload") sides.push(explainSide(reachability, "ingress", { own: to, other: from }));
  return sides;
}

interface Ends {
  readonly own: Extract<ConnectionEnd, { kind: "workload" }>;
  readonly other: ConnectionEnd;
}

function explainSide(reachability: Reachability, direction: Direction, ends: Ends): ExplainedSide {
  const { table } = reachability;
  const receiver = direction === "ingress" ? ends.own : ends.other;
  const named = receiver.kind === "workload" ? (reachability.groups[receiver.group]?.namedPorts ?? []) : [];
  const policies = reachability.policiesOf(ends.own.group, direction).map((policy) => ({
    policy,
    isolates: policy[direction]?.isolates === true,
    rules: matchingRules(reachability, policy, direction, ends.other).map((rule) => ({
      rule,
      ports: portsText(reachability, rule, named),
    })),
  }));
  if (ends.other.kind === "addresses") {
    const { range } = ends.other;
    const pieces = reachability.outside(ends.own.group, direction).filter((piece) => doRangesMeet(piece.range, range));
    const allowed = pieces.map((piece) => ({
      addresses: formatAddressRange(isWithin(range, piece.range) ? range : piece.range),
      ports: table.textOf(piece.connection),
    }));
    return { direction, policies, allowed: allowed.length === 0 ? [{ addresses: undefined, ports: "None" }] : allowed };
  }
  const [sender, target] =
    direction === "egress" ? [ends.own.group, ends.other.group] : [ends.other.group, ends.own.group];
  const ports = table.textOf(reachability.allowedBy(direction, sender, target));
  return { direction, policies, allowed: [{ addresses: undefined, ports }] };
}

function portsText({ table }: Reachability, rule: PolicyRule, named: readonly NamedPort[]): string {
  return table.textOf(connectionsOfRule(rule, named, table));
}

function matchingRules(
  reachability: Reachability,
  policy: Policy,
  direction: Direction,
  other: ConnectionEnd,
): readonly PolicyRule[] {
  return (policy[direction]?.rules ?? []).filter(
    ({ peers }) => peers === "everybody" || peers.some((peer) => isPeer(reachability, peer, other)),
  );
}

function isPeer({ groups }: Reachability, peer: Peer, other: ConnectionEnd): boolean {
  if (other.kind === "addresses") {
    return peer.kind === "addresses" && peer.ranges.some((range) => doRangesMeet(range, other.range));
  }
  const group = groups[other.group];
  if (group === undefined) return false;
  if (peer.kind === "nodes") return group.isOnHost;
  return peer.kind === "pods" && !group.isOnHost && recognises(peer, group.namespaceLabels, group.labels);
}
