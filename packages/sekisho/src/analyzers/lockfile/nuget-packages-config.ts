import { childrenOf } from "../../formats/xml/parse-xml.ts";
import { addPackage } from "../../semantics/lockfile/reading.ts";
import { defineXmlLockfile } from "./define.ts";

/** Reads package lists of old .NET projects. Source: NuGet, packages.config reference. */
export const nugetPackagesConfig = defineXmlLockfile({
  id: "lockfile/nuget-packages-config",
  version: 1,
  paths: ["**/packages.config", "**/packages.*.config"],
  packageTypes: ["nuget"],
  read(root, reading) {
    for (const element of childrenOf(root, "package")) {
      addPackage(reading, {
        type: "nuget",
        name: element.attributes.get("id"),
        version: element.attributes.get("version"),
        line: element.line,
        isDevelopment: element.attributes.get("developmentDependency") === "true",
      });
    }
  },
});
