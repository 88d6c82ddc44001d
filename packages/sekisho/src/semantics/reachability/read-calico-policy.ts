import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, listAt, type ManifestValue, textsAt } from "../kubernetes/manifest-value.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import { peersOfRanges } from "./address-peers.ts";
import { type AddressRange, everyAddress, parseAddressRange, withoutRanges } from "./address-range.ts";
import { parseCalicoSelector } from "./calico-selector.ts";
import { type Protocol, protocols } from "./connection-set.ts";
import { anyLabels, namespaceNamed } from "./label-predicate.ts";
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
import { complementPorts, everyPort, portsBetween, unitePorts } from "./port-intervals.ts";
import { anAddressBlock, aPort, isPort } from "./read-network-policy.ts";

/** Tells whether an object is a NetworkPolicy or GlobalNetworkPolicy of Calico. */
export function isCalicoPolicy(object: ManifestObject): boolean {
  const isKind = object.kind === "NetworkPolicy" || object.kind === "GlobalNetworkPolicy";
  return isKind && groupOf(object).endsWith("projectcalico.org");
}

/** Reads a policy of Calico. Source: Calico documentation, NetworkPolicy and GlobalNetworkPolicy, projectcalico.org/v3. */
export function readCalicoPolicy(object: ManifestObject, set: ManifestSet): PolicyReading {
  const problems: ObjectProblem[] = [];
  const reading: Reading = { object, problems };
  const spec = findValue(object.content, "spec");
  const subject = readPods(reading, spec, "/spec");
  if (subject === undefined) return { policies: [], problems };
  const refused = ["serviceAccountSelector", "preDNAT", "doNotTrack", "applyOnForward"].find(
    (key) => (findValue(spec, key) ?? false) !== false && findValue(spec, key) !== "",
  );
  if (refused !== undefined) {
    problems.push(notExpressible({ object, pointer: `/spec/${refused}` }, leftOut(refused)));
    return { policies: [], problems };
  }
  const order = findValue(spec, "order");
  const types = typesOf(spec);
  const readSection = (section: string, own: string, other: string): PolicyDirection => ({
    isolates: true,
    rules: listAt(spec, section).flatMap((rule, index) =>
      readRule(reading, { rule, own, other, pointer: `/spec/${section}/${index}` }),
    ),
  });
  return {
    policies: [
      {
        object,
        subject,
        place: { rank: rankOf(set, spec), order: typeof order === "number" ? order : Number.MAX_SAFE_INTEGER },
        ingress: types.includes("Ingress") ? readSection("ingress", "destination", "source") : undefined,
        egress: types.includes("Egress") ? readSection("egress", "source", "destination") : undefined,
      },
    ],
    problems,
  };
}

interface Reading {
  readonly object: ManifestObject;
  readonly problems: ObjectProblem[];
}

interface WrittenRule {
  readonly rule: ManifestValue;
  /** Which side the policy's own pods are, `source` or `destination`. */
  readonly own: string;
  readonly other: string;
  readonly pointer: string;
}

const defaultTierOrder = 1_000_000;

/** The tier `default` comes with Kubernetes' own policies; others before or behind it, by their order. */
function rankOf(set: ManifestSet, spec: ManifestValue | undefined): number {
  const tier = findTextAt(spec, "tier") ?? "default";
  if (tier === "default") return ranks.main;
  const order = findValue(
    set.find("Tier", "default", tier)?.content ?? set.find("Tier", "", tier)?.content,
    "spec",
    "order",
  );
  const place = typeof order === "number" ? order : Number.MAX_SAFE_INTEGER;
  const isEarlier = place < defaultTierOrder;
  // Between the stages of the administrator's policies there is room for this many tiers.
  const share = Math.min(Math.max(place / defaultTierOrder, 0), 1);
  return isEarlier ? ranks.admin + 1 + share * (ranks.main - ranks.admin - 2) : ranks.main + 1;
}

function typesOf(spec: ManifestValue | undefined): readonly string[] {
  const types = textsAt(spec, "types");
  if (types.length > 0) return types;
  const isEgress = listAt(spec, "egress").length > 0;
  if (!isEgress) return ["Ingress"];
  return listAt(spec, "ingress").length > 0 ? ["Ingress", "Egress"] : ["Egress"];
}

function readPods(reading: Reading, holder: ManifestValue | undefined, pointer: string): PodPeer | undefined {
  const { object, problems } = reading;
  const pods = parseCalicoSelector(findTextAt(holder, "selector") ?? "");
  const written = findTextAt(holder, "namespaceSelector") ?? "";
  const isGlobal = object.kind === "GlobalNetworkPolicy";
  const unnamed = isGlobal ? anyLabels : namespaceNamed(object.namespace);
  // A namespaced policy chooses pods of its own namespace only.
  const isSubject = pointer === "/spec";
  const namespaces = written === "" || (isSubject && !isGlobal) ? unnamed : parseCalicoSelector(written);
  if (pods !== undefined && namespaces !== undefined) return { kind: "pods", namespaces, pods };
  const key = pods === undefined ? "selector" : "namespaceSelector";
  const expected = { en: "a selector of Calico", ja: "Calico のセレクター" };
  problems.push(invalidPart({ object, pointer: `${pointer}/${key}` }, expected, findValue(holder, key)));
  return undefined;
}

const actions = { Allow: "allow", Deny: "deny", Pass: "pass" } as const;

function readRule(reading: Reading, written: WrittenRule): readonly PolicyRule[] {
  const { object, problems } = reading;
  const { rule, pointer, own, other } = written;
  const name = findTextAt(rule, "action") ?? "";
  // A rule that logs decides nothing.
  if (name === "Log") return [];
  const action = Object.entries(actions).find(([known]) => known === name)?.[1];
  if (action === undefined) {
    const expected = { en: "Allow, Deny, Log or Pass", ja: "Allow、Deny、Log または Pass" };
    problems.push(invalidPart({ object, pointer: `${pointer}/action` }, expected, name));
    return [];
  }
  const unread = findUnexpressed(written);
  if (unread !== undefined) {
    problems.push(notExpressible({ object, pointer: pointer + unread.pointer }, leftOut(unread.key)));
    return [];
  }
  const ports = readPorts(reading, written);
  const peers = readPeers(reading, findValue(rule, other), `${pointer}/${other}`);
  // Of the policy's own side only the ports of a receiver can be told; findUnexpressed refuses the rest.
  return ports === undefined || peers === undefined || own === "" ? [] : [{ action, peers, ports, pointer }];
}

const ownKeys = [
  "selector",
  "notSelector",
  "namespaceSelector",
  "nets",
  "notNets",
  "serviceAccounts",
  "services",
] as const;
const otherKeys = ["notSelector", "serviceAccounts", "services", "domains"] as const;

/** Finds what of a rule cannot be said with connections between workloads and addresses. */
function findUnexpressed({ rule, own, other }: WrittenRule) {
  const find = (side: string, keys: readonly string[]) => {
    const key = keys.find((candidate) => findValue(rule, side, candidate) !== undefined);
    return key === undefined ? undefined : { pointer: `/${side}/${key}`, key };
  };
  const sourcePorts = find("source", ["ports", "notPorts"]);
  const http = findValue(rule, "http") === undefined ? undefined : { pointer: "/http", key: "http" };
  const hasBoth =
    find(other, ["selector", "namespaceSelector"]) === undefined ? undefined : find(other, ["nets", "notNets"]);
  return find(own, ownKeys) ?? find(other, otherKeys) ?? sourcePorts ?? http ?? hasBoth;
}

function leftOut(key: string) {
  return {
    en: `${key} is not reckoned with, and what holds it is left out`,
    ja: `${key} は計算の対象外のため、これを含む部分は計算に含めませんでした`,
  };
}

function readPeers(
  reading: Reading,
  side: ManifestValue | undefined,
  pointer: string,
): readonly Peer[] | "everybody" | undefined {
  const nets = readNets(reading, side, `${pointer}/nets`, "nets");
  const others = readNets(reading, side, `${pointer}/notNets`, "notNets");
  if (nets !== undefined || others !== undefined) {
    const all = nets ?? [everyAddress(4), everyAddress(6)];
    return peersOfRanges(all.flatMap((range) => withoutRanges(range, others ?? [])));
  }
  if ((findTextAt(side, "selector") ?? findTextAt(side, "namespaceSelector")) === undefined) return "everybody";
  // global() stands for endpoints without a namespace: no workload of a manifest is one.
  if (findTextAt(side, "namespaceSelector")?.trim() === "global()") return [];
  const pods = readPods(reading, side, pointer);
  return pods === undefined ? undefined : [pods];
}

function readNets(
  { object, problems }: Reading,
  side: ManifestValue | undefined,
  pointer: string,
  key: string,
): readonly AddressRange[] | undefined {
  if (listAt(side, key).length === 0) return undefined;
  return textsAt(side, key).flatMap((text, index) => {
    const range = parseAddressRange(text);
    if (range === undefined)
      problems.push(invalidPart({ object, pointer: `${pointer}/${index}` }, anAddressBlock, text));
    return range ?? [];
  });
}

/** Gives `undefined` for rules about protocols without ports: they decide nothing that is shown. */
function readPorts(reading: Reading, written: WrittenRule): readonly PortMatch[] | "all" | undefined {
  const { rule, pointer } = written;
  const protocol = readCalicoProtocol(findValue(rule, "protocol"));
  const notProtocol = readCalicoProtocol(findValue(rule, "notProtocol"));
  const ports = listAt(rule, "destination", "ports");
  const notPorts = listAt(rule, "destination", "notPorts");
  if (findValue(rule, "protocol") !== undefined && protocol === undefined) return undefined;
  if (protocol === undefined && notProtocol === undefined && ports.length + notPorts.length === 0) return "all";
  const chosen: readonly Protocol[] =
    protocol === undefined ? protocols.filter((candidate) => candidate !== notProtocol) : [protocol];
  const place = `${pointer}/destination`;
  if (notPorts.length === 0) {
    const spans = ports.length === 0 ? [[1, 65_535] as const] : [];
    const matches = chosen.flatMap((of) => [
      ...spans.map(([first, last]): PortMatch => ({ kind: "numbers", protocol: of, first, last })),
      ...ports.flatMap((port, index) => readPort(reading, port, of, `${place}/ports/${index}`) ?? []),
    ]);
    return matches;
  }
  return chosen.flatMap((of) => readOtherPorts(reading, { ports, notPorts, protocol: of, place }));
}

function readOtherPorts(
  reading: Reading,
  written: {
    readonly ports: readonly ManifestValue[];
    readonly notPorts: readonly ManifestValue[];
    readonly protocol: Protocol;
    readonly place: string;
  },
): readonly PortMatch[] {
  const { notPorts, protocol, place } = written;
  let excluded = portsBetween(1, 0);
  for (const [index, port] of notPorts.entries()) {
    const read = readPort(reading, port, protocol, `${place}/notPorts/${index}`);
    if (read?.kind === "numbers") excluded = unitePorts(excluded, portsBetween(read.first, read.last));
  }
  const left = excluded.length === 0 ? everyPort : complementPorts(excluded);
  const matches: PortMatch[] = [];
  for (let at = 0; at < left.length; at += 2) {
    matches.push({ kind: "numbers", protocol, first: left[at] ?? 0, last: left[at + 1] ?? 0 });
  }
  return matches;
}

function readPort(
  { object, problems }: Reading,
  port: ManifestValue,
  protocol: Protocol,
  pointer: string,
): PortMatch | undefined {
  if (isPort(port)) return { kind: "numbers", protocol, first: port, last: port };
  const range = typeof port === "string" ? /^(\d{1,5}):(\d{1,5})$/.exec(port) : null;
  if (range !== null) return { kind: "numbers", protocol, first: Number(range[1]), last: Number(range[2]) };
  if (typeof port === "string" && /^[a-z0-9-]{1,63}$/i.test(port)) return { kind: "name", protocol, name: port };
  problems.push(invalidPart({ object, pointer }, aPort, port));
  return undefined;
}

const protocolNumbers: Readonly<Record<string, Protocol>> = { "6": "TCP", "17": "UDP", "132": "SCTP" };

function readCalicoProtocol(value: ManifestValue | undefined): Protocol | undefined {
  const text = typeof value === "string" || typeof value === "number" ? String(value).toUpperCase() : "";
  return protocols.find((protocol) => protocol === text) ?? protocolNumbers[text];
}
