import { compareSemanticVersions, type SemanticVersion, semanticVersion } from "./order/semantic-version.ts";
import type { VersionScheme } from "./scheme.ts";

/**
 * Orders versions of npm packages as node-semver does.
 *
 * Versions are read as node-semver reads them with `loose`: `v1.2.3`, `=1.2.3`, `1.2.3beta`, `01.2.3`. The registry has
 * old packages with such versions, and whatever is no loose form means the same in both.
 */
export const npm: VersionScheme<SemanticVersion> = {
  id: "npm",
  source: 'node-semver, "Versions"; Semantic Versioning 2.0.0, section 11',
  parse: parseNpm,
  compare: compareSemanticVersions,
};

/** node-semver refuses longer texts. */
const maxLength = 256;

const identifiers = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
const shape = new RegExp(`^[v=\\s]*(\\d+)\\.(\\d+)\\.(\\d+)(?:-?(${identifiers}))?(?:\\+${identifiers})?$`);

function parseNpm(text: string): SemanticVersion | undefined {
  if (text.length > maxLength) return undefined;
  const match = shape.exec(text.trim());
  if (match === null) return undefined;
  const [, major = "", minor = "", patch = "", prerelease = ""] = match;
  return semanticVersion({ numbers: [major, minor, patch], prerelease, build: "" });
}
