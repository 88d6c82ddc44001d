import { parseControl } from "../../formats/dpkg/parse-control.ts";
import { defineAnalyzer } from "../define.ts";

const fields: ReadonlySet<string> = new Set(["package", "license"]);

/** Reads the licence of a package of OpenWrt, which the status file leaves out. */
export const opkgLicense = defineAnalyzer({
  id: "os/opkg-license",
  version: 1,
  finds: ["fact"],
  scope: "installed",
  packageTypes: ["opkg"],
  paths: ["{usr/lib,var/lib}/opkg/info/*.control"],
  maxBytes: 1024 * 1024,
  analyze({ path, bytes }) {
    const { records, diagnostics } = parseControl(path, bytes.toString("utf8"), fields);
    const packageName = records[0]?.fields.get("package")?.value;
    const license = records[0]?.fields.get("license")?.value;
    if (packageName === undefined || license === undefined || license === "") return { diagnostics };
    return { facts: [{ kind: "licenses", type: "opkg", packageName, licenses: [license] }], diagnostics };
  },
});
