import type { Text } from "./text.ts";

/** What one binding gives by one rule. */
export interface AccessGrant {
  readonly verbs: readonly string[];
  /** `secrets`, `deployments.apps`, or addresses such as `/healthz`; `/*` is every address. */
  readonly resources: readonly string[];
  /** The objects that are meant; empty for all. */
  readonly names: readonly string[];
  /** Where it holds; `null` everywhere. */
  readonly namespace: string | null;
  /** `RoleBinding shop/readers`. */
  readonly binding: string;
  /** `Role shop/reader`. */
  readonly role: string;
}

/** One step of a way to become a cluster administrator. */
export interface AccessStep {
  /** What it does, as a part of a sentence. */
  readonly does: Text;
  /** Who it is then: another subject, `node`, the pods of a namespace (`pods shop`), or `cluster-admin`. */
  readonly to: string;
}

/** Somebody who may do something. */
export interface AccessSubject {
  /** `User:jane`, `Group:dev`, `ServiceAccount:shop/web`. */
  readonly name: string;
  /** The workloads that run as it, as `peers` names them. */
  readonly workloads: readonly string[];
  /** The shortest way to a cluster administrator, one step for one that is; empty where none is known. */
  readonly wayToAdministrator: readonly AccessStep[];
  readonly grants: readonly AccessGrant[];
}

/** Who may connect to whom, and who may do what, as the objects of one set allow it. */
export interface AccessMap {
  readonly schemaVersion: 1;
  /** Workloads as `namespace/name[Kind]`, ranges of addresses, and the controllers of Ingress and Gateway objects. */
  readonly peers: readonly string[];
  /** How many of the first peers are workloads. */
  readonly workloads: number;
  /** `All`, or `TCP 80,8080-8090;UDP 53`. */
  readonly ports: readonly string[];
  /** Sender, receiver and ports of each connection, as places in `peers` and `ports`. */
  readonly connections: readonly (readonly [number, number, number])[];
  readonly subjects: readonly AccessSubject[];
  /** False where the set has more than a map may hold: the rest is left out. */
  readonly isWhole: boolean;
}
