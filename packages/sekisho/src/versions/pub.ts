import {
  compareIdentifiers,
  compareSemanticVersions,
  divideVersion,
  type Identifier,
  readIdentifiers,
  type SemanticVersion,
  semanticVersion,
} from "./order/semantic-version.ts";
import type { VersionScheme } from "./scheme.ts";

/** A version of a Dart package. */
export interface PubVersion extends SemanticVersion {
  readonly build: readonly Identifier[];
}

/**
 * Orders versions of Dart packages as pub does.
 *
 * Other than in Semantic Versioning, build metadata counts: a build sorts behind the same version without one. Leading
 * zeros are taken.
 */
export const pub: VersionScheme<PubVersion> = {
  id: "pub",
  source: 'pub_semver, "Semantics"',
  parse: parsePub,
  compare: comparePub,
};

function parsePub(text: string): PubVersion | undefined {
  const written = divideVersion(text);
  return written === undefined ? undefined : { ...semanticVersion(written), build: readIdentifiers(written.build) };
}

function comparePub(left: PubVersion, right: PubVersion): number {
  return compareSemanticVersions(left, right) || compareIdentifiers(left.build, right.build);
}
