import { readYamlDocuments } from "../../formats/yaml-source/parse-yaml-source.ts";
import { findTextAt, isManifestMap, listAt, type ManifestMap } from "../kubernetes/manifest-value.ts";
import { toManifestValue } from "../kubernetes/to-manifest-value.ts";
import type { BuiltImage, ImageRename } from "./built-image.ts";
import { readCompose } from "./read-compose.ts";
import { isSkaffold, readSkaffold } from "./read-skaffold.ts";

const composeName = /^(?:docker-)?compose(?:\.[\w-]{1,60})?\.ya?ml$/;
const skaffoldName = /^skaffold(?:[.-][\w-]{1,60})?\.ya?ml$/;

/** Tells by its name whether a file may say which images are built from which folders. */
export function isBuildFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return composeName.test(name) || skaffoldName.test(name);
}

/** Reads which images a Compose or Skaffold file builds; none of any other file, and none of a broken document. */
export function readBuildFile(file: string, text: string): readonly BuiltImage[] {
  return documentsOf(text).flatMap((document) =>
    isSkaffold(document) ? readSkaffold(document, file) : readCompose(document, file),
  );
}

/** Reads the other names that a kustomization gives to images. Source: kustomize's `images` field. */
export function readImageRenames(text: string): readonly ImageRename[] {
  return documentsOf(text).flatMap((document) =>
    listAt(document, "images").flatMap((change): readonly ImageRename[] => {
      const [from, to] = [findTextAt(change, "name"), findTextAt(change, "newName")];
      if (from === undefined || to === undefined || !isManifestMap(change)) return [];
      const changesTag = change["newTag"] !== undefined || change["digest"] !== undefined;
      return [{ from, to, changesTag }];
    }),
  );
}

function documentsOf(text: string): readonly ManifestMap[] {
  const documents: ManifestMap[] = [];
  for (const { root, hasAliases } of readYamlDocuments(text)) {
    const value = root === undefined ? undefined : toManifestValue(root, hasAliases);
    if (isManifestMap(value)) documents.push(value);
  }
  return documents;
}
