import type { FoundPackage } from "../../model/package.ts";
import type { FoundVersions } from "./version-search.ts";

/** More versions of one product in one file than these say nothing. */
const maxDoubtful = 3;

/**
 * Turns found versions into packages. A version is what the program writes of itself, so it is `likely`; where one file
 * holds several of a product, each is `possible`, and too many are none.
 */
export function describeVersions(found: FoundVersions): FoundPackage[] {
  const packages: FoundPackage[] = [];
  for (const [{ product: name, vendor }, versions] of found) {
    if (versions.size > maxDoubtful) continue;
    const confidence = versions.size === 1 ? "likely" : "possible";
    for (const version of versions) packages.push({ type: "generic", name, version, vendor, confidence });
  }
  return packages;
}
