import type { SchemeId } from "../../versions/scheme-ids.ts";

/** Source: the types of package URLs, and VERS (package-url/vers-spec), "Versioning schemes". */
const schemes: ReadonlyMap<string, SchemeId> = new Map<string, SchemeId>([
  ["alpine", "apk"],
  ["apk", "apk"],
  ["cargo", "cargo"],
  ["composer", "composer"],
  ["cran", "cran"],
  ["deb", "deb"],
  ["gem", "gem"],
  ["go", "go"],
  ["golang", "go"],
  ["hackage", "hackage"],
  ["hex", "hex"],
  ["maven", "maven"],
  ["npm", "npm"],
  ["nuget", "nuget"],
  ["pub", "pub"],
  ["pypi", "pep440"],
  ["rpm", "rpm"],
  ["semver", "semver"],
  ["swift", "semver"],
]);

/** Finds the scheme that orders the versions of a type of package URL, or of a VERS range; `undefined` where none does. */
export function findSchemeOfType(type: string): SchemeId | undefined {
  return schemes.get(type);
}
