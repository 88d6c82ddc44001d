import { parseDescription } from "../../formats/pacman/parse-description.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which files belong to a package of Arch Linux. */
export const alpmFileList = defineAnalyzer({
  id: "os/alpm-file-list",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["alpm"],
  paths: ["var/lib/pacman/local/*/files"],
  maxBytes: 16 * 1024 * 1024,
  analyze({ path, bytes }) {
    const listed = parseDescription(bytes.toString("utf8")).get("FILES") ?? [];
    // Directories end with a slash.
    const paths = listed.filter((listedPath) => !listedPath.endsWith("/"));
    // The directory is named NAME-VERSION-RELEASE.
    const packageName = /([^/]+)-[^/-]+-[^/-]+\/files$/.exec(path)?.[1];
    if (paths.length === 0 || packageName === undefined) return {};
    return { facts: [{ kind: "file-list", type: "alpm", packageName, paths }] };
  },
});
