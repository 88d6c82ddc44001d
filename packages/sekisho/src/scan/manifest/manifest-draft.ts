import type { ManifestCheck } from "../../checks/manifest/define.ts";
import { createManifestSet } from "../../semantics/kubernetes/create-manifest-set.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import type { PlannedCheck } from "../plan.ts";
import { type JudgedManifest, judgeManifests } from "./judge-manifests.ts";
import { parseManifest } from "./read-manifest.ts";

/** The files of a set as they are in one round of a repair, and what the checks say of them. */
export interface ManifestDraft {
  /** By path, in the order of the files. */
  readonly files: ReadonlyMap<string, DraftFile>;
  readonly violations: readonly JudgedManifest[];
  /** How often a rule and subject of a file is violated. */
  readonly counts: ReadonlyMap<string, number>;
}

/** One file of a draft. */
export interface DraftFile {
  readonly text: string;
  readonly objects: readonly ManifestObject[];
}

/** What drafts are judged by. */
export interface DraftSettings {
  readonly plan: readonly PlannedCheck<ManifestCheck>[];
  readonly kubernetesMinor: number | undefined;
}

/** Reads one file of a draft. */
export function readDraftFile(path: string, text: string): DraftFile {
  return { text, objects: readObjects(parseManifest(path, text).documents, { path }).objects };
}

/** Judges files as one set. */
export function judgeDraft(files: ReadonlyMap<string, DraftFile>, settings: DraftSettings): ManifestDraft {
  const objects = [...files.values()].flatMap((file) => file.objects);
  const { kubernetesMinor } = settings;
  const set = createManifestSet(objects, kubernetesMinor === undefined ? {} : { kubernetesMinor });
  const { violations } = judgeManifests(set, settings.plan);
  const counts = new Map<string, number>();
  for (const judged of violations) counts.set(violationKey(judged), (counts.get(violationKey(judged)) ?? 0) + 1);
  return { files, violations, counts };
}

/** Names a violation by rule, file and subject. */
export function violationKey({ check, object, subject }: JudgedManifest): string {
  return `${check.id}\n${object.source.path}\n${subject}`;
}
