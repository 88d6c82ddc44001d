import type { TextEdit } from "../model/fix.ts";

/** Edits of one text that do not collide. Asking takes the logarithm of their number; adding does in file order. */
export interface EditSet {
  /** Tells whether the very same edit is in it. */
  has(edit: TextEdit): boolean;
  /** Tells whether an edit of it touches the same place. */
  collides(edit: TextEdit): boolean;
  /** Adds an edit that collides with none. */
  add(edit: TextEdit): void;
}

/** Tells whether two edits touch the same place: their ranges overlap, or both insert there. */
export function editsCollide(left: TextEdit, right: TextEdit): boolean {
  if (left.start === right.start) return true;
  return left.start < right.end && right.start < left.end;
}

/** Makes an empty set. */
export function createEditSet(): EditSet {
  const sorted: TextEdit[] = [];
  return {
    has(edit) {
      const near = sorted[findBehind(sorted, edit.start) - 1];
      return near?.start === edit.start && near.end === edit.end && near.text === edit.text;
    },
    collides(edit) {
      // What does not collide is sorted by its ends, too: only the neighbours can be touched.
      const behind = findBehind(sorted, edit.start);
      return [sorted[behind - 1], sorted[behind]].some((near) => near !== undefined && editsCollide(near, edit));
    },
    add(edit) {
      sorted.splice(findBehind(sorted, edit.start), 0, edit);
    },
  };
}

/** Gives the index of the first edit that starts behind an offset. */
function findBehind(sorted: readonly TextEdit[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
