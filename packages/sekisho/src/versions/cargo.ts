import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from "./order/semantic-version.ts";
import type { VersionScheme } from "./scheme.ts";

/**
 * Orders versions of Rust crates.
 *
 * This is `cmp_precedence` of the semver crate. Its `Ord` tells versions apart by their build metadata too; an advisory
 * never means that.
 */
export const cargo: VersionScheme<SemanticVersion> = {
  id: "cargo",
  source: 'The Cargo Book, "SemVer Compatibility"; Semantic Versioning 2.0.0, section 11',
  parse: parseSemanticVersion,
  compare: compareSemanticVersions,
};
