import type { PackageType } from "../../model/package.ts";

/** Ecosystems where the second number of a version `0.x` counts as the first one does later. */
const zeroLines: ReadonlySet<PackageType> = new Set<PackageType>(["cargo", "hex", "npm", "pub"]);

/** Ecosystems where whatever stands behind a dash comes before the release: Semantic Versioning 2.0.0, item 9. */
const dashedPrereleases: ReadonlySet<PackageType> = new Set<PackageType>([
  "cargo",
  "golang",
  "hex",
  "npm",
  "nuget",
  "pub",
  "swift",
]);

/** The words that the others use; Maven's `-jre` and `.Final` are none. */
const prereleaseWord =
  /(?:^|[.\-_~]|\d)(?:a|alpha|b|beta|c|rc|cr|m|milestone|pre|preview|dev|snapshot|ea|canary|nightly|next)[.\-_]?\d{0,20}(?:$|[.\-_+])/i;

/** Tells whether a version comes before the release that it names. */
export function isPrerelease(type: PackageType, version: string): boolean {
  const plus = version.indexOf("+");
  const core = plus === -1 ? version : version.slice(0, plus);
  return dashedPrereleases.has(type) ? core.includes("-") : prereleaseWord.test(core.slice(0, maxVersionCharacters));
}

const maxVersionCharacters = 200;

/** Gives the line of releases inside of which updates are meant to be compatible: `4`, and `0.3` where zero counts so. */
export function releaseLine(type: PackageType, version: string): string {
  const numbers = /^(?:\d{1,20}[:!])?[vV]?(\d{1,20})(?:\.(\d{1,20}))?/.exec(version);
  const [, first = "", second = "0"] = numbers ?? [];
  return first === "0" && zeroLines.has(type) ? `0.${second}` : first;
}
