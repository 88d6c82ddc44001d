import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import type { AddressRange } from "./address-range.ts";
import type { Protocol } from "./connection-set.ts";
import type { LabelPredicate } from "./label-predicate.ts";

/** Pods by the labels of their namespace and their own. */
export interface PodPeer {
  readonly kind: "pods";
  readonly namespaces: LabelPredicate;
  readonly pods: LabelPredicate;
}

/** Whom a rule is about. `nodes` are the nodes themselves, and with them pods on their network. */
export type Peer =
  | PodPeer
  | { readonly kind: "addresses"; readonly ranges: readonly AddressRange[] }
  | { readonly kind: "nodes" };

/** Ports that a rule is about: numbers of a protocol, or the name that the receiving container gives a port. */
export type PortMatch =
  | { readonly kind: "numbers"; readonly protocol: Protocol; readonly first: number; readonly last: number }
  /** Without a protocol the one of the container's port counts. */
  | { readonly kind: "name"; readonly protocol: Protocol | undefined; readonly name: string };

/** One rule of a policy. */
export interface PolicyRule {
  readonly action: "allow" | "deny" | "pass";
  /** `everybody` is every pod, every node and every address. */
  readonly peers: readonly Peer[] | "everybody";
  readonly ports: readonly PortMatch[] | "all";
  /** JSON pointer in the policy's object. */
  readonly pointer: string;
}

/** What a policy says of one direction. */
export interface PolicyDirection {
  /** Whether connections that no rule of its stage decides on are refused. */
  readonly isolates: boolean;
  readonly rules: readonly PolicyRule[];
}

/**
 * When a policy is asked. Within a stage the first rule that matches decides; what it passes on goes to the next stage.
 * `rank` orders the stages, `order` the policies of one stage.
 */
export interface PolicyPlace {
  readonly rank: number;
  readonly order: number;
}

/** A policy of any kind, in the terms that all of them share. */
export interface Policy {
  readonly object: ManifestObject;
  readonly subject: PodPeer;
  readonly place: PolicyPlace;
  readonly ingress: PolicyDirection | undefined;
  readonly egress: PolicyDirection | undefined;
}

/** The stages, in the order in which they are asked. */
export const ranks = { ciliumDeny: 0, admin: 100, main: 200, baseline: 100_000 } as const;

/** The order of Kubernetes' own policies among those of Calico. Source: Calico documentation, NetworkPolicy, `order`. */
export const kubernetesOrder = 1000;

/** A policy that was read in part or whole, and what was not. */
export interface PolicyReading {
  readonly policies: readonly Policy[];
  readonly problems: readonly ObjectProblem[];
}
