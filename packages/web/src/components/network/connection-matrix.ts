/** Who may connect to whom, as `sekisho network --format json` writes it. */
export interface Connection {
  /** `shop/web[Deployment]`, or a range of addresses: `0.0.0.0/0`. */
  readonly from: string;
  readonly to: string;
  /** `All`, or protocols with ports. */
  readonly ports: string;
}

/** A row and a column of a matrix: a workload, a whole namespace, or a range of addresses outside. */
export interface MatrixEnd {
  readonly id: string;
  readonly kind: "workload" | "namespace" | "outside";
  readonly label: string;
  /** Workloads or ranges that stand here. */
  readonly members: number;
  /** The namespace that it is, or is in. */
  readonly namespace: string | undefined;
}

/** What may pass from one end to another. */
export interface MatrixCell {
  readonly from: string;
  readonly to: string;
  /** Pairs of members between which something may pass. */
  readonly pairs: number;
  /** The ports, where they are the same for all pairs. */
  readonly ports: string | undefined;
}

/** Connections as a matrix; what is not in `cells` is not allowed. */
export interface ConnectionMatrix {
  readonly ends: readonly MatrixEnd[];
  readonly cells: ReadonlyMap<string, MatrixCell>;
}

/** Gives the key of a cell. */
export function cellKey(from: string, to: string): string {
  return `${from} → ${to}`;
}

/** Gives connections as a matrix in which each namespace stands in one place, unless it is in `expanded`. */
export function connectionMatrix(connections: readonly Connection[], expanded: ReadonlySet<string>): ConnectionMatrix {
  const names = new Set(connections.flatMap(({ from, to }) => [from, to]));
  const members = new Map<string, MatrixEnd>();
  const endOf = new Map<string, string>();
  for (const name of names) {
    const end = findEnd(name, expanded);
    const known = members.get(end.id);
    members.set(end.id, known === undefined ? end : { ...known, members: known.members + 1 });
    endOf.set(name, end.id);
  }
  const cells = new Map<string, MatrixCell>();
  for (const connection of connections) {
    const from = endOf.get(connection.from) ?? "";
    const to = endOf.get(connection.to) ?? "";
    const key = cellKey(from, to);
    const known = cells.get(key);
    const ports = known === undefined || known.ports === connection.ports ? connection.ports : undefined;
    cells.set(key, { from, to, pairs: (known?.pairs ?? 0) + 1, ports });
  }
  return { ends: [...members.values()].toSorted(inOrder), cells };
}

function findEnd(name: string, expanded: ReadonlySet<string>): MatrixEnd {
  const slash = name.indexOf("/");
  const isWorkload = slash > 0 && name.endsWith("]");
  if (!isWorkload) return { id: name, kind: "outside", label: name, members: 1, namespace: undefined };
  const namespace = name.slice(0, slash);
  if (expanded.has(namespace)) return { id: name, kind: "workload", label: name, members: 1, namespace };
  return { id: namespaceId(namespace), kind: "namespace", label: namespace, members: 1, namespace };
}

/** No workload is called so: its name has a slash. */
function namespaceId(namespace: string): string {
  return `namespace ${namespace}`;
}

/** Workloads stand by their namespaces, what is outside at the end. */
function inOrder(left: MatrixEnd, right: MatrixEnd): number {
  if ((left.kind === "outside") !== (right.kind === "outside")) return left.kind === "outside" ? 1 : -1;
  return left.label < right.label ? -1 : Number(left.label > right.label);
}
