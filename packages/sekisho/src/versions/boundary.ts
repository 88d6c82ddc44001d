import { parseApkBeginning } from "./apk.ts";
import { versionSchemes } from "./compare-versions.ts";
import { readIdentifiers, type SemanticVersion } from "./order/semantic-version.ts";
import { readWholeNumber } from "./order/whole-number.ts";
import type { SchemeId } from "./scheme-ids.ts";

const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const shortOrPadded = new RegExp(`^v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:-(${identifiers}))?(?:\\+${identifiers})?$`);

/**
 * Reads a version that an advisory names as the end of a range, for a scheme's `compare`.
 *
 * People write advisories, and there are bounds that are no versions. Those whose meaning is beyond doubt are read: `1.0`
 * and `2020.04.23` where the scheme wants three numbers without zeros before them; of Alpine's (`0.12.5.-r0`) what
 * apk-tools itself compares. `undefined` is left for what nobody can place: callers report it, for a bound that is passed
 * over would read as "not affected".
 */
export function parseBoundary(scheme: SchemeId, text: string): unknown {
  return versionSchemes[scheme].parse(text) ?? parseUnusual(scheme, text);
}

function parseUnusual(scheme: SchemeId, text: string): unknown {
  switch (scheme) {
    case "apk":
      return parseApkBeginning(text);
    case "cargo":
    case "go":
    case "hex":
    case "npm":
    case "semver":
      return parseShortOrPadded(text);
    default:
      return undefined;
  }
}

function parseShortOrPadded(text: string): SemanticVersion | undefined {
  const match = shortOrPadded.exec(text.trim());
  if (match === null) return undefined;
  const [, major = "", minor = "", patch = "", prerelease = ""] = match;
  return {
    major: readWholeNumber(major),
    minor: readWholeNumber(minor),
    patch: readWholeNumber(patch),
    prerelease: readIdentifiers(prerelease),
  };
}
