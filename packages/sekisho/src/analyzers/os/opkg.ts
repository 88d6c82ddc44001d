import { parseControl } from "../../formats/dpkg/parse-control.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Fact } from "../../model/fact.ts";
import type { FoundPackage } from "../../model/package.ts";
import { debianFields, readDebianRecord } from "../../semantics/os-packages/debian-package.ts";
import { defineAnalyzer } from "../define.ts";

/** Reads the packages of OpenWrt and of systems made with Yocto. */
export const opkg = defineAnalyzer({
  id: "os/opkg",
  version: 1,
  finds: ["package", "fact"],
  scope: "installed",
  packageTypes: ["opkg"],
  paths: ["{usr/lib,var/lib}/opkg/status"],
  maxBytes: 64 * 1024 * 1024,
  analyze({ path, bytes }) {
    const { records, diagnostics: damage } = parseControl(path, bytes.toString("utf8"), debianFields);
    const packages: FoundPackage[] = [];
    const facts: Fact[] = [];
    const diagnostics: Diagnostic[] = [...damage];
    for (const record of records) {
      const read = readDebianRecord(path, record, "opkg");
      if (read.package !== undefined) packages.push(read.package);
      if (read.checksums !== undefined) facts.push(read.checksums);
      diagnostics.push(...read.diagnostics);
    }
    return { packages, facts, diagnostics };
  },
});
