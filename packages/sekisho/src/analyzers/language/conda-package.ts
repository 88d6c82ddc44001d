import { findText, type JsonObject, textsOf } from "../../formats/json/json-value.ts";
import { parseJsonObject } from "../../formats/json/parse-json.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { FoundPackage, PackageHash, Requirement } from "../../model/package.ts";
import { folderOf, resolveInnerPath } from "../../semantics/package-identity/inner-path.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 64 * 1024 * 1024;

/**
 * Reads the packages of conda environments. Source: conda documentation, "Package metadata".
 *
 * A Python distribution that conda installed is found by its own metadata, too: other advisories are about that name.
 */
export const condaPackage = defineAnalyzer({
  id: "language/conda-package",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["conda"],
  paths: ["**/conda-meta/*.json"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const { root, diagnostics } = parseJsonObject(file.bytes, file.path);
  if (root === undefined) return { diagnostics };
  const name = findText(root, "name");
  const version = findText(root, "version");
  // The folder holds state of conda itself, too, such as `state` and `history` in newer releases.
  if (name === undefined || version === undefined) return {};
  const unusable = checkIdentity(file.path, name, version);
  if (unusable.length > 0) return { diagnostics: unusable };
  return { packages: [toPackage(root, { name, version }, folderOf(folderOf(file.path)))] };
}

function toPackage(root: JsonObject, identity: Pick<FoundPackage, "name" | "version">, prefix: string): FoundPackage {
  const license = findText(root, "license");
  const hashes = readHashes(root);
  const qualifiers = readQualifiers(root);
  const requires = textsOf(root, "depends").map(readRequirement);
  const files = textsOf(root, "files")
    .map((path) => resolveInnerPath(prefix, path))
    .filter((path) => path !== undefined);
  return {
    type: "conda",
    ...identity,
    ...(license !== undefined && { licenses: [license] }),
    ...(hashes.length > 0 && { hashes }),
    ...(Object.keys(qualifiers).length > 0 && { qualifiers }),
    ...(files.length > 0 && { files }),
    ...(requires.length > 0 && { requires }),
  };
}

/** Gives the qualifiers that package URLs of conda have: `build`, `channel`, `subdir`. */
function readQualifiers(root: JsonObject): Readonly<Record<string, string>> {
  const channel = findText(root, "channel");
  const subdir = findText(root, "subdir");
  const build = findText(root, "build");
  return {
    ...(build !== undefined && { build }),
    ...(channel !== undefined && { channel: nameOfChannel(channel) }),
    ...(subdir !== undefined && { subdir }),
  };
}

/** Gives the name of a channel that is written as an address: `conda-forge` of `https://…/conda-forge/linux-64`. */
function nameOfChannel(written: string): string {
  if (!written.includes("://")) return written;
  const segments = written.split("/").filter((segment) => segment !== "");
  const last = segments.at(-1) ?? written;
  const isSubdirectory = last === "noarch" || /^(?:linux|osx|win)-/.test(last);
  return (isSubdirectory ? segments.at(-2) : last) ?? written;
}

function readHashes(root: JsonObject): readonly PackageHash[] {
  const hashes: PackageHash[] = [];
  for (const { algorithm, pattern } of [
    { algorithm: "md5", pattern: /^[0-9a-f]{32}$/ },
    { algorithm: "sha256", pattern: /^[0-9a-f]{64}$/ },
  ] as const) {
    const value = findText(root, algorithm)?.toLowerCase();
    if (value !== undefined && pattern.test(value)) hashes.push({ algorithm, value });
  }
  return hashes;
}

/** Reads `NAME VERSIONS BUILD`. */
function readRequirement(text: string): Requirement {
  const [name = "", ...range] = text.split(" ").filter((word) => word !== "");
  return range.length === 0 ? { name } : { name, range: range.join(" ") };
}
