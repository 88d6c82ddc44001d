/**
 * Finds the rings of a directed graph: for each set of nodes that all lead to each other, a shortest way from the earliest of
 * them back to itself. `leadsTo` gives the nodes behind each node; a node that leads to itself is no ring.
 */
export function findRings(leadsTo: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const component = numberComponents(leadsTo);
  const sizes = sizesOf(component);
  const rings: (readonly number[])[] = [];
  const done = new Set<number>();
  for (const [node, number] of component.entries()) {
    if (done.has(number) || sizes.get(number) === 1) continue;
    done.add(number);
    rings.push(shortestRing(node, leadsTo, component));
  }
  return rings;
}

/** Finds all nodes that lead back to themselves by way of another: the members of all rings, short ones and long ones. */
export function findRingMembers(leadsTo: readonly (readonly number[])[]): ReadonlySet<number> {
  const component = numberComponents(leadsTo);
  const sizes = sizesOf(component);
  return new Set([...component.keys()].filter((node) => sizes.get(component[node] ?? -1) !== 1));
}

function sizesOf(component: readonly number[]): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const number of component) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  return sizes;
}

/**
 * Numbers the strongly connected components of a graph. Source: R. Tarjan, "Depth-first search and linear graph algorithms",
 * 1972; without recursion, since a chain may be long.
 */
function numberComponents(leadsTo: readonly (readonly number[])[]): readonly number[] {
  const component = leadsTo.map(() => -1);
  const order = leadsTo.map(() => -1);
  const lowest = leadsTo.map(() => -1);
  const open: number[] = [];
  const path: Step[] = [];
  let components = 0;
  let visited = 0;
  const enter = (node: number): void => {
    order[node] = visited;
    lowest[node] = visited;
    visited += 1;
    open.push(node);
    path.push({ node, next: 0 });
  };
  const lower = (node: number, value: number): void => {
    lowest[node] = Math.min(lowest[node] ?? value, value);
  };
  const leave = (node: number): void => {
    path.pop();
    const before = path.at(-1);
    if (before !== undefined) lower(before.node, lowest[node] ?? 0);
    if (lowest[node] !== order[node]) return;
    for (let last = open.pop(); last !== undefined; last = last === node ? undefined : open.pop()) {
      component[last] = components;
    }
    components += 1;
  };
  for (const start of leadsTo.keys()) {
    if (order[start] === -1) enter(start);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const other = leadsTo[step.node]?.[step.next];
      step.next += 1;
      if (other === undefined) leave(step.node);
      else if (order[other] === -1) enter(other);
      else if (component[other] === -1) lower(step.node, order[other] ?? 0);
    }
  }
  return component;
}

/** A node on the way of a search, and which of the nodes behind it comes next. */
interface Step {
  readonly node: number;
  next: number;
}

/** Finds the shortest way from a node back to itself, which there is one in its component. */
function shortestRing(
  start: number,
  leadsTo: readonly (readonly number[])[],
  component: readonly number[],
): readonly number[] {
  const cameFrom = new Map<number, number>();
  const waiting = [start];
  for (const node of waiting) {
    for (const other of leadsTo[node] ?? []) {
      if (other === start && node !== start) return wayTo(node, start, cameFrom);
      if (component[other] !== component[start] || other === start || cameFrom.has(other)) continue;
      cameFrom.set(other, node);
      waiting.push(other);
    }
  }
  return [start];
}

function wayTo(last: number, start: number, cameFrom: ReadonlyMap<number, number>): readonly number[] {
  const way: number[] = [];
  for (let node: number | undefined = last; node !== undefined && node !== start; node = cameFrom.get(node)) {
    way.push(node);
  }
  return [start, ...way.toReversed()];
}
