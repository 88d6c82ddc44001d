/** Sorts checks, rules or frameworks by id. */
export function sortById<Named extends { readonly id: string }>(all: readonly Named[]): readonly Named[] {
  return all.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
