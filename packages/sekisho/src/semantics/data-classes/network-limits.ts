import type { Text } from "../../model/text.ts";
import { matchesLabelSelector } from "../kubernetes/label-selector.ts";
import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import {
  findTextAt,
  findValue,
  listAt,
  type ManifestValue,
  mapAt,
  pointerPart,
  textsAt,
} from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";

type Direction = "Egress" | "Ingress";

/** Kinds of other makers that limit connections too. */
const otherPolicyKinds = [
  "CiliumNetworkPolicy",
  "CiliumClusterwideNetworkPolicy",
  "GlobalNetworkPolicy",
  "AdminNetworkPolicy",
  "BaselineAdminNetworkPolicy",
  "ClusterNetworkPolicy",
] as const;

/** Outgoing connections reach named destinations only. */
export const egressLimited: Demand = {
  id: "egress-limited",
  title: { en: "Outgoing connections are limited", ja: "外向き通信の制限" },
  judge: ({ templates }, { set }) => templates.map((template) => judgeDirection(template, set, "Egress")),
};

/** Incoming connections come from named sources only. */
export const ingressLimited: Demand = {
  id: "ingress-limited",
  title: { en: "Incoming connections are limited", ja: "内向き通信の制限" },
  judge: ({ templates }, { set }) => templates.map((template) => judgeDirection(template, set, "Ingress")),
};

function judgeDirection(template: PodTemplate, set: ManifestSet, direction: Direction): DemandAnswer {
  const { workload } = template;
  const words = direction === "Egress" ? outgoing : incoming;
  const policies = policiesOf(set, workload.namespace).filter(
    ({ content }) =>
      matchesLabelSelector(mapAt(content, "spec", "podSelector"), template.labels) && limits(content, direction),
  );
  for (const object of policies) {
    const open = findOpenRule(object, direction);
    if (open === undefined) continue;
    return { ended: "missing", object, pointer: open, message: words.open(object.name, workload.name) };
  }
  const [first] = policies;
  if (first !== undefined) {
    return { ended: "met", object: first, pointer: "/spec", message: words.limited(first.name, workload.name) };
  }
  const [other] = otherPolicyKinds.flatMap((kind) => set.ofKind(kind));
  if (other !== undefined) {
    const message = words.other(other.kind, workload.name);
    return { ended: "undecided", object: workload, pointer: "/metadata/name", message };
  }
  return { ended: "missing", object: workload, pointer: "/metadata/name", message: words.none(workload.name) };
}

const policiesByNamespace = new WeakMap<ManifestSet, ReadonlyMap<string, readonly ManifestObject[]>>();

function policiesOf(set: ManifestSet, namespace: string): readonly ManifestObject[] {
  let known = policiesByNamespace.get(set);
  if (known === undefined) {
    const own = set.ofKind("NetworkPolicy").filter((policy) => groupOf(policy) === "networking.k8s.io");
    known = Map.groupBy(own, (policy) => policy.namespace);
    policiesByNamespace.set(set, known);
  }
  return known.get(namespace) ?? [];
}

/** Source: Kubernetes API, NetworkPolicySpec v1, `policyTypes`. */
function limits(content: ManifestValue, direction: Direction): boolean {
  const types = findValue(content, "spec", "policyTypes");
  if (types !== undefined) return textsAt(content, "spec", "policyTypes").includes(direction);
  return direction === "Ingress" || findValue(content, "spec", "egress") !== undefined;
}

/** Finds a rule that lets everything through. Names are resolved somewhere: a rule for port 53 alone is none. */
function findOpenRule({ content }: ManifestObject, direction: Direction): string | undefined {
  const field = direction === "Egress" ? "egress" : "ingress";
  for (const [index, rule] of listAt(content, "spec", field).entries()) {
    const peers = listAt(rule, direction === "Egress" ? "to" : "from");
    const isOpen = peers.length === 0 ? !isForNamesOnly(rule) : peers.some(isEverywhere);
    if (isOpen) return `/spec/${field}${pointerPart(index)}`;
  }
  return undefined;
}

function isForNamesOnly(rule: ManifestValue): boolean {
  const ports = listAt(rule, "ports");
  return ports.length > 0 && ports.every((port) => findValue(port, "port") === 53);
}

/** Exceptions of such a block leave the rest of the world open. */
function isEverywhere(peer: ManifestValue): boolean {
  return findTextAt(peer, "ipBlock", "cidr")?.endsWith("/0") === true;
}

interface Words {
  open(policy: string, workload: string): Text;
  limited(policy: string, workload: string): Text;
  other(kind: string, workload: string): Text;
  none(workload: string): Text;
}

const outgoing: Words = {
  open: (policy, workload) => ({
    en: `The NetworkPolicy ${policy} lets ${workload} reach every address.`,
    ja: `NetworkPolicy ${policy} により、${workload} からすべての宛先に接続できます。`,
  }),
  limited: (policy, workload) => ({
    en: `The NetworkPolicy ${policy} limits what ${workload} reaches.`,
    ja: `NetworkPolicy ${policy} が ${workload} の外向き通信を制限しています。`,
  }),
  other: (kind, workload) => ({
    en: `No NetworkPolicy limits what ${workload} reaches; a ${kind} may.`,
    ja: `${workload} の外向き通信を制限する NetworkPolicy はありません。${kind} による制限は判定していません。`,
  }),
  none: (workload) => ({
    en: `No policy in these files limits what ${workload} reaches.`,
    ja: `検査したファイルには、${workload} の外向き通信を制限するポリシーがありません。`,
  }),
};

const incoming: Words = {
  open: (policy, workload) => ({
    en: `The NetworkPolicy ${policy} lets every address reach ${workload}.`,
    ja: `NetworkPolicy ${policy} により、${workload} にどこからでも接続できます。`,
  }),
  limited: (policy, workload) => ({
    en: `The NetworkPolicy ${policy} limits who reaches ${workload}.`,
    ja: `NetworkPolicy ${policy} が ${workload} への内向き通信を制限しています。`,
  }),
  other: (kind, workload) => ({
    en: `No NetworkPolicy limits who reaches ${workload}; a ${kind} may.`,
    ja: `${workload} への内向き通信を制限する NetworkPolicy はありません。${kind} による制限は判定していません。`,
  }),
  none: (workload) => ({
    en: `No policy in these files limits who reaches ${workload}.`,
    ja: `検査したファイルには、${workload} への内向き通信を制限するポリシーがありません。`,
  }),
};
