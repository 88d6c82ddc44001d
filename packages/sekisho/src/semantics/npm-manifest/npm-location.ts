/** What the place of a package.json says of it. */
export type NpmLocation =
  /** The top file of a package that a package manager installed. */
  | "installed"
  /** A package that another one carries in a folder of its own choice: nobody asked for it by name. */
  | "carried"
  /** Outside of every package: an application, or software that was unpacked by hand. */
  | "project";

/** Folders with samples: what lies in them is there to be read by tests, never to be run. */
const sampleFolders: ReadonlySet<string> = new Set([
  "test",
  "tests",
  "__tests__",
  "fixture",
  "fixtures",
  "__fixtures__",
  "example",
  "examples",
  "mock",
  "mocks",
  "__mocks__",
  "spec",
  "template",
  "templates",
]);

/** Folders of other package managers: a package.json in them belongs to the sources of another package. */
const foreignFolders: ReadonlySet<string> = new Set(["site-packages", "dist-packages", "gems", "bower_components"]);

/** Where Debian's packages of Node.js modules lie. */
const debianFolder = ["usr", "share", "nodejs"];

/**
 * Says what a package.json is by its path from the root; `undefined` for one that describes no installed package.
 *
 * Directly in `node_modules` lie `NAME` and `@SCOPE/NAME`; pnpm, bun and yarn link from there to folders that again end
 * in `node_modules/NAME`. What lies deeper in a package (`node_modules/x/dist/package.json`) is a part of it.
 */
export function locateNpmManifest(path: string): NpmLocation | undefined {
  const folders = path.split("/").slice(0, -1);
  const first = folders.indexOf("node_modules");
  if (first === -1) return locateOutside(folders);
  const last = folders.lastIndexOf("node_modules") + 1;
  if (!endsAtPackage(folders, last) && !isYarnStore(folders, last)) return undefined;
  let isCarried = false;
  let at = first;
  while (at < folders.length) {
    const end = folders.indexOf("node_modules", at + 1);
    const inner = folders.slice(at + 1 + nameLength(folders, at + 1), end === -1 ? folders.length : end);
    if (inner.some((folder) => sampleFolders.has(folder))) return undefined;
    // Stores of pnpm, bun and yarn: `node_modules/.pnpm/a@1.0.0/node_modules/a`.
    if (inner.length > 0 && folders[at + 1]?.startsWith(".") !== true) isCarried = true;
    at = end === -1 ? folders.length : end;
  }
  return isCarried ? "carried" : "installed";
}

function locateOutside(folders: readonly string[]): NpmLocation | undefined {
  if (debianFolder.every((folder, at) => folders[at] === folder)) {
    return endsAtPackage(folders, debianFolder.length) ? "installed" : undefined;
  }
  if (folders.some((folder) => sampleFolders.has(folder))) return undefined;
  return folders.some((folder) => foreignFolders.has(folder)) ? "carried" : "project";
}

/** Says whether a package's name, and nothing else, stands at a place of the path up to its end. */
function endsAtPackage(folders: readonly string[], at: number): boolean {
  return folders.length === at + nameLength(folders, at) && folders[at]?.startsWith(".") === false;
}

/** Says whether a path ends in a package in the store of yarn's pnpm linker: `.store/NAME-npm-VERSION-HASH/package`. */
function isYarnStore(folders: readonly string[], at: number): boolean {
  return folders.length === at + 3 && folders[at] === ".store" && folders[at + 2] === "package";
}

/** Gives how many folders the name of a package takes. */
function nameLength(folders: readonly string[], at: number): number {
  return folders[at]?.startsWith("@") === true ? 2 : 1;
}
