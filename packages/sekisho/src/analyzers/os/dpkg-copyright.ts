import { readCopyright } from "../../semantics/spdx-licenses/read-copyright.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the licences of a package of Debian, which stand in a file of their own. */
export const dpkgCopyright = defineAnalyzer({
  id: "os/dpkg-copyright",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["deb"],
  paths: ["usr/share/doc/*/copyright"],
  maxBytes: 8 * 1024 * 1024,
  analyze({ path, bytes }) {
    const packageName = path.split("/")[3];
    const licenses = readCopyright(path, bytes.toString("utf8"));
    if (packageName === undefined || licenses.length === 0) return {};
    return { facts: [{ kind: "licenses", type: "deb", packageName, licenses }] };
  },
});
