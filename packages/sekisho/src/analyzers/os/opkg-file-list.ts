import { parseFileList } from "../../formats/dpkg/parse-file-list.ts";
import { packageOfInfoFile } from "../../semantics/os-packages/info-file.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads which files belong to a package of OpenWrt: a path a line, in some versions with mode and size behind a tab. */
export const opkgFileList = defineAnalyzer({
  id: "os/opkg-file-list",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["opkg"],
  paths: ["{usr/lib,var/lib}/opkg/info/*.list"],
  maxBytes: 16 * 1024 * 1024,
  analyze({ path, bytes }) {
    const paths = parseFileList(bytes.toString("utf8").replaceAll(/\t[^\n]*/g, ""));
    if (paths.length === 0) return {};
    return { facts: [{ kind: "file-list", type: "opkg", ...packageOfInfoFile(path, ".list"), paths }] };
  },
});
