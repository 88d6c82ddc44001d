import type { EndpointGroup } from "./endpoint.ts";
import { type LabelPredicate, type Labels, namespaceNameLabel } from "./label-predicate.ts";
import type { PodPeer } from "./policy.ts";

/** Which groups a pair of selectors recognises, asked once for each pair. */
export interface PeerIndex {
  /** Gives the number of a pair; equal pairs have one. */
  readonly numberOf: (peer: PodPeer) => number;
  /** Gives the groups that a pair recognises, in order. */
  readonly groupsOf: (number: number) => readonly number[];
  /** How many pairs there are. */
  readonly count: () => number;
}

/** Makes an index of groups. Those on their nodes' network are not recognised by labels. */
export function createPeerIndex(groups: readonly EndpointGroup[]): PeerIndex {
  const numbers = new Map<string, number>();
  const found: (readonly number[])[] = [];
  const postings = collectPostings(groups);
  const namespaces = new Map<string, Labels>();
  for (const { namespace, namespaceLabels } of groups) namespaces.set(namespace, namespaceLabels);
  const chosenNamespaces = new Map<string, ReadonlySet<string>>();
  const namespacesFor = (predicate: LabelPredicate): ReadonlySet<string> => {
    const known = chosenNamespaces.get(predicate.key);
    if (known !== undefined) return known;
    const chosen = new Set<string>();
    for (const [name, labels] of namespaces) if (predicate.matches(labels)) chosen.add(name);
    chosenNamespaces.set(predicate.key, chosen);
    return chosen;
  };
  const search = (peer: PodPeer): readonly number[] => {
    const chosen = namespacesFor(peer.namespaces);
    const matched: number[] = [];
    for (const number of candidates(peer, postings)) {
      const group = groups[number];
      if (group !== undefined && chosen.has(group.namespace) && peer.pods.matches(group.labels)) matched.push(number);
    }
    return matched;
  };
  return {
    numberOf: (peer) => {
      const key = `${peer.namespaces.key}\n${peer.pods.key}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const number = found.length;
      numbers.set(key, number);
      found.push(search(peer));
      return number;
    },
    groupsOf: (number) => found[number] ?? [],
    count: () => found.length,
  };
}

/** Tells whether a pair of selectors recognises a pod by its labels and those of its namespace. */
export function recognises(peer: PodPeer, namespaceLabels: Labels, labels: Labels): boolean {
  return peer.namespaces.matches(namespaceLabels) && peer.pods.matches(labels);
}

interface Postings {
  readonly all: readonly number[];
  /** By `key=value`, and by `namespace`, line end, `key=value`; a namespace alone leads to all of its groups. */
  readonly by: ReadonlyMap<string, readonly number[]>;
}

function collectPostings(groups: readonly EndpointGroup[]): Postings {
  const all: number[] = [];
  const by = new Map<string, number[]>();
  const add = (key: string, number: number) => {
    const held = by.get(key);
    if (held === undefined) by.set(key, [number]);
    else held.push(number);
  };
  for (const [number, { namespace, labels, isOnHost }] of groups.entries()) {
    if (isOnHost) continue;
    all.push(number);
    add(`${namespace}\n`, number);
    for (const [key, value] of Object.entries(labels)) {
      add(`${key}=${value}`, number);
      add(`${namespace}\n${key}=${value}`, number);
    }
  }
  return { all, by };
}

/** Gives the shortest list of groups that is sure to hold everything a pair recognises. */
function candidates({ namespaces, pods }: PodPeer, { all, by }: Postings): readonly number[] {
  const named = namespaces.required.find((pair) => pair.startsWith(`${namespaceNameLabel}=`));
  const prefix = named === undefined ? "" : `${named.slice(namespaceNameLabel.length + 1)}\n`;
  let best = prefix === "" ? all : (by.get(prefix) ?? []);
  for (const pair of pods.required) {
    const list = by.get(prefix + pair) ?? [];
    if (list.length < best.length) best = list;
  }
  return best;
}
