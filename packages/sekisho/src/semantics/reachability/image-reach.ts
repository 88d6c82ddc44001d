import type { Text } from "../../model/text.ts";
import { type ImageReference, parseImageReference } from "../image-reference/image-reference.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import type { PodContainer, PodTemplate } from "../pod-settings/pod-template.ts";
import { servicesOf } from "../traffic/services-of.ts";
import { isClosed, networkOf, openWaysIn } from "./workload-network.ts";

/** From where the software of an image can be reached: from outside of the cluster, by other workloads of it, or not at all. */
export type ImageReach = "outside" | "cluster" | "nowhere";

/** The workload that decides, and what leads to it. */
export interface ImageUse {
  readonly reach: ImageReach;
  readonly message: Text;
}

/** The names that an image is known by. */
export interface ImageNames {
  /** Names with tag, as written; digests in them count. */
  readonly names: readonly string[];
  /** Digest of its manifest. */
  readonly digest: string | undefined;
  /** Whether images of these names are meant whatever their tags are. */
  readonly isAnyTag?: boolean;
}

/** What some sets of manifests say of the images that they run. */
export interface ImageReachIndex {
  /** Gives the worst use of an image; `undefined` where no manifest runs it. */
  readonly useOf: (image: ImageNames) => ImageUse | undefined;
  readonly add: (set: ManifestSet) => void;
  /** Whether no manifest runs anything. */
  readonly isEmpty: () => boolean;
}

/** Makes an index without sets. Only what is told of images is kept of a set. */
export function createImageReachIndex(): ImageReachIndex {
  const uses = new Map<string, ImageUse>();
  return {
    add(set) {
      for (const template of set.templates) addTemplate(uses, template, set);
    },
    isEmpty: () => uses.size === 0,
    useOf({ names, digest, isAnyTag = false }) {
      const find = isAnyTag ? bareKeysOf : keysOf;
      const keys = names.flatMap((name) => find(parseImageReference(name)));
      const found = [...keys, ...(digest === undefined ? [] : [digest])].flatMap((key) => uses.get(key) ?? []);
      return found.toSorted((left, right) => rankOf(left) - rankOf(right))[0];
    },
  };
}

function addTemplate(uses: Map<string, ImageUse>, template: PodTemplate, set: ManifestSet): void {
  const keys = template.containers.flatMap(({ spec, role }) =>
    // Ephemeral containers are of somebody who looks into a pod.
    spec.image === undefined || role === "ephemeral" ? [] : allKeysOf(parseImageReference(spec.image)),
  );
  if (keys.length === 0) return;
  const use = findUse(template, set);
  if (use === undefined) return;
  for (const key of keys) {
    const known = uses.get(key);
    if (known === undefined || rankOf(use) < rankOf(known)) uses.set(key, use);
  }
}

/** A digest says which image it is, whatever the name is; without one the name with its tag does. */
function keysOf(reference: ImageReference | undefined): readonly string[] {
  if (reference === undefined) return [];
  const { registry, repository, tag, digest } = reference;
  const named = `${registry}/${repository}:${tag ?? "latest"}`;
  return digest === undefined ? [named] : [digest];
}

/** The key of all images of a name; no other key holds a blank. */
function bareKeysOf(reference: ImageReference | undefined): readonly string[] {
  return reference === undefined ? [] : [`any ${reference.registry}/${reference.repository}`];
}

function allKeysOf(reference: ImageReference | undefined): readonly string[] {
  return [...keysOf(reference), ...bareKeysOf(reference)];
}

const ranks: Readonly<Record<ImageReach, number>> = { outside: 0, cluster: 1, nowhere: 2 };

function rankOf({ reach }: ImageUse): number {
  return ranks[reach];
}

function findUse(template: PodTemplate, set: ManifestSet): ImageUse | undefined {
  const network = networkOf(template, set);
  if (network === undefined) return undefined;
  const { name } = network.end;
  if (network.isOnHost) {
    return outside(name, { en: "it uses its node's network", ja: "ノードのネットワークを使用" });
  }
  const hostPort = template.containers.flatMap(hostPortsOf)[0];
  if (hostPort !== undefined) {
    return outside(name, {
      en: `port ${hostPort} of its node leads to it`,
      ja: `ノードのポート ${hostPort} から到達可能`,
    });
  }
  const [open] = openWaysIn(network);
  if (open !== undefined) {
    const { kind, name: by } = open.way.object;
    return outside(name, { en: `the ${kind} ${by} leads to it`, ja: `${kind} ${by} から到達可能` });
  }
  if (isClosed(network) || !listens(template, set)) {
    const message = {
      en: `It runs as ${name}, where nothing leads to.`,
      ja: `${name} として動作し、到達できる経路はありません。`,
    };
    return { reach: "nowhere", message };
  }
  const message = {
    en: `It runs as ${name}, which other workloads of the cluster reach.`,
    ja: `${name} として動作し、クラスター内のほかのワークロードから到達できます。`,
  };
  return { reach: "cluster", message };
}

function outside(name: string, why: Text): ImageUse {
  const message = {
    en: `It runs as ${name}, which is reached from outside of the cluster: ${why.en}.`,
    ja: `${name} として動作し、クラスターの外から到達できます（${why.ja}）。`,
  };
  return { reach: "outside", message };
}

function hostPortsOf({ spec }: PodContainer): readonly number[] {
  return (spec.ports ?? []).flatMap(({ value }) =>
    value.hostPort === undefined || value.hostPort === 0 ? [] : [value.hostPort],
  );
}

const kindsThatEnd: readonly string[] = ["Job", "CronJob"];

/** Whoever runs to an end, names no port and stands behind no Service waits for no connection; of others that is not sure. */
function listens(template: PodTemplate, set: ManifestSet): boolean {
  const { workload, containers } = template;
  if (!kindsThatEnd.includes(workload.kind)) return true;
  return containers.some(({ spec }) => (spec.ports ?? []).length > 0) || servicesOf(template, set).length > 0;
}
