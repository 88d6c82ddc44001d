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
import { everyAddress, parseAddressRange } from "./address-range.ts";
import { protocols } from "./connection-set.ts";
import { anyLabels, namespaceNamed, namespaceNameLabel, predicateOf, readRequirements } from "./label-predicate.ts";
import {
  kubernetesOrder,
  type Peer,
  type PodPeer,
  type Policy,
  type PolicyDirection,
  type PolicyReading,
  type PolicyRule,
  type PortMatch,
  ranks,
} from "./policy.ts";
import { invalidPart, notExpressible } from "./policy-problem.ts";
import { highestPort } from "./port-intervals.ts";
import { anAddressBlock, aPort, aProtocol, isPort, readBlock, readProtocol } from "./read-network-policy.ts";

/** Tells whether an object is a policy of Cilium. */
export function isCiliumPolicy(object: ManifestObject): boolean {
  const isKind = object.kind === "CiliumNetworkPolicy" || object.kind === "CiliumClusterwideNetworkPolicy";
  return isKind && groupOf(object) === "cilium.io";
}

/**
 * Reads a policy of Cilium: what it allows stands beside Kubernetes' own policies, what it denies before all others. Source:
 * Cilium documentation, Network Policy, cilium.io/v2.
 */
export function readCiliumPolicy(object: ManifestObject): PolicyReading {
  const problems: ObjectProblem[] = [];
  const policies: Policy[] = [];
  const spec = findValue(object.content, "spec");
  const specs = isManifestMap(spec) ? [{ spec, pointer: "/spec" }] : [];
  const more = listAt(object.content, "specs").map((held, index) => ({ spec: held, pointer: `/specs/${index}` }));
  for (const part of [...specs, ...more]) policies.push(...readSpec({ object, problems, ...part }));
  return { policies, problems };
}

interface Reading {
  readonly object: ManifestObject;
  readonly problems: ObjectProblem[];
  readonly spec: ManifestValue;
  readonly pointer: string;
}

function readSpec(reading: Reading): readonly Policy[] {
  const { object, problems, spec, pointer } = reading;
  const selector = findValue(spec, "endpointSelector");
  if (selector === undefined) {
    const key = findValue(spec, "nodeSelector") === undefined ? "endpointSelector" : "nodeSelector";
    problems.push(notExpressible({ object, pointer: `${pointer}/${key}` }, leftOut(key)));
    return [];
  }
  const subject = readEndpoints(reading, selector, `${pointer}/endpointSelector`);
  if (subject === undefined) return [];
  const base = { object, subject };
  return [
    {
      ...base,
      place: { rank: ranks.main, order: kubernetesOrder },
      ingress: readAllowed(reading, "ingress"),
      egress: readAllowed(reading, "egress"),
    },
    {
      ...base,
      place: { rank: ranks.ciliumDeny, order: 0 },
      ingress: readDenied(reading, "ingress"),
      egress: readDenied(reading, "egress"),
    },
  ];
}

/** A section that is there isolates the pods, unless the policy says that it does not. */
function readAllowed(reading: Reading, section: "ingress" | "egress"): PolicyDirection | undefined {
  const { spec } = reading;
  const isThere = findValue(spec, section) !== undefined || findValue(spec, `${section}Deny`) !== undefined;
  if (!isThere) return undefined;
  const isolates = findValue(spec, "enableDefaultDeny", section) !== false;
  return { isolates, rules: readRules(reading, section, section, "allow") };
}

function readDenied(reading: Reading, section: "ingress" | "egress"): PolicyDirection | undefined {
  const rules = readRules(reading, section, `${section}Deny`, "deny");
  return rules.length === 0 ? undefined : { isolates: false, rules };
}

function readRules(
  reading: Reading,
  section: "ingress" | "egress",
  key: string,
  action: "allow" | "deny",
): readonly PolicyRule[] {
  return listAt(reading.spec, key).flatMap((rule, index): PolicyRule[] => {
    const pointer = `${reading.pointer}/${key}/${index}`;
    const peers = readPeers(reading, rule, section === "ingress" ? "from" : "to", pointer);
    const ports = readPorts(reading, rule, action, pointer);
    return peers === undefined ? [] : [{ action, peers, ports, pointer }];
  });
}

/** Gives `undefined` when nobody is left. */
function readPeers(
  reading: Reading,
  rule: ManifestValue,
  side: "from" | "to",
  pointer: string,
): readonly Peer[] | "everybody" | undefined {
  const { object, problems } = reading;
  for (const key of [`${side}FQDNs`, `${side}Services`, `${side}Groups`, `${side}Nodes`, `${side}Requires`]) {
    if (findValue(rule, key) === undefined) continue;
    problems.push(notExpressible({ object, pointer: `${pointer}/${key}` }, leftOut(key)));
    return undefined;
  }
  const written = [`${side}Endpoints`, `${side}Entities`, `${side}CIDR`, `${side}CIDRSet`].filter(
    (key) => findValue(rule, key) !== undefined,
  );
  // A rule that says nothing at all allows nobody: so a policy isolates its pods.
  if (written.length === 0)
    return ["toPorts", "icmps"].some((key) => findValue(rule, key) !== undefined) ? "everybody" : [];
  const endpoints = listAt(rule, `${side}Endpoints`).flatMap(
    (selector, index) => readEndpoints(reading, selector, `${pointer}/${side}Endpoints/${index}`) ?? [],
  );
  const entities = textsAt(rule, `${side}Entities`);
  if (entities.includes("all")) return "everybody";
  const named = entities.flatMap((entity, index) => readEntity(reading, entity, `${pointer}/${side}Entities/${index}`));
  const blocks = textsAt(rule, `${side}CIDR`).flatMap((text, index): Peer[] => {
    const range = parseAddressRange(text);
    if (range !== undefined) return [{ kind: "addresses", ranges: [range] }];
    problems.push(invalidPart({ object, pointer: `${pointer}/${side}CIDR/${index}` }, anAddressBlock, text));
    return [];
  });
  const sets = listAt(rule, `${side}CIDRSet`).flatMap(
    (set, index) => readBlock(reading, set, `${pointer}/${side}CIDRSet/${index}`) ?? [],
  );
  return [...endpoints, ...named, ...blocks, ...sets];
}

const everyPod: PodPeer = { kind: "pods", namespaces: anyLabels, pods: anyLabels };

function readEntity({ object, problems }: Reading, entity: string, pointer: string): readonly Peer[] {
  switch (entity) {
    case "world":
      return [{ kind: "addresses", ranges: [everyAddress(4), everyAddress(6)] }];
    case "world-ipv4":
      return [{ kind: "addresses", ranges: [everyAddress(4)] }];
    case "world-ipv6":
      return [{ kind: "addresses", ranges: [everyAddress(6)] }];
    case "cluster":
      return [everyPod, { kind: "nodes" }];
    case "host":
    case "remote-node":
      return [{ kind: "nodes" }];
    case "none":
      return [];
    default:
      problems.push(notExpressible({ object, pointer }, leftOut(entity)));
      return [];
  }
}

const namespaceKey = "io.kubernetes.pod.namespace";
const namespaceLabelPrefix = "io.cilium.k8s.namespace.labels.";

/** Reads a selector of endpoints: labels of the pod, and of its namespace by their long names. */
function readEndpoints(reading: Reading, selector: ManifestValue, pointer: string): PodPeer | undefined {
  const { object, problems } = reading;
  const requirements = readRequirements(selector);
  if (requirements === undefined || requirements.some(({ key }) => key.startsWith("reserved:"))) {
    problems.push(notExpressible({ object, pointer }, leftOut("matchLabels, matchExpressions")));
    return undefined;
  }
  const bare = requirements.map((requirement) => ({
    ...requirement,
    key: requirement.key.replace(/^(?:k8s|any):/, ""),
  }));
  const ofNamespace = bare.flatMap((requirement) => {
    if (requirement.key === namespaceKey) return [{ ...requirement, key: namespaceNameLabel }];
    if (!requirement.key.startsWith(namespaceLabelPrefix)) return [];
    return [{ ...requirement, key: requirement.key.slice(namespaceLabelPrefix.length) }];
  });
  const ofPod = bare.filter(({ key }) => key !== namespaceKey && !key.startsWith(namespaceLabelPrefix));
  const isClusterwide = object.kind === "CiliumClusterwideNetworkPolicy";
  const own = isClusterwide ? anyLabels : namespaceNamed(object.namespace);
  return {
    kind: "pods",
    namespaces: ofNamespace.length > 0 ? predicateOf(ofNamespace) : own,
    pods: predicateOf(ofPod),
  };
}

function readPorts(
  reading: Reading,
  rule: ManifestValue,
  action: "allow" | "deny",
  pointer: string,
): readonly PortMatch[] | "all" {
  const { object, problems } = reading;
  const isOnlyIcmp = listAt(rule, "icmps").length > 0 && listAt(rule, "toPorts").length === 0;
  if (isOnlyIcmp) return [];
  const lists = listAt(rule, "toPorts");
  if (lists.length === 0) return "all";
  return lists.flatMap((list, index): readonly PortMatch[] => {
    const place = `${pointer}/toPorts/${index}`;
    const key = ["rules", "serverNames", "listener"].find((candidate) => findValue(list, candidate) !== undefined);
    if (key !== undefined) {
      const taken = {
        en: `${key} narrows the rule further`,
        ja: `${key} によるさらに細かい制限は計算に含めていません`,
      };
      problems.push(notExpressible({ object, pointer: `${place}/${key}` }, taken));
      // What is narrower than shown must not be shown as refused.
      if (action === "deny") return [];
    }
    const ports = listAt(list, "ports");
    if (ports.length === 0)
      return protocols.map((protocol) => ({ kind: "numbers", protocol, first: 1, last: highestPort }));
    return ports.flatMap((port, at) => readPort(reading, port, `${place}/ports/${at}`));
  });
}

function readPort({ object, problems }: Reading, port: ManifestValue, pointer: string): readonly PortMatch[] {
  const name = (findTextAt(port, "protocol") ?? "ANY").toUpperCase();
  const protocol = readProtocol(name);
  if (protocol === undefined && name.startsWith("ICMP")) return [];
  if (protocol === undefined && name !== "ANY") {
    problems.push(invalidPart({ object, pointer: `${pointer}/protocol` }, aProtocol, name));
    return [];
  }
  const chosen = protocol === undefined ? protocols : [protocol];
  const written = findTextAt(port, "port") ?? "";
  const first = Number(written);
  const end = findValue(port, "endPort");
  const last = end === undefined || end === 0 ? first : end;
  // 0 stands for every port.
  if (first === 0) return chosen.map((of) => ({ kind: "numbers", protocol: of, first: 1, last: highestPort }));
  if (isPort(first) && isPort(last)) return chosen.map((of) => ({ kind: "numbers", protocol: of, first, last }));
  if (/[a-z]/i.test(written)) return chosen.map((of) => ({ kind: "name", protocol: of, name: written }));
  problems.push(invalidPart({ object, pointer: `${pointer}/port` }, aPort, written));
  return [];
}

function leftOut(key: string) {
  return {
    en: `${key} is not reckoned with, and what holds it is left out`,
    ja: `${key} は計算の対象外のため、これを含む部分は計算に含めませんでした`,
  };
}
