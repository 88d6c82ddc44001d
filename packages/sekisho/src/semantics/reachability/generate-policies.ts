import type { ResolvedEnd, ResolvedFlow } from "../flows/resolve-flows.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { formatAddressRange } from "./address-range.ts";
import { type ConnectionSet, noConnection, protocols, uniteConnections } from "./connection-set.ts";
import type { EndpointGroup } from "./endpoint.ts";
import { anyLabels, namespaceNamed, predicateOf, type Requirement } from "./label-predicate.ts";
import type { Reachability } from "./reachability.ts";

/** A NetworkPolicy as it is written down. */
export interface GeneratedPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly spec: { readonly [key: string]: ManifestValue };
}

/** Namespaces of the cluster itself: a default of refusing would stop what every pod needs. */
const systemNamespaces: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease"]);

/** Tells whether policies are written for a namespace. */
export function isGoverned(namespace: string): boolean {
  return !systemNamespaces.has(namespace);
}

/** Labels of the cluster's DNS server. Source: Kubernetes documentation, DNS for Services and Pods. */
export const dnsPeer = { namespace: "kube-system", label: "k8s-app", value: "kube-dns" } as const;

/**
 * Writes policies that allow some flows and nothing else: for each namespace one that refuses everything and one for DNS,
 * for each workload one with its flows.
 */
export function generatePolicies(
  reachability: Reachability,
  flows: readonly ResolvedFlow[],
): readonly GeneratedPolicy[] {
  const namespaces = [...new Set(reachability.groups.map(({ namespace }) => namespace))].filter(isGoverned).toSorted();
  const taken = new Set<string>();
  return namespaces.flatMap((namespace) => [
    { name: "default-deny", namespace, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
    { name: "allow-dns", namespace, spec: dnsSpec() },
    ...[...reachability.groups.entries()].flatMap(([number, group]) => {
      if (group.namespace !== namespace || group.isOnHost) return [];
      const spec = workloadSpec(reachability, number, flows);
      return spec === undefined ? [] : [{ name: nameFor(group, taken), namespace, spec }];
    }),
  ]);
}

function dnsSpec(): GeneratedPolicy["spec"] {
  const peer = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": dnsPeer.namespace } },
    podSelector: { matchLabels: { [dnsPeer.label]: dnsPeer.value } },
  };
  const ports = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));
  return { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [peer], ports }] };
}

function workloadSpec(
  reachability: Reachability,
  number: number,
  flows: readonly ResolvedFlow[],
): GeneratedPolicy["spec"] | undefined {
  const isOwn = (end: ResolvedEnd) => end.kind === "group" && end.group === number;
  const incoming = rules(
    reachability,
    number,
    flows.filter(({ to }) => isOwn(to)).map(({ from, connections }) => ({ other: from, connections })),
    "from",
  );
  const outgoing = rules(
    reachability,
    number,
    flows.filter(({ from }) => isOwn(from)).map(({ to, connections }) => ({ other: to, connections })),
    "to",
  );
  if (incoming.length + outgoing.length === 0) return undefined;
  const types = [...(incoming.length > 0 ? ["Ingress"] : []), ...(outgoing.length > 0 ? ["Egress"] : [])];
  return {
    podSelector: selectorOf(reachability, number),
    policyTypes: types,
    ...(incoming.length > 0 ? { ingress: incoming } : {}),
    ...(outgoing.length > 0 ? { egress: outgoing } : {}),
  };
}

interface Wanted {
  readonly other: ResolvedEnd;
  readonly connections: ConnectionSet;
}

/** One rule for each other side, its ports together, in the order of the names. */
function rules(
  reachability: Reachability,
  own: number,
  wanted: readonly Wanted[],
  key: "from" | "to",
): readonly ManifestValue[] {
  const byOther = new Map<string, Wanted>();
  for (const { other, connections } of wanted) {
    const name =
      other.kind === "group"
        ? (reachability.groups[other.group]?.workloads[0]?.name ?? "")
        : formatAddressRange(other.range);
    byOther.set(name, {
      other,
      connections: uniteConnections(byOther.get(name)?.connections ?? noConnection, connections),
    });
  }
  const sorted = [...byOther].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return sorted.flatMap(([, { other, connections }]) => {
    const peers =
      other.kind === "group"
        ? [podPeer(reachability, own, other.group)]
        : [{ ipBlock: { cidr: formatAddressRange(other.range) } }];
    const ports = portsOf(connections);
    return ports.length === 0 ? [] : [{ [key]: peers, ports }];
  });
}

function podPeer(reachability: Reachability, own: number, other: number): ManifestValue {
  const namespace = reachability.groups[other]?.namespace ?? "";
  const podSelector = selectorOf(reachability, other);
  if (namespace === reachability.groups[own]?.namespace) return { podSelector };
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } }, podSelector };
}

function portsOf(connections: ConnectionSet): readonly ManifestValue[] {
  return protocols.flatMap((protocol) => {
    const intervals = connections[protocol];
    const ports: ManifestValue[] = [];
    for (let at = 0; at < intervals.length; at += 2) {
      const port = intervals[at] ?? 0;
      const endPort = intervals[at + 1] ?? port;
      ports.push(port === endPort ? { protocol, port } : { protocol, port, endPort });
    }
    return ports;
  });
}

/** Labels that mostly say which application a pod belongs to; a single one that is enough reads best. */
const tellingLabels = ["app.kubernetes.io/name", "app", "k8s-app", "name", "app.kubernetes.io/instance"];

/** Gives the shortest selector that chooses a group and, where labels can tell them apart, no other of its namespace. */
function selectorOf(reachability: Reachability, number: number): ManifestValue {
  const group = reachability.groups[number];
  if (group === undefined) return {};
  const single = tellingLabels.find((label) => {
    const value = group.labels[label];
    return value !== undefined && othersChosen(reachability, number, [requirement(label, value)]).length === 0;
  });
  if (single !== undefined) return { matchLabels: { [single]: group.labels[single] ?? "" } };
  const all = Object.entries(group.labels).map(([key, value]) => requirement(key, value));
  const absent = new Set(othersChosen(reachability, number, all).flatMap((other) => extraLabel(group, other) ?? []));
  const matchLabels: { readonly [key: string]: ManifestValue } = { ...group.labels };
  if (absent.size === 0) return all.length === 0 ? {} : { matchLabels };
  const matchExpressions = [...absent].toSorted().map((key) => ({ key, operator: "DoesNotExist" }));
  return all.length === 0 ? { matchExpressions } : { matchLabels, matchExpressions };
}

function requirement(key: string, value: string): Requirement {
  return { key, operator: "In", values: [value] };
}

function othersChosen(
  { groups, recognised }: Reachability,
  number: number,
  requirements: readonly Requirement[],
): readonly EndpointGroup[] {
  const namespaces = namespaceNamed(groups[number]?.namespace ?? "");
  const pods = requirements.length === 0 ? anyLabels : predicateOf(requirements);
  const others = recognised({ kind: "pods", namespaces, pods }).filter((other) => other !== number);
  return others.flatMap((other) => groups[other] ?? []);
}

function extraLabel(group: EndpointGroup, other: EndpointGroup): string | undefined {
  return Object.keys(other.labels).find((label) => group.labels[label] === undefined);
}

const longestName = 63;

function nameFor({ workloads, namespace }: EndpointGroup, taken: Set<string>): string {
  const name = workloads[0]?.name ?? "";
  const bare = name.slice(name.indexOf("/") + 1, name.lastIndexOf("[")).toLowerCase();
  const base = `allow-${bare}`.slice(0, longestName - 4);
  let candidate = base;
  for (let count = 2; taken.has(`${namespace}/${candidate}`); count++) candidate = `${base}-${count}`;
  taken.add(`${namespace}/${candidate}`);
  return candidate;
}
