import { parseControl } from "../../formats/dpkg/parse-control.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Fact } from "../../model/fact.ts";
import type { FoundPackage } from "../../model/package.ts";
import { debianFields, readDebianRecord } from "../../semantics/os-packages/debian-package.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the packages of Debian and its derivatives that are installed: those that `dpkg -l` shows as unpacked. */
export const dpkgStatus = defineAnalyzer({
  id: "os/dpkg-status",
  version: 1,
  finds: ["package", "fact"],
  scope: "installed",
  packageTypes: ["deb"],
  paths: ["var/lib/dpkg/status"],
  maxBytes: 64 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { records, diagnostics: damage } = parseControl(path, bytes.toString("utf8"), debianFields);
    const packages: FoundPackage[] = [];
    const facts: Fact[] = [];
    const diagnostics: Diagnostic[] = [...damage];
    for (const record of records) {
      const read = readDebianRecord(path, record, "deb");
      if (read.package !== undefined) packages.push(read.package);
      if (read.checksums !== undefined) facts.push(read.checksums);
      diagnostics.push(...read.diagnostics);
    }
    return { packages, facts, diagnostics };
  },
});
