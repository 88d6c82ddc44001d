import type { TextEdit, TextFix } from "../model/fix.ts";
import { createEditSet } from "./edit-set.ts";

/**
 * Gives one fix that does what several do; `undefined` when there are none.
 *
 * It is a proposal as soon as one of them is. Edits that several share are made once; a fix that collides with an
 * earlier one is left out.
 */
export function mergeFixes(fixes: readonly TextFix[]): TextFix | undefined {
  const [first, ...others] = fixes;
  if (first === undefined || others.length === 0) return first;
  let safety = first.safety;
  const [firstEdit, ...edits] = first.edits;
  const made = createEditSet();
  for (const edit of first.edits) made.add(edit);
  for (const fix of others) {
    const added = fix.edits.filter((edit) => !made.has(edit));
    if (added.some((edit) => made.collides(edit))) continue;
    for (const edit of added) made.add(edit);
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
