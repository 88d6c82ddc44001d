/** What one binding gives by one rule. */
export interface AccessGrant {
  readonly verbs: readonly string[];
  /** `secrets`, `deployments.apps`, or addresses such as `/healthz`. */
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

/** Somebody who may do something. */
export interface AccessSubject {
  /** `User:jane`, `Group:dev`, `ServiceAccount:shop/web`. */
  readonly name: string;
  /** The workloads that run as it, as `peers` names them. */
  readonly workloads: readonly string[];
  /** How many steps it is away from a cluster administrator, 0 for one that is; `null` where no way is known. */
  readonly stepsToAdministrator: number | null;
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
