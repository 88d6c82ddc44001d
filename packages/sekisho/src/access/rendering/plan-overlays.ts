import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  isRemoteReference,
  type Kustomization,
  type KustomizationReference,
  readKustomization,
} from "../../semantics/kustomization/kustomization.ts";
import { findKustomizationName } from "../filesystem/chart-places.ts";

/** Kustomizations that build upon each other in one overlay. */
const maxKustomizations = 1_000;
/** Larger files are left to whoever builds them. */
const maxKustomizationBytes = 1_048_576;

/** A kustomization file that was read. */
export interface KustomizationFile {
  /** Absolute. */
  readonly path: string;
  /** Absolute. */
  readonly directory: string;
  readonly text: string;
  readonly kustomization: Kustomization;
}

/** An overlay that is built by itself. */
export interface PlannedOverlay {
  /** Its own kustomization first, then all that it builds upon, each before what that builds upon. */
  readonly files: readonly [KustomizationFile, ...KustomizationFile[]];
  /** The first address in it that would have to be fetched, and the kustomization that names it. */
  readonly remote: { readonly file: KustomizationFile; readonly reference: KustomizationReference } | undefined;
}

/** What is built of the kustomizations that were found. */
export interface OverlayPlan {
  /** In the order of the files: those that no other one builds upon. */
  readonly overlays: readonly PlannedOverlay[];
  /** Absolute paths of files that are no objects of their own: patches, settings, contents of ConfigMaps. */
  readonly inputs: ReadonlySet<string>;
  /** Files that only have the name of a kustomization. */
  readonly others: readonly string[];
}

/**
 * Finds out which kustomizations are built by themselves: all that no other one builds upon and that are no components.
 * Every object is judged as it is deployed, and a base is judged in its overlays alone.
 */
export function planOverlays(paths: readonly string[]): OverlayPlan {
  const known = new Map<string, KustomizationFile>();
  const others: string[] = [];
  for (const path of paths) {
    const file = read(path);
    if (file.kustomization.kind === "other") others.push(path);
    else known.set(path, file);
  }
  const built = new Set<string>();
  const inputs = new Set<string>();
  for (const file of known.values()) {
    for (const { path } of basesOf(file, known)) if (path !== file.path) built.add(path);
    for (const path of pathsOf(file, (use) => use !== "resource")) inputs.add(path);
  }
  const overlays: PlannedOverlay[] = [];
  const covered = new Set<string>();
  const plan = (file: KustomizationFile): void => {
    const overlay = planOverlay(file, known);
    for (const { path } of overlay.files) covered.add(path);
    overlays.push(overlay);
  };
  const candidates = [...known.values()].filter(({ kustomization }) => kustomization.kind === "overlay");
  for (const file of candidates) if (!built.has(file.path)) plan(file);
  // What is left builds upon itself in a circle: kustomize says so.
  for (const file of candidates) if (!covered.has(file.path)) plan(file);
  return { overlays, inputs, others };
}

/** Gives the absolute paths that a kustomization names for some use. */
export function pathsOf(
  { directory, kustomization }: KustomizationFile,
  isWanted: (use: KustomizationReference["use"]) => boolean,
): readonly string[] {
  return kustomization.references.flatMap(({ use, path }) => (isWanted(use) ? [resolve(directory, path)] : []));
}

function planOverlay(overlay: KustomizationFile, known: Map<string, KustomizationFile>): PlannedOverlay {
  const files: [KustomizationFile, ...KustomizationFile[]] = [overlay];
  const seen = new Set([overlay.path]);
  let remote: PlannedOverlay["remote"];
  for (const file of files) {
    for (const reference of file.kustomization.references) {
      if (remote === undefined && isRemote(file, reference)) remote = { file, reference };
    }
    for (const base of basesOf(file, known)) {
      if (seen.has(base.path) || files.length >= maxKustomizations) continue;
      seen.add(base.path);
      files.push(base);
    }
  }
  return { files, remote };
}

function isRemote({ directory }: KustomizationFile, { use, path }: KustomizationReference): boolean {
  return use === "resource" && isRemoteReference(path) && !existsSync(resolve(directory, path));
}

/** Gives the kustomizations that one builds upon, those of other directories too. */
function* basesOf(
  { directory, kustomization }: KustomizationFile,
  known: Map<string, KustomizationFile>,
): Generator<KustomizationFile> {
  for (const { use, path } of kustomization.references) {
    if (use !== "resource") continue;
    const base = findKustomization(resolve(directory, path));
    if (base !== undefined) yield known.get(base) ?? read(base);
  }
}

function findKustomization(directory: string): string | undefined {
  try {
    if (!statSync(directory).isDirectory()) return undefined;
    const name = findKustomizationName(readdirSync(directory));
    return name === undefined ? undefined : join(directory, name);
  } catch {
    return undefined;
  }
}

function read(path: string): KustomizationFile {
  const text = readText(path);
  return { path, directory: dirname(path), text, kustomization: readKustomization(text) };
}

/** Gives the text of a kustomization; none when it cannot be read: whoever builds it says what is wrong. */
function readText(path: string): string {
  try {
    return statSync(path).size <= maxKustomizationBytes ? readFileSync(path, "utf8") : "";
  } catch {
    return "";
  }
}
