const none: readonly never[] = [];

/**
 * Gives a list that takes no more memory than its items do. What was pushed to an empty list has room for sixteen more,
 * and a large file has a hundred thousand lists of one item; all empty lists are one.
 */
export function exactList<Item>(items: readonly Item[]): readonly Item[] {
  return items.length === 0 ? none : items.slice();
}
