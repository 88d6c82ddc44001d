/** Gives everything that can be reached from the starts, starts included. */
export function findReachable<Node>(starts: Iterable<Node>, next: (node: Node) => Iterable<Node>): ReadonlySet<Node> {
  const reached = new Set(starts);
  // A set that grows while it is walked is walked to its new end.
  for (const node of reached) for (const target of next(node)) reached.add(target);
  return reached;
}
