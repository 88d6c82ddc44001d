import { isAtLeast } from "../../model/severity.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { applyChanges } from "../../semantics/manifest-edit/apply-changes.ts";
import { type ChangeTree, unchanged } from "../../semantics/manifest-edit/change-tree.ts";
import { editDocument } from "../../semantics/manifest-edit/edit-manifest.ts";
import { equalValues } from "../../semantics/manifest-edit/equal-values.ts";
import { valueOf } from "../../semantics/manifest-edit/value-of.ts";
import type { LeftReason } from "../fix.ts";
import { applyEdits } from "../merge-fixes.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import { type DraftFile, type ManifestDraft, violationKey } from "./manifest-draft.ts";
import { addFix } from "./manifest-fix.ts";
import { type ParsedManifest, parseManifest } from "./read-manifest.ts";

/** Files with fixes made. */
export interface RewrittenFiles {
  readonly files: ReadonlyMap<string, DraftFile>;
  /** Fixes of documents whose text does not read as it was wanted; their files are as before. */
  readonly broken: readonly DraftProblem[];
}

/** Files as they were rewritten, with what was made in them: a second try changes few of them. */
export type RewrittenBefore = Map<string, { readonly fixes: readonly JudgedManifest[]; readonly file: DraftFile }>;

/** Makes fixes that contradict each other nowhere. Keeps in `before` what it writes. */
export function rewriteFiles(
  draft: ManifestDraft,
  chosen: readonly JudgedManifest[],
  { parse, before }: { readonly parse: (path: string) => ParsedManifest | undefined; readonly before: RewrittenBefore },
): RewrittenFiles {
  const files = new Map(draft.files);
  const broken: DraftProblem[] = [];
  for (const [path, fixes] of Map.groupBy(chosen, ({ object }) => object.source.path)) {
    const known = before.get(path);
    const isSame =
      known?.fixes.length === fixes.length && fixes.every((judged, index) => judged === known.fixes[index]);
    const parsed = isSame ? undefined : parse(path);
    const file = isSame ? known?.file : parsed && rewriteFile(parsed, fixes);
    if (file === undefined) broken.push({ reason: "breaks-syntax", suspects: fixes });
    else {
      files.set(path, file);
      before.set(path, { fixes, file });
    }
  }
  return { files, broken };
}

/** Gives the file with the fixes made; `undefined` when it does not read as it was wanted. */
function rewriteFile({ source, documents }: ParsedManifest, fixes: readonly JudgedManifest[]): DraftFile | undefined {
  const trees = new Map<number, ChangeTree>();
  for (const judged of fixes) {
    const { document } = judged.object.source;
    trees.set(document, addFix(trees.get(document) ?? unchanged, judged) ?? unchanged);
  }
  const edits = [...trees].flatMap(([index, tree]) => {
    const root = documents[index]?.root;
    const made = root === undefined ? undefined : editDocument(source.text, root, tree);
    return made === undefined || "refusal" in made ? [] : made.edits;
  });
  const text = applyEdits(source.text, edits);
  const after = parseManifest(source.path, text).documents;
  if (after.length !== documents.length) return undefined;
  for (const [index, { root, problems }] of documents.entries()) {
    const tree = trees.get(index);
    const changed = after[index];
    if (changed === undefined || changed.problems.length > problems.length) return undefined;
    if (root === undefined || tree === undefined) continue;
    const wanted = applyChanges(valueOf(root), tree);
    if (changed.root === undefined || !equalValues(valueOf(changed.root), wanted)) return undefined;
  }
  return { text, objects: readObjects(after, { path: source.path }).objects };
}

/** What is wrong with a draft that fixes made, and which of them may have done it. */
export interface DraftProblem {
  readonly reason: LeftReason;
  readonly suspects: readonly JudgedManifest[];
}

/**
 * Finds what fixes broke: a violation is still there, or another as bad came. Every object's problem is its own, so that many
 * of one kind are told apart in one go. Empty when all is well.
 */
export function findDraftProblems(
  before: ManifestDraft,
  after: ManifestDraft,
  chosen: readonly JudgedManifest[],
): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  for (const [key, fixes] of Map.groupBy(chosen, violationKey)) {
    const allowed = (before.counts.get(key) ?? 0) - fixes.length;
    if ((after.counts.get(key) ?? 0) > allowed) problems.push({ reason: "no-effect", suspects: fixes });
  }
  const added = after.violations.filter((judged) => {
    const key = violationKey(judged);
    return (after.counts.get(key) ?? 0) > (before.counts.get(key) ?? 0);
  });
  if (added.length === 0) return problems;
  const byObject = Map.groupBy(chosen, placeOf);
  for (const judged of added) {
    // Where no fix is of the very object, any may be to blame: what one object says may be wrong for another.
    const suspects = (byObject.get(placeOf(judged)) ?? chosen).filter(({ severity }) =>
      isAtLeast(judged.severity, severity),
    );
    if (suspects.length > 0) problems.push({ reason: "new-finding", suspects });
  }
  return problems;
}

function placeOf({ object }: JudgedManifest): string {
  const { path, document, pointer } = object.source;
  return `${path}\n${document}${pointer}`;
}
