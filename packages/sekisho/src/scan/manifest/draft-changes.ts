import { isAtLeast } from "../../model/severity.ts";
import { applyChanges } from "../../semantics/manifest-edit/apply-changes.ts";
import { type ChangeTree, unchanged } from "../../semantics/manifest-edit/change-tree.ts";
import { editDocument } from "../../semantics/manifest-edit/edit-manifest.ts";
import { equalValues } from "../../semantics/manifest-edit/equal-values.ts";
import { valueOf } from "../../semantics/manifest-edit/value-of.ts";
import type { LeftReason } from "../fix.ts";
import { applyEdits } from "../merge-fixes.ts";
import type { JudgedManifest } from "./judge-manifests.ts";
import { type DraftFile, type ManifestDraft, readDraftFile, violationKey } from "./manifest-draft.ts";
import { addFix } from "./manifest-fix.ts";
import { type ParsedManifest, parseManifest } from "./read-manifest.ts";

/** Files with fixes made. */
export interface RewrittenFiles {
  readonly files: ReadonlyMap<string, DraftFile>;
  /** Fixes of documents whose text does not read as it was wanted; their files are as before. */
  readonly broken: readonly JudgedManifest[];
}

/** Makes fixes that contradict each other nowhere. */
export function rewriteFiles(
  draft: ManifestDraft,
  chosen: readonly JudgedManifest[],
  parse: (path: string) => ParsedManifest | undefined,
): RewrittenFiles {
  const files = new Map(draft.files);
  const broken: JudgedManifest[] = [];
  const byPath = Map.groupBy(chosen, ({ object }) => object.source.path);
  for (const [path, fixes] of byPath) {
    const parsed = parse(path);
    const text = parsed === undefined ? undefined : rewriteFile(parsed, fixes);
    if (text === undefined) broken.push(...fixes);
    else files.set(path, readDraftFile(path, text));
  }
  return { files, broken };
}

/** Gives the text with the fixes made; `undefined` when it does not read as it was wanted. */
function rewriteFile({ source, documents }: ParsedManifest, fixes: readonly JudgedManifest[]): string | undefined {
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
  return text;
}

/** What is wrong with a draft that fixes made, and which of them may have done it. */
export interface DraftProblem {
  readonly reason: LeftReason;
  readonly suspects: readonly JudgedManifest[];
}

/** Finds what fixes broke: their violation is still there, or another as bad came; `undefined` when all is well. */
export function findDraftProblem(
  before: ManifestDraft,
  after: ManifestDraft,
  chosen: readonly JudgedManifest[],
): DraftProblem | undefined {
  const repaired = Map.groupBy(chosen, violationKey);
  for (const [key, fixes] of repaired) {
    const allowed = (before.counts.get(key) ?? 0) - fixes.length;
    if ((after.counts.get(key) ?? 0) > allowed) return { reason: "no-effect", suspects: fixes };
  }
  for (const judged of after.violations) {
    const key = violationKey(judged);
    if ((after.counts.get(key) ?? 0) <= (before.counts.get(key) ?? 0)) continue;
    const suspects = findSuspects(judged, chosen).filter(({ severity }) => isAtLeast(judged.severity, severity));
    if (suspects.length > 0) return { reason: "new-finding", suspects };
  }
  return undefined;
}

/** The fixes of the very object; when there are none, all: what one object says may be wrong for another. */
function findSuspects(judged: JudgedManifest, chosen: readonly JudgedManifest[]): readonly JudgedManifest[] {
  const { path, document, pointer } = judged.object.source;
  const ofObject = chosen.filter(
    ({ object: { source } }) => source.path === path && source.document === document && source.pointer === pointer,
  );
  return ofObject.length > 0 ? ofObject : chosen;
}
