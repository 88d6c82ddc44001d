import { findTextAt, isManifestMap, type ManifestMap, mapAt, textsAt } from "../kubernetes/manifest-value.ts";
import type { BuiltImage } from "./built-image.ts";
import { resolveFolder } from "./resolve-folder.ts";

/**
 * Reads which images a Compose file builds: services that say both where from (`build`) and under which name (`image`,
 * `build.tags`). A service without a name is named by the directory that Compose is called in; a name with a variable is
 * known when it is built.
 *
 * Source: the Compose specification, "build".
 *
 * @param file The file's path from the root of the source tree.
 */
export function readCompose(document: ManifestMap, file: string): readonly BuiltImage[] {
  return Object.values(mapAt(document, "services")).flatMap((service) => {
    if (!isManifestMap(service)) return [];
    const context = contextOf(service);
    const folder = context === undefined ? undefined : resolveFolder(file, context);
    if (folder === undefined) return [];
    const names = [findTextAt(service, "image") ?? "", ...textsAt(service, "build", "tags")];
    return names
      .filter((name) => name !== "" && !name.includes("$"))
      .map((image): BuiltImage => ({ image, isAnyTag: false, folder, saidBy: file }));
  });
}

/** `build: folder` is short for its `context`; a map without one builds from the file's own folder. */
function contextOf({ build }: ManifestMap): string | undefined {
  if (typeof build === "string") return build;
  return isManifestMap(build) ? (findTextAt(build, "context") ?? ".") : undefined;
}
