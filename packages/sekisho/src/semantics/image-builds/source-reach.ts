import { parseImageReference } from "../image-reference/image-reference.ts";
import type { ImageNames, ImageReachIndex, ImageUse } from "../reachability/image-reach.ts";
import type { BuiltImage, ImageRename } from "./built-image.ts";

/** How what lies in a folder is run. */
export interface FolderUse {
  readonly folder: string;
  /** Name of the image that is built of it. */
  readonly image: string;
  /** The file that says so. */
  readonly saidBy: string;
  readonly use: ImageUse;
}

/** What the files of a source tree say of how its parts are run. */
export interface SourceReach {
  /** Finds how a file is run, by its path from the root of the tree; `undefined` where the tree does not say it. */
  readonly useOf: (path: string) => FolderUse | undefined;
}

/** What a source tree says of its images. */
export interface SourceBuilds {
  readonly builds: readonly BuiltImage[];
  readonly renames: readonly ImageRename[];
}

/**
 * Tells of the files of a source tree how they are run: a file belongs to the image that is built from the deepest folder
 * around it. Where several are built from one folder, only what is the same of all of them is known.
 */
export function createSourceReach({ builds, renames }: SourceBuilds, index: ImageReachIndex): SourceReach {
  const byFolder = Map.groupBy(builds, ({ folder }) => folder);
  const known = new Map<string, FolderUse | undefined>();
  const useOfFolder = (folder: string, ofFolder: readonly BuiltImage[]): FolderUse | undefined => {
    if (!known.has(folder)) known.set(folder, findCommonUse(ofFolder, renames, index));
    return known.get(folder);
  };
  return {
    useOf(path) {
      for (let folder = parentOf(path); ; folder = parentOf(folder)) {
        const ofFolder = byFolder.get(folder);
        if (ofFolder !== undefined) return useOfFolder(folder, ofFolder);
        if (folder === "") return undefined;
      }
    },
  };
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

function findCommonUse(
  builds: readonly BuiltImage[],
  renames: readonly ImageRename[],
  index: ImageReachIndex,
): FolderUse | undefined {
  const uses = builds.map((build) => index.useOf(namesOf(build, renames)));
  const [first] = uses;
  const [build] = builds;
  if (first === undefined || build === undefined || uses.some((use) => use?.reach !== first.reach)) return undefined;
  return { folder: build.folder, image: build.image, saidBy: build.saidBy, use: first };
}

/** Gives the names that manifests may know a built image by. */
function namesOf({ image, isAnyTag }: BuiltImage, renames: readonly ImageRename[]): ImageNames {
  const names = [image];
  const tag = parseImageReference(image)?.tag;
  const bare = tag === undefined ? image : image.slice(0, -tag.length - 1);
  for (const { from, to, changesTag } of renames) {
    if (from !== bare || (changesTag && !isAnyTag)) continue;
    names.push(tag === undefined ? to : `${to}:${tag}`);
  }
  return { names, digest: undefined, isAnyTag };
}
