import type { TextEdit, TextFix } from "../model/fix.ts";

/** Tells whether two edits touch the same place: their ranges overlap, or both insert there. */
export function editsCollide(left: TextEdit, right: TextEdit): boolean {
  if (left.start === right.start) return true;
  return left.start < right.end && right.start < left.end;
}

/** Tells whether two edits do the same. */
export function editsEqual(left: TextEdit, right: TextEdit): boolean {
  return left.start === right.start && left.end === right.end && left.text === right.text;
}

/**
 * Gives one fix that does what several do; `undefined` when there are none.
 *
 * It is a proposal as soon as one of them is. Edits that several share are made once; a fix that collides with an
 * earlier one is left out.
 */
export function mergeFixes(fixes: readonly TextFix[]): TextFix | undefined {
  const [first, ...others] = fixes;
  if (first === undefined) return undefined;
  let safety = first.safety;
  const [firstEdit, ...edits] = first.edits;
  for (const fix of others) {
    const made = [firstEdit, ...edits];
    const added = fix.edits.filter((edit) => !made.some((other) => editsEqual(edit, other)));
    if (added.some((edit) => made.some((other) => editsCollide(edit, other)))) continue;
    edits.push(...added);
    if (fix.safety === "proposal") safety = "proposal";
  }
  return { safety, edits: [firstEdit, ...edits] };
}

/** Gives the text with edits applied that do not collide. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}
