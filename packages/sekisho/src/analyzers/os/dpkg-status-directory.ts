import { parseControl } from "../../formats/dpkg/parse-control.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage } from "../../model/package.ts";
import { debianFields, readDebianRecord } from "../../semantics/os-packages/debian-package.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the packages of distroless images: one file each, without a package manager that would keep one database. */
export const dpkgStatusDirectory = defineAnalyzer({
  id: "os/dpkg-status-directory",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["deb"],
  paths: ["var/lib/dpkg/status.d/*"],
  maxBytes: 1024 * 1024,
  analyze({ path, bytes }) {
    // Checksums lie beside the records and are read by another analyzer.
    if (path.endsWith(".md5sums")) return {};
    const { records, diagnostics: damage } = parseControl(path, bytes.toString("utf8"), debianFields);
    const packages: FoundPackage[] = [];
    const diagnostics: Diagnostic[] = [...damage];
    for (const record of records) {
      const read = readDebianRecord(path, record, "deb");
      if (read.package !== undefined) packages.push(read.package);
      diagnostics.push(...read.diagnostics);
    }
    return { packages, diagnostics };
  },
});
