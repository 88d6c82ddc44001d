import { comparePrereleases, type Identifier } from "./order/semantic-version.ts";
import { compareWholeNumbers, readWholeNumber, type WholeNumber } from "./order/whole-number.ts";
import type { VersionScheme } from "./scheme.ts";

/** A version of a .NET package: up to four numbers, those left out are 0. */
export interface NugetVersion {
  readonly major: WholeNumber;
  readonly minor: WholeNumber;
  readonly patch: WholeNumber;
  readonly revision: WholeNumber;
  /** Words in capitals, because case does not count; empty for a release. */
  readonly prerelease: readonly Identifier[];
}

/**
 * Orders versions of .NET packages as NuGet.Versioning does: four numbers, prereleases without regard to case, no
 * metadata. A number of a prerelease that does not fit 32 bits sorts as a word there.
 */
export const nuget: VersionScheme<NugetVersion> = {
  id: "nuget",
  source: 'NuGet documentation, "Package versioning"; NuGet.Versioning, VersionComparer',
  parse: parseNuget,
  compare: compareNuget,
};

const labels = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const shape = new RegExp(`^(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(${labels}))?(?:\\+${labels})?$`);

const maxInteger = 0x7fffffff;

function parseNuget(text: string): NugetVersion | undefined {
  const match = shape.exec(text.trim());
  if (match === null) return undefined;
  const [, major = "", minor = "", patch = "", revision = "", prerelease = ""] = match;
  return {
    major: readWholeNumber(major),
    minor: readWholeNumber(minor),
    patch: readWholeNumber(patch),
    revision: readWholeNumber(revision),
    prerelease: prerelease === "" ? [] : prerelease.split(".").map(readLabel),
  };
}

function readLabel(label: string): Identifier {
  if (!/^-?\d+$/.test(label)) return label.toUpperCase();
  const value = Number(label);
  return value >= -maxInteger - 1 && value <= maxInteger ? value : label;
}

function compareNuget(left: NugetVersion, right: NugetVersion): number {
  return (
    compareWholeNumbers(left.major, right.major) ||
    compareWholeNumbers(left.minor, right.minor) ||
    compareWholeNumbers(left.patch, right.patch) ||
    compareWholeNumbers(left.revision, right.revision) ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}
