/** A thing that a graph shows. */
export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** How two things hang together, from what is earlier to what is later. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** What the earlier one is to the later one. */
  readonly kind: string;
}

/** Several things of one kind that stand in one place. */
export interface NodeGroup {
  readonly id: string;
  readonly kind: string;
  readonly members: readonly GraphNode[];
}

/** A graph in which things that hang together with the same others stand in one place. */
export interface GroupedGraph {
  readonly nodes: readonly GraphNode[];
  readonly groups: readonly NodeGroup[];
  readonly edges: readonly GraphEdge[];
}

/** So many of one kind with the same neighbours become a group. */
const leastMembers = 4;

/**
 * Puts things of one kind with the same neighbours together: a hundred workloads that run one image stand in one place.
 * Groups in `expanded` are shown one by one, and so is `focus`.
 */
export function groupNodes(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  { expanded, focus }: { readonly expanded: ReadonlySet<string>; readonly focus: string },
): GroupedGraph {
  const near = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to, kind } of edges) {
    near.get(from)?.push(`${kind} > ${to}`);
    near.get(to)?.push(`${kind} < ${from}`);
  }
  const alike = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    if (node.id === focus) continue;
    const signature = JSON.stringify([node.kind, ...(near.get(node.id) ?? []).toSorted()]);
    const members = alike.get(signature);
    if (members === undefined) alike.set(signature, [node]);
    else members.push(node);
  }
  const groups = [...alike.values()].flatMap((members) => {
    const [first] = members;
    const id = `group ${first?.id}`;
    return first === undefined || members.length < leastMembers || expanded.has(id)
      ? []
      : [{ id, kind: first.kind, members }];
  });
  const groupOf = new Map(groups.flatMap(({ id, members }) => members.map((member) => [member.id, id] as const)));
  const joined = new Map<string, GraphEdge>();
  for (const { from, to, kind } of edges) {
    const edge = { from: groupOf.get(from) ?? from, to: groupOf.get(to) ?? to, kind };
    joined.set(JSON.stringify([edge.from, edge.to, kind]), edge);
  }
  return { nodes: nodes.filter(({ id }) => !groupOf.has(id)), groups, edges: [...joined.values()] };
}
