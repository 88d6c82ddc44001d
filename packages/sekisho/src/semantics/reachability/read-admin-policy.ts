import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import {
  findTextAt,
  findValue,
  isManifestMap,
  listAt,
  type ManifestValue,
  textsAt,
} from "../kubernetes/manifest-value.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import { peersOfRanges } from "./address-peers.ts";
import { parseAddressRange } from "./address-range.ts";
import { anyLabels, readSelector } from "./label-predicate.ts";
import {
  type Peer,
  type PodPeer,
  type PolicyDirection,
  type PolicyReading,
  type PolicyRule,
  type PortMatch,
  ranks,
} from "./policy.ts";
import { invalidPart, notExpressible } from "./policy-problem.ts";
import { highestPort } from "./port-intervals.ts";
import { anAddressBlock, aPort, aProtocol, isPort, readProtocol } from "./read-network-policy.ts";

/**
 * Reads the policies of a cluster's administrator: AdminNetworkPolicy, BaselineAdminNetworkPolicy, and ClusterNetworkPolicy,
 * which follows both. Source: Network Policy API, policy.networking.k8s.io v1alpha1 and v1alpha2.
 */
export function readAdminPolicy(object: ManifestObject): PolicyReading {
  const problems: ObjectProblem[] = [];
  const reading: Reading = { object, problems };
  const subject = readSubject(reading, findValue(object.content, "spec", "subject"));
  const place = readPlace(reading);
  if (subject === undefined || place === undefined) return { policies: [], problems };
  const direction = (section: string, peersKey: string): PolicyDirection | undefined =>
    listAt(object.content, "spec", section).length === 0
      ? undefined
      : { isolates: false, rules: readRules(reading, section, peersKey) };
  return {
    policies: [{ object, subject, place, ingress: direction("ingress", "from"), egress: direction("egress", "to") }],
    problems,
  };
}

interface Reading {
  readonly object: ManifestObject;
  readonly problems: ObjectProblem[];
}

const maxPriority = 1000;

function readPlace(reading: Reading) {
  const { object, problems } = reading;
  if (object.kind === "BaselineAdminNetworkPolicy") return { rank: ranks.baseline, order: 0 };
  const priority = findValue(object.content, "spec", "priority");
  const tier = object.kind === "ClusterNetworkPolicy" ? findTextAt(object.content, "spec", "tier") : "Admin";
  if (tier !== "Admin" && tier !== "Baseline") {
    problems.push(
      invalidPart({ object, pointer: "/spec/tier" }, { en: "Admin or Baseline", ja: "Admin または Baseline" }, tier),
    );
    return undefined;
  }
  if (typeof priority !== "number" || !Number.isInteger(priority) || priority < 0 || priority > maxPriority) {
    const expected = { en: `a whole number from 0 to ${maxPriority}`, ja: `0 から ${maxPriority} の整数` };
    problems.push(invalidPart({ object, pointer: "/spec/priority" }, expected, priority));
    return undefined;
  }
  return { rank: tier === "Admin" ? ranks.admin : ranks.baseline, order: priority };
}

function readSubject(reading: Reading, subject: ManifestValue | undefined): PodPeer | undefined {
  const read = readPodPeer(subject);
  if (read !== undefined) return read;
  const expected = { en: "namespaces or pods", ja: "namespaces または pods" };
  reading.problems.push(invalidPart({ object: reading.object, pointer: "/spec/subject" }, expected, subject));
  return undefined;
}

function readPodPeer(peer: ManifestValue | undefined): PodPeer | undefined {
  const whole = findValue(peer, "namespaces");
  const some = findValue(peer, "pods");
  if (isManifestMap(whole)) {
    // The first draft of the API wrapped the selector of namespaces.
    const namespaces = readSelector(findValue(whole, "namespaceSelector") ?? whole);
    return namespaces === undefined ? undefined : { kind: "pods", namespaces, pods: anyLabels };
  }
  if (!isManifestMap(some)) return undefined;
  const namespaces = readSelector(
    findValue(some, "namespaceSelector") ?? findValue(some, "namespaces", "namespaceSelector"),
  );
  const pods = readSelector(findValue(some, "podSelector"));
  return namespaces === undefined || pods === undefined ? undefined : { kind: "pods", namespaces, pods };
}

const actions = { Allow: "allow", Accept: "allow", Deny: "deny", Pass: "pass" } as const;

function readRules(reading: Reading, section: string, peersKey: string): readonly PolicyRule[] {
  const { object, problems } = reading;
  return listAt(object.content, "spec", section).flatMap((rule, index): PolicyRule[] => {
    const pointer = `/spec/${section}/${index}`;
    const written = findTextAt(rule, "action") ?? "";
    const action = Object.entries(actions).find(([name]) => name === written)?.[1];
    if (action === undefined) {
      const expected = { en: "Allow, Accept, Deny or Pass", ja: "Allow、Accept、Deny または Pass" };
      problems.push(invalidPart({ object, pointer: `${pointer}/action` }, expected, written));
      return [];
    }
    const peers = listAt(rule, peersKey).flatMap((peer, at) => readPeer(reading, peer, `${pointer}/${peersKey}/${at}`));
    return [{ action, peers, ports: readPorts(reading, rule, pointer), pointer }];
  });
}

function readPeer(reading: Reading, peer: ManifestValue, pointer: string): readonly Peer[] {
  const { object, problems } = reading;
  const pods = readPodPeer(peer);
  if (pods !== undefined) return [pods];
  if (isManifestMap(findValue(peer, "nodes"))) {
    problems.push(notExpressible({ object, pointer }, someNodes));
    return [{ kind: "nodes" }];
  }
  if (listAt(peer, "networks").length > 0) {
    const ranges = textsAt(peer, "networks").flatMap((text, index) => {
      const range = parseAddressRange(text);
      if (range === undefined) {
        problems.push(invalidPart({ object, pointer: `${pointer}/networks/${index}` }, anAddressBlock, text));
      }
      return range ?? [];
    });
    return peersOfRanges(ranges);
  }
  if (listAt(peer, "domainNames").length > 0) problems.push(notExpressible({ object, pointer }, someDomains));
  else problems.push(invalidPart({ object, pointer }, aPeer, peer));
  return [];
}

const aPeer = { en: "namespaces, pods, nodes or networks", ja: "namespaces、pods、nodes または networks" };

const someNodes = {
  en: "nodes have no addresses in manifests, so that this peer stands for pods on their nodes' network only",
  ja: "マニフェストからはノードのアドレスがわからないため、この相手はノードのネットワークを使う Pod だけを指すものとしました",
};

const someDomains = {
  en: "which addresses domain names have is not known from manifests, so that this peer is left out",
  ja: "ドメイン名のアドレスはマニフェストからはわからないため、この相手は計算に含めませんでした",
};

function readPorts(reading: Reading, rule: ManifestValue, pointer: string): readonly PortMatch[] | "all" {
  const written = findValue(rule, "ports") ?? findValue(rule, "protocols") ?? null;
  if (written === null) return "all";
  const key = findValue(rule, "ports") === undefined ? "protocols" : "ports";
  const ports = listAt(rule, key);
  if (ports.length === 0) return "all";
  return ports.flatMap((port, index) => readPort(reading, port, `${pointer}/${key}/${index}`) ?? []);
}

/** Reads a port of either version: `portNumber`, `portRange`, `namedPort`; `tcp`, `udp`, `sctp`, `destinationNamedPort`. */
function readPort({ object, problems }: Reading, port: ManifestValue, pointer: string): PortMatch | undefined {
  const name = findTextAt(port, "namedPort") ?? findTextAt(port, "destinationNamedPort");
  if (name !== undefined) return { kind: "name", protocol: undefined, name };
  const lower = ["tcp", "udp", "sctp"].find((key) => isManifestMap(findValue(port, key)));
  const range = lower === undefined ? findValue(port, "portRange") : findValue(port, lower, "destinationPort", "range");
  const holder = lower === undefined ? findValue(port, "portNumber") : findValue(port, lower, "destinationPort");
  const protocol = readProtocol(lower?.toUpperCase() ?? findTextAt(range ?? holder, "protocol") ?? "TCP");
  if (protocol === undefined) {
    problems.push(invalidPart({ object, pointer }, aProtocol, findValue(range ?? holder, "protocol")));
    return undefined;
  }
  if (lower !== undefined && holder === undefined) return { kind: "numbers", protocol, first: 1, last: highestPort };
  const number = findValue(holder, lower === undefined ? "port" : "number");
  const [first, last] = range === undefined ? [number, number] : [findValue(range, "start"), findValue(range, "end")];
  if (isPort(first) && isPort(last) && last >= first) return { kind: "numbers", protocol, first, last };
  problems.push(invalidPart({ object, pointer }, aPort, range ?? number));
  return undefined;
}

/** Tells whether an object is one of these policies. */
export function isAdminPolicy(object: ManifestObject): boolean {
  return groupOf(object) === "policy.networking.k8s.io" && adminKinds.has(object.kind);
}

const adminKinds: ReadonlySet<string> = new Set([
  "AdminNetworkPolicy",
  "BaselineAdminNetworkPolicy",
  "ClusterNetworkPolicy",
]);
