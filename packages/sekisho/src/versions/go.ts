import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from "./order/semantic-version.ts";
import type { VersionScheme } from "./scheme.ts";

/**
 * Orders versions of Go modules, of the standard library and of toolchains.
 *
 * Module versions are as golang.org/x/mod/semver takes them, with or without `v` (advisories leave it out): `v1.2` is
 * `v1.2.0`; `+incompatible` and other metadata have no part in the order; pseudo-versions are prereleases. Toolchains
 * (`go1.21rc2`, `go1.21.3`) become the version that advisories of `stdlib` use, 1.21.0-rc.2 and 1.21.3; what a vendor
 * or an experiment adds (`go1.22.5-vendor`, `go1.22.5 X:loopvar`) does not change what is in them. `go1.21` stands for
 * the first release of that line, as go1.20 and older name it.
 */
export const go: VersionScheme<SemanticVersion> = {
  id: "go",
  source: 'Go Modules Reference, "Versions"; golang.org/x/mod/semver; Go Toolchains, "Go versions"',
  parse: parseGo,
  compare: compareSemanticVersions,
};

const shortForm = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?$/;
const toolchain = /^(?:go)?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*))(beta|rc)([1-9]\d*)$/;

function parseGo(text: string): SemanticVersion | undefined {
  const isToolchain = text.startsWith("go");
  const written = isToolchain ? (text.split(/[- ]/, 1)[0] ?? "") : text;
  const [, line, stage, number] = toolchain.exec(written) ?? [];
  if (line !== undefined) return parseSemanticVersion(`${line}.0-${stage ?? ""}.${number ?? ""}`);
  const version = isToolchain ? written.slice(2) : written.replace(/^v/, "");
  return parseSemanticVersion(shortForm.test(version) ? completed(version) : version);
}

function completed(version: string): string {
  return version.includes(".") ? `${version}.0` : `${version}.0.0`;
}
