import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { type AddressRange, everyAddress, formatAddressRange } from "../reachability/address-range.ts";
import { connectionsOf, uniteConnections } from "../reachability/connection-set.ts";
import { explainConnection } from "../reachability/explain-connection.ts";
import type { OutsidePiece } from "../reachability/outside-connections.ts";
import { recognises } from "../reachability/peer-index.ts";
import type { Policy, PolicyRule } from "../reachability/policy.ts";
import type { Direction } from "../reachability/policy-profile.ts";
import { portsBetween } from "../reachability/port-intervals.ts";
import type { Reachability } from "../reachability/reachability.ts";
import { networkOf, type WorkloadNetwork } from "../reachability/workload-network.ts";
import type { Demand, DemandAnswer } from "./demand.ts";

/** Outgoing connections reach named destinations only. */
export const egressLimited: Demand = {
  id: "egress-limited",
  title: { en: "Outgoing connections are limited", ja: "外向き通信の制限" },
  judge: ({ templates }, { set }) => templates.flatMap((template) => judgeDirection(template, set, "egress")),
};

/** Incoming connections come from named sources only. */
export const ingressLimited: Demand = {
  id: "ingress-limited",
  title: { en: "Incoming connections are limited", ja: "内向き通信の制限" },
  judge: ({ templates }, { set }) => templates.flatMap((template) => judgeDirection(template, set, "ingress")),
};

/** Names are resolved somewhere: connections to port 53 alone leave no destination open. */
const nameResolution = uniteConnections(
  connectionsOf("TCP", portsBetween(53, 53)),
  connectionsOf("UDP", portsBetween(53, 53)),
);

/** A pod of which nothing is known: what is open to it is open to every pod. */
const anyPod = { namespaceLabels: {}, labels: {} } as const;

function judgeDirection(template: PodTemplate, set: ManifestSet, direction: Direction): readonly DemandAnswer[] {
  const network = networkOf(template, set);
  // Its pods are those of another workload, which is asked itself.
  if (network === undefined) return [];
  const { workload } = template;
  const place = { object: workload, pointer: "/metadata/name" };
  const words = direction === "egress" ? outgoing : incoming;
  if (network.isOnHost) {
    return [
      { ended: "missing", object: workload, pointer: `${template.pointer}/spec/hostNetwork`, message: onHost(network) },
    ];
  }
  const open = findOpen(network, direction);
  const doubt = findDoubt(network, workload.namespace);
  if (doubt !== undefined && (open === undefined || open.by === undefined)) {
    return [{ ended: "undecided", ...place, message: inDoubt(network, doubt) }];
  }
  if (open === undefined) {
    const [first] = network.reachability.policiesOf(network.end.group, direction);
    const object = first?.object ?? workload;
    const message = words.limited(network.end.name, listOutside(network, direction));
    return [{ ended: "met", object, pointer: first === undefined ? "/metadata/name" : "/spec", message }];
  }
  const { by } = open;
  if (by === undefined) return [{ ended: "missing", ...place, message: words.none(network.end.name, open) }];
  const message = words.open(network.end.name, open, by.policy.object);
  return [{ ended: "missing", object: by.policy.object, pointer: by.rule.pointer, message }];
}

interface OpenConnection {
  /** A range of addresses, or every pod. */
  readonly other: Text;
  readonly ports: string;
  /** What allows it; `undefined` when no policy limits the direction. */
  readonly by: { readonly policy: Policy; readonly rule: PolicyRule } | undefined;
}

/** Finds a connection with half of the world or more, or with every pod of the cluster. */
function findOpen(network: WorkloadNetwork, direction: Direction): OpenConnection | undefined {
  const { reachability, end } = network;
  const { table } = reachability;
  const pieces = withoutNames(reachability, reachability.outside(end.group, direction), direction);
  const widest = findWideRange(pieces);
  if (widest !== undefined) {
    const address = formatAddressRange(widest.range);
    const ports = table.textOf(widest.connection);
    return { other: { en: address, ja: address }, ports, by: findRule(network, direction, widest.range) };
  }
  if (direction === "egress") return undefined;
  const accepted = reachability.acceptedFrom(end.group, anyPod);
  if (accepted === table.none) return undefined;
  const other = { en: "every pod of the cluster", ja: "クラスター内のすべての Pod" };
  return { other, ports: table.textOf(accepted), by: findRule(network, direction, "pods") };
}

function withoutNames(
  { table }: Reachability,
  pieces: readonly OutsidePiece[],
  direction: Direction,
): readonly OutsidePiece[] {
  if (direction === "ingress") return pieces;
  const names = table.numberOf(nameResolution);
  return pieces.filter(({ connection }) => table.subtract(connection, names) !== table.none);
}

/**
 * Gives the widest range when all ranges together are at least half of the addresses that a family gives out: blocks may be
 * cut into pieces and have exceptions. Source: IANA IPv6 address space, of which 2000::/3 is global unicast.
 */
function findWideRange(pieces: readonly OutsidePiece[]): OutsidePiece | undefined {
  for (const family of [4, 6] as const) {
    const own = pieces.filter(({ range }) => range.family === family);
    const total = own.reduce((sum, { range }) => sum + sizeOf(range), 0n);
    const given = sizeOf(everyAddress(family)) / (family === 4 ? 1n : 8n);
    if (total * 2n < given) continue;
    return own.toSorted((left, right) => (sizeOf(left.range) < sizeOf(right.range) ? 1 : -1))[0];
  }
  return undefined;
}

function sizeOf({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

function findRule(
  { reachability, end }: WorkloadNetwork,
  direction: Direction,
  other: AddressRange | "pods",
): OpenConnection["by"] {
  if (other !== "pods") return findRuleForAddresses({ reachability, end }, direction, other);
  for (const policy of reachability.policiesOf(end.group, direction)) {
    const rule = policy[direction]?.rules.find((candidate) => candidate.action === "allow" && isForEveryPod(candidate));
    if (rule !== undefined) return { policy, rule };
  }
  return undefined;
}

function findRuleForAddresses(
  { reachability, end }: Pick<WorkloadNetwork, "reachability" | "end">,
  direction: Direction,
  range: AddressRange,
): OpenConnection["by"] {
  const addresses = { kind: "addresses", range } as const;
  const [from, to] = direction === "egress" ? ([end, addresses] as const) : ([addresses, end] as const);
  const policies = explainConnection(reachability, from, to).flatMap((side) => side.policies);
  for (const { policy, rules } of policies) {
    const allowing = rules.find(({ rule }) => rule.action === "allow");
    if (allowing !== undefined) return { policy, rule: allowing.rule };
  }
  return undefined;
}

function isForEveryPod({ peers }: PolicyRule): boolean {
  return (
    peers === "everybody" ||
    peers.some((peer) => peer.kind === "pods" && recognises(peer, anyPod.namespaceLabels, anyPod.labels))
  );
}

/** Finds a policy of the namespace, or of the whole cluster, that could not be read to its end. */
function findDoubt({ reachability }: WorkloadNetwork, namespace: string): ManifestObject | undefined {
  return reachability.problems.find(({ object }) => object.namespace === "" || object.namespace === namespace)?.object;
}

const maxListed = 3;

/** Lists what stays open of the addresses outside. */
function listOutside({ reachability, end }: WorkloadNetwork, direction: Direction): string {
  const pieces = reachability.outside(end.group, direction);
  const listed = pieces
    .slice(0, maxListed)
    .map(({ range, connection }) => `${formatAddressRange(range)} ${reachability.table.textOf(connection)}`);
  return pieces.length > maxListed ? `${listed.join(", ")} …` : listed.join(", ");
}

interface Words {
  open(workload: string, connection: OpenConnection, policy: ManifestObject): Text;
  none(workload: string, connection: OpenConnection): Text;
  /** `outside` lists the addresses that are allowed; empty when there are none. */
  limited(workload: string, outside: string): Text;
}

const outgoing: Words = {
  open: (workload, { other, ports }, { kind, name }) => ({
    en: `${workload} → ${other.en} (${ports}) is allowed by the ${kind} ${name}.`,
    ja: `${workload} → ${other.ja}（${ports}）が ${kind} ${name} により許可されています。`,
  }),
  none: (workload, { other, ports }) => ({
    en: `${workload} → ${other.en} (${ports}) is allowed: no policy in these files limits what it reaches.`,
    ja: `${workload} → ${other.ja}（${ports}）が許可されています。検査したファイルには、外向き通信を制限するポリシーがありません。`,
  }),
  limited: (workload, outside) => ({
    en: outside === "" ? `${workload} reaches no address outside.` : `Outside ${workload} reaches only ${outside}.`,
    ja:
      outside === ""
        ? `${workload} からクラスター外には接続できません。`
        : `${workload} からクラスター外への接続は ${outside} に限られています。`,
  }),
};

const incoming: Words = {
  open: (workload, { other, ports }, { kind, name }) => ({
    en: `${other.en} → ${workload} (${ports}) is allowed by the ${kind} ${name}.`,
    ja: `${other.ja} → ${workload}（${ports}）が ${kind} ${name} により許可されています。`,
  }),
  none: (workload, { other, ports }) => ({
    en: `${other.en} → ${workload} (${ports}) is allowed: no policy in these files limits who reaches it.`,
    ja: `${other.ja} → ${workload}（${ports}）が許可されています。検査したファイルには、内向き通信を制限するポリシーがありません。`,
  }),
  limited: (workload, outside) => ({
    en:
      outside === ""
        ? `Only pods that policies name reach ${workload}.`
        : `Of the addresses outside only ${outside} reach ${workload}.`,
    ja:
      outside === ""
        ? `${workload} に接続できるのは、ポリシーで指定された Pod だけです。`
        : `${workload} に接続できるクラスター外のアドレスは ${outside} に限られています。`,
  }),
};

function onHost({ end }: WorkloadNetwork): Text {
  return {
    en: `${end.name} uses its node's network, where no network policy holds.`,
    ja: `${end.name} はノードのネットワークを使用しており、ネットワークポリシーが適用されません。`,
  };
}

function inDoubt({ end }: WorkloadNetwork, { kind, name }: ManifestObject): Text {
  return {
    en: `The ${kind} ${name} could not be read to its end: what ${end.name} may connect to is not exact.`,
    ja: `${kind} ${name} を完全には解釈できないため、${end.name} の接続を正確に判定できません。`,
  };
}
