import type { Inventory } from "../../model/inventory.ts";
import { type Package, type PackageType, packageTypes } from "../../model/package.ts";
import type { ListedPackage } from "../../model/report.ts";
import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";

const knownTypes: ReadonlyMap<string, PackageType> = new Map(packageTypes.map((type) => [type, type]));

/** Gives the packages that an imported report lists as an inventory, which can be held against advisories. */
export function inventoryOfListed(name: string, listed: readonly ListedPackage[]): Inventory {
  return {
    target: { kind: "sbom", name },
    origin: { format: "sekisho" },
    packages: listed.map((one) => toPackage(one, name)),
    repositories: [],
    contentSets: [],
    coverage: [],
    diagnostics: [],
  };
}

function toPackage({ purl, name, version, licenses }: ListedPackage, path: string): Package {
  const { type = "generic", namespace } = parsePackageUrl(purl) ?? {};
  return {
    id: purl,
    purl,
    type: knownTypes.get(type) ?? "generic",
    ...(namespace === undefined ? {} : { namespace }),
    name,
    version,
    licenses,
    hashes: [],
    foundBy: [],
    confidence: "certain",
    locations: [{ path }],
    dependsOn: [],
  };
}
