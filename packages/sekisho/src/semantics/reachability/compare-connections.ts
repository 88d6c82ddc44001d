import type { Connection } from "./list-connections.ts";

/** A connection that is another than before. */
export interface ChangedConnection {
  readonly kind: "added" | "removed" | "changed";
  readonly from: string;
  readonly to: string;
  /** `None` where there was nothing. */
  readonly before: string;
  readonly after: string;
}

/** Compares two lists of connections, both by sender and receiver as `listConnections` gives them. */
export function* compareConnections(
  before: Iterable<Connection>,
  after: Iterable<Connection>,
): Generator<ChangedConnection> {
  const [olds, news] = [before[Symbol.iterator](), after[Symbol.iterator]()];
  let [old, now] = [olds.next(), news.next()];
  while (old.done !== true || now.done !== true) {
    const order = compareEnds(old.done === true ? undefined : old.value, now.done === true ? undefined : now.value);
    if (order < 0 && old.done !== true) {
      yield { kind: "removed", from: old.value.from, to: old.value.to, before: old.value.ports, after: "None" };
    } else if (order > 0 && now.done !== true) {
      yield { kind: "added", from: now.value.from, to: now.value.to, before: "None", after: now.value.ports };
    } else if (old.done !== true && now.done !== true && old.value.ports !== now.value.ports) {
      yield {
        kind: "changed",
        from: now.value.from,
        to: now.value.to,
        before: old.value.ports,
        after: now.value.ports,
      };
    }
    const isOldRead = order <= 0;
    const isNowRead = order >= 0;
    if (isOldRead) old = olds.next();
    if (isNowRead) now = news.next();
  }
}

function compareEnds(left: Connection | undefined, right: Connection | undefined): number {
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  if (left.from !== right.from) return left.from < right.from ? -1 : 1;
  if (left.to === right.to) return 0;
  return left.to < right.to ? -1 : 1;
}
