import { statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { slashed } from "../../access/filesystem/ignore-rules.ts";
import { walkTree } from "../../access/filesystem/walk-tree.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { PathPattern } from "../../model/path-pattern.ts";
import { findManifestKind, type ManifestKind } from "../../semantics/version-pins/manifest-editors.ts";

/** A manifest on this machine. */
export interface ManifestFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the working directory, with forward slashes. */
  readonly name: string;
  readonly kind: ManifestKind;
}

/** Manifests in what a user named, and what remains for others. */
export interface FoundManifests {
  readonly manifests: readonly ManifestFile[];
  /** Targets that are no manifests themselves. */
  readonly others: readonly string[];
  /** Parts that could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What the search obeys. */
export interface ManifestSearch {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly exclude: readonly PathPattern[];
}

/** Finds manifests: the files that are named, and those in named directories that git does not ignore. */
export function findManifests(
  targets: readonly string[],
  { workingDirectory, exclude }: ManifestSearch,
): FoundManifests {
  const manifests = new Map<string, ManifestFile>();
  const others: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const add = (path: string): boolean => {
    const kind = findManifestKind(basename(path));
    if (kind !== undefined) manifests.set(path, { path, name: slashed(relative(workingDirectory, path)), kind });
    return kind !== undefined;
  };
  for (const target of targets) {
    const path = resolve(workingDirectory, target);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isFile() === true && add(path)) continue;
    others.push(target);
    if (status?.isDirectory() !== true) continue;
    const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
    for (const { entry } of walkTree(path, { kind: "source", exclude, excludeBase: workingDirectory, report })) {
      if (entry.type === "file") add(join(path, entry.path));
    }
  }
  return { manifests: [...manifests.values()], others, diagnostics };
}
