/** An edge of a graph, from what is earlier to what is later. */
export interface LayerEdge {
  readonly from: string;
  readonly to: string;
}

/** Where a node stands: its layer from the left, and its row in it from the top. */
export interface LayerPlace {
  readonly id: string;
  readonly layer: number;
  readonly row: number;
}

/** What a graph looks like. */
export interface LayerLayout {
  readonly places: readonly LayerPlace[];
  readonly layers: number;
  /** Rows of the longest layer. */
  readonly rows: number;
}

/** Times that the rows are put in order from the left, and back. */
const sweeps = 4;

/**
 * Puts nodes into layers so that every edge leads to the right, and orders each layer so that few edges cross.
 *
 * An edge that closes a circle is left out of account. The work grows with nodes and edges.
 * Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981;
 * layers by the longest path, order by the mean place of neighbours.
 */
export function layerGraph(nodes: readonly string[], edges: readonly LayerEdge[]): LayerLayout {
  const after = neighboursOf(nodes, edges);
  const layerOf = longestPaths(nodes, withoutCircles(nodes, after));
  const layers: string[][] = [];
  for (const node of nodes) {
    const layer = layerOf.get(node) ?? 0;
    while (layers.length <= layer) layers.push([]);
    layers[layer]?.push(node);
  }
  const before = neighboursOf(
    nodes,
    edges.map(({ from, to }) => ({ from: to, to: from })),
  );
  const rowOf = new Map<string, number>();
  for (const layer of layers) noteRows(layer, rowOf);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const layer of layers) orderLayer(layer, before, rowOf);
    for (const layer of layers.toReversed()) orderLayer(layer, after, rowOf);
  }
  return {
    places: nodes.map((id) => ({ id, layer: layerOf.get(id) ?? 0, row: rowOf.get(id) ?? 0 })),
    layers: layers.length,
    rows: Math.max(0, ...layers.map((layer) => layer.length)),
  };
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Gives where edges lead to; edges of nodes that are not there lead nowhere. */
function neighboursOf(nodes: readonly string[], edges: readonly LayerEdge[]): Neighbours {
  const neighbours = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const { from, to } of edges) {
    if (from !== to && neighbours.has(to)) neighbours.get(from)?.push(to);
  }
  return neighbours;
}

/** Gives the edges without those that lead back to where the way came from. */
function withoutCircles(nodes: readonly string[], after: Neighbours): Neighbours {
  const state = new Map<string, "open" | "done">();
  const kept = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const root of nodes) {
    if (state.has(root)) continue;
    const way = [{ node: root, next: 0 }];
    state.set(root, "open");
    for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
      const to = after.get(top.node)?.[top.next];
      top.next++;
      if (to === undefined) {
        state.set(top.node, "done");
        way.pop();
        continue;
      }
      if (state.get(to) === "open") continue;
      kept.get(top.node)?.push(to);
      if (state.has(to)) continue;
      state.set(to, "open");
      way.push({ node: to, next: 0 });
    }
  }
  return kept;
}

/** Gives for each node how many edges the longest way to it has. There is no circle in `after`. */
function longestPaths(nodes: readonly string[], after: Neighbours): ReadonlyMap<string, number> {
  const incoming = new Map<string, number>();
  for (const ends of after.values()) for (const end of ends) incoming.set(end, (incoming.get(end) ?? 0) + 1);
  const layers = new Map<string, number>(nodes.map((node) => [node, 0]));
  const ready = nodes.filter((node) => !incoming.has(node));
  for (const node of ready) {
    for (const end of after.get(node) ?? []) {
      layers.set(end, Math.max(layers.get(end) ?? 0, (layers.get(node) ?? 0) + 1));
      const left = (incoming.get(end) ?? 1) - 1;
      incoming.set(end, left);
      // The loop sees what is added while it runs.
      if (left === 0) ready.push(end);
    }
  }
  return layers;
}

/** Orders a layer by the mean row of neighbours; those without any stay about where they are. */
function orderLayer(layer: string[], neighbours: Neighbours, rowOf: Map<string, number>): void {
  const means = new Map(layer.map((node) => [node, meanRow(node, neighbours, rowOf)]));
  layer.sort((left, right) => (means.get(left) ?? 0) - (means.get(right) ?? 0));
  noteRows(layer, rowOf);
}

function meanRow(node: string, neighbours: Neighbours, rowOf: ReadonlyMap<string, number>): number {
  const near = neighbours.get(node) ?? [];
  if (near.length === 0) return rowOf.get(node) ?? 0;
  let sum = 0;
  for (const other of near) sum += rowOf.get(other) ?? 0;
  return sum / near.length;
}

function noteRows(layer: readonly string[], rowOf: Map<string, number>): void {
  for (const [row, node] of layer.entries()) rowOf.set(node, row);
}
