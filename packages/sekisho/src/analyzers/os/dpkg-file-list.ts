import { parseFileList } from "../../formats/dpkg/parse-file-list.ts";
import { packageOfInfoFile } from "../../semantics/os-packages/info-file.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which files belong to a package of Debian. */
export const dpkgFileList = defineAnalyzer({
  id: "os/dpkg-file-list",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["deb"],
  paths: ["var/lib/dpkg/info/*.list"],
  maxBytes: 16 * 1024 * 1024,
  analyze({ path, bytes }) {
    const paths = parseFileList(bytes.toString("utf8"));
    if (paths.length === 0) return {};
    return { facts: [{ kind: "file-list", type: "deb", ...packageOfInfoFile(path, ".list"), paths }] };
  },
});
