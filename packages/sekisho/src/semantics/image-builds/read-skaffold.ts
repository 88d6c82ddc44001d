import { findTextAt, isManifestMap, listAt, type ManifestMap } from "../kubernetes/manifest-value.ts";
import type { BuiltImage } from "./built-image.ts";
import { resolveFolder } from "./resolve-folder.ts";

/**
 * Reads which images a Skaffold file builds. Manifests name them without the tag that Skaffold writes into them; a default
 * repository, which it can be called with, is put in front of both alike.
 *
 * Source: skaffold.dev, "skaffold.yaml", `build.artifacts`.
 *
 * @param file The file's path from the root of the source tree.
 */
export function readSkaffold(document: ManifestMap, file: string): readonly BuiltImage[] {
  return [document, ...listAt(document, "profiles")].flatMap((part) =>
    listAt(part, "build", "artifacts").flatMap((artifact): readonly BuiltImage[] => {
      const image = findTextAt(artifact, "image");
      if (!isManifestMap(artifact) || image === undefined || image.includes("{{")) return [];
      const folder = resolveFolder(file, findTextAt(artifact, "context") ?? ".");
      return folder === undefined ? [] : [{ image, isAnyTag: true, folder, saidBy: file }];
    }),
  );
}

/** Tells whether a document is one of Skaffold: `apiVersion: skaffold/v4beta11`. */
export function isSkaffold(document: ManifestMap): boolean {
  return findTextAt(document, "apiVersion")?.startsWith("skaffold/") === true;
}
