import { describeObject, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { JudgedManifest } from "./judge-manifests.ts";

/** The violations in one file. */
export interface JudgedFile {
  readonly path: string;
  /** Those of a part of its objects at a time, made when they are asked for. Those of one name are in one part. */
  readonly parts: Iterable<readonly JudgedManifest[]>;
  /** Whether there is nothing in it, as far as is known without asking. */
  readonly isEmpty: boolean;
}

/** What is known of files before their objects are judged, by path. */
export interface UnjudgedFiles {
  readonly objects: ReadonlyMap<string, readonly ManifestObject[]>;
  readonly violations: ReadonlyMap<string, readonly JudgedManifest[]>;
  /** Gives the further violations of some objects. */
  readonly judge: (objects: readonly ManifestObject[]) => readonly JudgedManifest[];
}

/** So many objects are judged at a time: each check is asked once about them, and their violations are few. */
export const objectsAtATime = 500;

/**
 * Judges files one after the other, small ones some at a time, large ones part by part: neither the violations of all files nor
 * those of a whole cluster that was written to one file fit well into the memory.
 */
export function* judgeInParts(paths: readonly string[], files: UnjudgedFiles): Generator<JudgedFile> {
  const { objects, violations, judge } = files;
  for (const batch of batchesOf(paths, objects)) {
    const [only] = batch;
    if (only !== undefined && countOf(only, objects) > objectsAtATime) {
      yield { path: only, parts: judgeLarge(only, files), isEmpty: false };
      continue;
    }
    const further = Map.groupBy(judge(batch.flatMap((path) => objects.get(path) ?? [])), pathOf);
    for (const path of batch) {
      const inFile = [...(violations.get(path) ?? []), ...(further.get(path) ?? [])];
      yield { path, parts: [inFile], isEmpty: inFile.length === 0 };
    }
  }
}

/** Tells the file that a violation is in. */
export function pathOf({ object }: JudgedManifest): string {
  return object.source.path;
}

/** Puts files together until they have enough objects; one with too many stands alone. */
function* batchesOf(paths: readonly string[], objects: UnjudgedFiles["objects"]): Generator<readonly string[]> {
  let batch: string[] = [];
  let count = 0;
  for (const path of paths) {
    const further = countOf(path, objects);
    if (batch.length > 0 && count + further > objectsAtATime) {
      yield batch;
      batch = [];
      count = 0;
    }
    batch.push(path);
    count += further;
  }
  if (batch.length > 0) yield batch;
}

function countOf(path: string, objects: UnjudgedFiles["objects"]): number {
  return objects.get(path)?.length ?? 0;
}

function* judgeLarge(path: string, files: UnjudgedFiles): Generator<readonly JudgedManifest[]> {
  const known = Map.groupBy(files.violations.get(path) ?? [], ({ object }) => object);
  for (const part of partsOf(files.objects.get(path) ?? [])) {
    yield [...part.flatMap((object) => known.get(object) ?? []), ...files.judge(part)];
  }
}

/** Splits the objects of a file. Those of one name stay together: what is said about them is one finding. */
function* partsOf(objects: readonly ManifestObject[]): Generator<readonly ManifestObject[]> {
  let part: ManifestObject[] = [];
  for (const named of Map.groupBy(objects, describeObject).values()) {
    for (const object of named) part.push(object);
    if (part.length < objectsAtATime) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
