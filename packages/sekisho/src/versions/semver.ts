import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from "./order/semantic-version.ts";
import type { VersionScheme } from "./scheme.ts";

/** Orders versions exactly as Semantic Versioning 2.0.0 writes them; versions that differ in build metadata only are equal. */
export const semver: VersionScheme<SemanticVersion> = {
  id: "semver",
  source: "Semantic Versioning 2.0.0, section 11",
  parse: parseSemanticVersion,
  compare: compareSemanticVersions,
};
