import type { SchemeId } from "../versions/compare-versions.ts";

const schemes: ReadonlyMap<string, SchemeId> = new Map<string, SchemeId>([
  ["alpaquita", "apk"],
  ["alpine", "apk"],
  ["bitnami", "semver"],
  ["cargo", "cargo"],
  ["chainguard", "apk"],
  ["composer", "composer"],
  ["cran", "cran"],
  ["debian", "deb"],
  ["gem", "gem"],
  ["generic", "gem"],
  ["golang", "go"],
  ["hackage", "hackage"],
  ["hex", "hex"],
  ["julia", "semver"],
  ["maven", "maven"],
  ["npm", "npm"],
  ["nuget", "nuget"],
  ["pub", "pub"],
  ["pypi", "pep440"],
  ["swift", "semver"],
  ["ubuntu", "deb"],
  ["wolfi", "apk"],
]);

const rpmDistributions: ReadonlySet<string> = new Set([
  "almalinux",
  "amzn",
  "azurelinux",
  "fedora",
  "mageia",
  "mariner",
  "ol",
  "openEuler",
  "opensuse-leap",
  "opensuse-leap-micro",
  "opensuse-tumbleweed",
  "photon",
  "rhel",
  "rocky",
  "sl-micro",
  "sle-micro",
  "sles",
]);

/**
 * Gives the scheme that orders the versions of an ecosystem; `undefined` where none does.
 *
 * @param ecosystem With or without a release: `npm`, `debian:12`.
 */
export function findVersionScheme(ecosystem: string): SchemeId | undefined {
  const colon = ecosystem.indexOf(":");
  const family = colon === -1 ? ecosystem : ecosystem.slice(0, colon);
  return schemes.get(family) ?? (rpmDistributions.has(family) ? "rpm" : undefined);
}
