/**
 * Finds the package that Node loads for a name, seen from a package's manifest: the nearest `node_modules` upwards.
 *
 * @param manifest Path of the package.json that asks.
 * @param find Gives what lies at the path of a package.json.
 */
export function nearestInNodeModules(
  manifest: string,
  name: string,
  find: (path: string) => string | undefined,
): string | undefined {
  let folder = manifest.slice(0, Math.max(0, manifest.lastIndexOf("/")));
  for (;;) {
    if (folder !== "node_modules" && !folder.endsWith("/node_modules")) {
      const found = find(`${folder === "" ? "" : `${folder}/`}node_modules/${name}/package.json`);
      if (found !== undefined) return found;
    }
    if (folder === "") return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
  }
}
