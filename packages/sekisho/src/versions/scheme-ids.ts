/**
 * The names of all version schemes, sorted. Help and completion need the names alone: they load no scheme.
 */
export const schemeIds = [
  "apk",
  "cargo",
  "composer",
  "cran",
  "deb",
  "gem",
  "go",
  "hackage",
  "hex",
  "maven",
  "npm",
  "nuget",
  "pep440",
  "pub",
  "rpm",
  "semver",
] as const;

/** The name of a version scheme. */
export type SchemeId = (typeof schemeIds)[number];
