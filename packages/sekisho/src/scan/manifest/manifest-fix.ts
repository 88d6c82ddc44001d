import type { YamlDocument } from "../../formats/yaml-source/syntax.ts";
import type { TextFix } from "../../model/fix.ts";
import { addChanges, type ChangeTree, unchanged } from "../../semantics/manifest-edit/change-tree.ts";
import { editDocument } from "../../semantics/manifest-edit/edit-manifest.ts";
import type { JudgedManifest } from "./judge-manifests.ts";

/** Tells whether the text that a violation is about may be repaired: rendered text is nobody's file. */
export function isRepairable({ object }: JudgedManifest): boolean {
  return object.source.rendering === undefined;
}

/** Adds what the fix of a violation changes in its document; `undefined` when that contradicts what changes already. */
export function addFix(tree: ChangeTree, { violation, object, base }: JudgedManifest): ChangeTree | undefined {
  return addChanges(tree, violation.fix?.changes ?? [], object.source.pointer + base);
}

/** Gives one fix of a document's text for several violations; `undefined` when none can be repaired. */
export function findTextFix(
  text: string,
  document: YamlDocument | undefined,
  violations: readonly JudgedManifest[],
): TextFix | undefined {
  const root = document?.root;
  if (root === undefined) return undefined;
  let tree = unchanged;
  let safety: TextFix["safety"] = "safe";
  for (const judged of violations) {
    const { fix } = judged.violation;
    if (fix === undefined || !isRepairable(judged)) continue;
    const grown = addFix(tree, judged);
    if (grown === undefined) continue;
    tree = grown;
    if (fix.safety === "proposal") safety = "proposal";
  }
  const made = editDocument(text, root, tree);
  if ("refusal" in made) return undefined;
  const [first, ...others] = made.edits;
  return first === undefined ? undefined : { safety, edits: [first, ...others] };
}
