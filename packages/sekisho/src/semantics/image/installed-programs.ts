import type { FileTree, TreeFile } from "../overlay/file-tree.ts";
import type { ImageContent } from "./image-content.ts";
import { filesOf, findOwners, nameOf } from "./image-files.ts";
import { startedPrograms } from "./started-programs.ts";

/** A program of an image that a container of it does not start by itself. */
export interface SpareProgram {
  readonly name: string;
  readonly file: TreeFile;
  /** The package of the distribution that brings it. */
  readonly package: string | undefined;
}

/** Directories in which a shell looks for programs, and those of daemons and compilers beside them. */
const programDirectory =
  /^(?:(?:usr\/(?:local\/)?)?s?bin|usr\/lib\/(?:jvm|go|rustlib|postgresql)\/.+\/bin|usr\/local\/(?:go|cargo|rustup)\/(?:.+\/)?bin|opt\/[^/]+\/bin|usr\/lib(?:exec)?\/openssh)\/[^/]+$/;

/**
 * Gives the programs of these names that lie where a shell finds them, each name once, without those that entrypoint,
 * command and health check name. A link counts as the program that it leads to: of BusyBox only what is asked for.
 */
export function spareProgramsOf(image: ImageContent, isWanted: (name: string) => boolean): readonly SpareProgram[] {
  const started = startedPrograms(image);
  const found = new Map<string, TreeFile>();
  for (const file of shellFilesOf(image)) {
    const name = nameOf(file.path);
    if (found.has(name) || started.has(name) || !isWanted(name)) continue;
    if (isProgram(image, file)) found.set(name, file);
  }
  const owners = findOwners(image, [...found.values()]);
  return [...found].map(([name, file]) => ({ name, file, package: owners.get(file.path) }));
}

const shellFilesByTree = new WeakMap<FileTree, readonly TreeFile[]>();

/** Gives what lies where a shell finds it: of all files a small part, and asked for by many checks. */
function shellFilesOf(image: ImageContent): readonly TreeFile[] {
  const known = shellFilesByTree.get(image.tree);
  if (known !== undefined) return known;
  const files = filesOf(image).filter(({ path }) => programDirectory.test(path));
  shellFilesByTree.set(image.tree, files);
  return files;
}

function isProgram({ tree }: ImageContent, file: TreeFile): boolean {
  const target = file.entry.type === "symlink" ? tree.resolve(file.path) : file;
  const type = target?.entry.type;
  return target !== undefined && (type === "file" || type === "hardlink") && (target.entry.mode & 0o111) !== 0;
}
