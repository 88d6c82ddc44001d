import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import {
  findTextAt,
  findValue,
  isManifestList,
  listAt,
  type ManifestValue,
  textsAt,
} from "../kubernetes/manifest-value.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import { parseAddressRange, withoutRanges } from "./address-range.ts";
import { type Protocol, protocols } from "./connection-set.ts";
import { anyLabels, type LabelPredicate, namespaceNamed, readSelector } from "./label-predicate.ts";
import {
  kubernetesOrder,
  type Peer,
  type PolicyDirection,
  type PolicyReading,
  type PolicyRule,
  type PortMatch,
  ranks,
} from "./policy.ts";
import { invalidPart, withoutEffect } from "./policy-problem.ts";
import { highestPort } from "./port-intervals.ts";

/**
 * Reads a NetworkPolicy. Source: Kubernetes API, NetworkPolicy networking.k8s.io/v1; what it is about without `policyTypes`:
 * `SetDefaults_NetworkPolicy` of pkg/apis/networking/v1.
 */
export function readNetworkPolicy(object: ManifestObject): PolicyReading {
  const problems: ObjectProblem[] = [];
  const spec = findValue(object.content, "spec");
  const pods = readSelector(findValue(spec, "podSelector"));
  if (pods === undefined) {
    return { policies: [], problems: [invalidPart({ object, pointer: "/spec/podSelector" }, aSelector, undefined)] };
  }
  const types = textsAt(spec, "policyTypes");
  const hasTypes = types.length > 0;
  // Without policyTypes a policy is about ingress, and about egress when it has rules for it: an empty list has none.
  const isIngress = !hasTypes || types.includes("Ingress");
  const isEgress = hasTypes ? types.includes("Egress") : listAt(spec, "egress").length > 0;
  if (!isIngress && isManifestList(findValue(spec, "ingress")))
    problems.push(withoutEffect(object, "ingress", hasTypes));
  if (!isEgress && isManifestList(findValue(spec, "egress"))) problems.push(withoutEffect(object, "egress", hasTypes));
  const reading = { object, problems };
  return {
    policies: [
      {
        object,
        subject: { kind: "pods", namespaces: namespaceNamed(object.namespace), pods },
        place: { rank: ranks.main, order: kubernetesOrder },
        ingress: isIngress ? readDirection(reading, "ingress", "from") : undefined,
        egress: isEgress ? readDirection(reading, "egress", "to") : undefined,
      },
    ],
    problems,
  };
}

interface Reading {
  readonly object: ManifestObject;
  readonly problems: ObjectProblem[];
}

const aSelector = { en: "a label selector", ja: "ラベルセレクター" };

function readDirection(reading: Reading, section: string, peersKey: string): PolicyDirection {
  const rules = listAt(reading.object.content, "spec", section).flatMap((rule, index): PolicyRule[] => {
    const pointer = `/spec/${section}/${index}`;
    const ports = listAt(rule, "ports");
    const peers = listAt(rule, peersKey);
    return [
      {
        action: "allow",
        pointer,
        // An empty list, as a missing one, leaves nobody out.
        peers: peers.length === 0 ? "everybody" : readPeers(reading, peers, `${pointer}/${peersKey}`),
        ports: ports.length === 0 ? "all" : readPorts(reading, ports, `${pointer}/ports`),
      },
    ];
  });
  return { isolates: true, rules };
}

function readPeers(reading: Reading, peers: readonly ManifestValue[], pointer: string): readonly Peer[] {
  return peers.flatMap((peer, index) => readPeer(reading, peer, `${pointer}/${index}`) ?? []);
}

function readPeer(reading: Reading, peer: ManifestValue, pointer: string): Peer | undefined {
  const { object, problems } = reading;
  const block = findValue(peer, "ipBlock");
  if (block !== undefined && block !== null) return readBlock(reading, block, `${pointer}/ipBlock`);
  const podSelector = findValue(peer, "podSelector") ?? undefined;
  const namespaceSelector = findValue(peer, "namespaceSelector") ?? undefined;
  if (podSelector === undefined && namespaceSelector === undefined) {
    problems.push(invalidPart({ object, pointer }, aPeer, peer));
    return undefined;
  }
  const namespaces: LabelPredicate | undefined =
    namespaceSelector === undefined ? namespaceNamed(object.namespace) : readSelector(namespaceSelector);
  const pods = podSelector === undefined ? anyLabels : readSelector(podSelector);
  if (namespaces !== undefined && pods !== undefined) return { kind: "pods", namespaces, pods };
  problems.push(invalidPart({ object, pointer }, aSelector, peer));
  return undefined;
}

const aPeer = {
  en: "podSelector, namespaceSelector or ipBlock",
  ja: "podSelector、namespaceSelector または ipBlock",
};

/** Reads an address block and its exceptions. */
export function readBlock(reading: Reading, block: ManifestValue, pointer: string): Peer | undefined {
  const { object, problems } = reading;
  const written = findTextAt(block, "cidr");
  const range = parseAddressRange(written ?? "");
  if (range === undefined) {
    problems.push(invalidPart({ object, pointer: `${pointer}/cidr` }, anAddressBlock, written));
    return undefined;
  }
  const except = textsAt(block, "except").flatMap((text, index) => {
    const read = parseAddressRange(text);
    if (read === undefined) {
      problems.push(invalidPart({ object, pointer: `${pointer}/except/${index}` }, anAddressBlock, text));
    }
    return read ?? [];
  });
  return { kind: "addresses", ranges: withoutRanges(range, except) };
}

/** What an address block has to be. */
export const anAddressBlock = {
  en: "an address block such as 10.0.0.0/8",
  ja: "アドレスブロック（10.0.0.0/8 など）",
};

function readPorts(reading: Reading, ports: readonly ManifestValue[], pointer: string): readonly PortMatch[] {
  return ports.flatMap((port, index) => readPort(reading, port, `${pointer}/${index}`) ?? []);
}

function readPort({ object, problems }: Reading, port: ManifestValue, pointer: string): PortMatch | undefined {
  const protocol = readProtocol(findTextAt(port, "protocol") ?? "TCP");
  const number = findValue(port, "port") ?? undefined;
  const end = findValue(port, "endPort") ?? undefined;
  if (protocol === undefined) {
    problems.push(invalidPart({ object, pointer }, aProtocol, findValue(port, "protocol")));
    return undefined;
  }
  if (number === undefined) return { kind: "numbers", protocol, first: 1, last: highestPort };
  if (typeof number === "string" && number !== "" && end === undefined) {
    return { kind: "name", protocol, name: number };
  }
  const last = end ?? number;
  if (isPort(number) && isPort(last) && last >= number) return { kind: "numbers", protocol, first: number, last };
  problems.push(invalidPart({ object, pointer }, aPort, end ?? number));
  return undefined;
}

/** Gives a protocol by its name. */
export function readProtocol(name: string): Protocol | undefined {
  return protocols.find((protocol) => protocol === name);
}

/** What a protocol has to be. */
export const aProtocol = { en: "TCP, UDP or SCTP", ja: "TCP、UDP または SCTP" };

/** What a port has to be. */
export const aPort = {
  en: "a port from 1 to 65535 or the name of one, and endPort not below it",
  ja: "1 から 65535 のポート番号またはポート名、および port 以上の endPort",
};

/** Tells whether a value is the number of a port. */
export function isPort(value: ManifestValue | undefined): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= highestPort;
}
