import { versionSchemes } from "../../versions/compare-versions.ts";
import type { PackageUrl } from "../package-url/url-parts.ts";
import { findSchemeOfType } from "./scheme-of-type.ts";
import { holdsVersion } from "./vers-range.ts";

/** A package as package URLs are held against it. */
export interface ComparedPackage {
  readonly url: PackageUrl;
  /** The source package of a distribution that it was built from. */
  readonly source?: { readonly name: string; readonly version: string };
}

/** How closely a package URL names what it matched. */
export type UrlPrecision = "name" | "range" | "version";

/** Architectures that stand for the source package. */
const sourceArchitectures: ReadonlySet<string> = new Set(["source", "src"]);

/**
 * Tells how closely a package URL in a statement names a package; `undefined` when it means another one.
 *
 * Type, namespace and name are the same. A version that is left out stands for all of them; every qualifier that is
 * written must be one of the package; a subpath means what lies below it.
 * Source: OpenVEX specification, "Product Matching"; purl-spec.
 *
 * @param versions Versions or VERS ranges that are meant instead of the version in the URL.
 */
export function matchPackageUrl(
  named: PackageUrl,
  found: ComparedPackage,
  versions: readonly string[] | undefined,
): UrlPrecision | undefined {
  const { url, source } = found;
  if (named.type !== url.type || (named.namespace ?? "") !== (url.namespace ?? "")) return undefined;
  const isOfSource = sourceArchitectures.has(named.qualifiers["arch"] ?? "") && source !== undefined;
  if (named.name !== (isOfSource ? source.name : url.name)) return undefined;
  if (!haveQualifiers(named, url, isOfSource) || !liesBelow(url.subpath, named.subpath)) return undefined;
  const version = (isOfSource ? source.version : url.version) ?? "";
  if (versions !== undefined) return versions.some((text) => isMeant(text, version, url.type)) ? "range" : undefined;
  if (named.version === undefined) return "name";
  const compared = isOfSource ? withoutEpoch(version) : version;
  return isSameVersion(named.version, compared, url.type) ? "version" : undefined;
}

/** Qualifiers that say where to get a package and not which one it is. */
const unmeaning: ReadonlySet<string> = new Set(["checksum", "download_url", "upstream", "vcs_url"]);

function haveQualifiers(named: PackageUrl, found: PackageUrl, isOfSource: boolean): boolean {
  return Object.entries(named.qualifiers).every(([key, value]) => {
    if (unmeaning.has(key) || (isOfSource && key === "arch")) return true;
    return found.qualifiers[key] === value;
  });
}

function liesBelow(found: string | undefined, named: string | undefined): boolean {
  if (named === undefined) return true;
  return found !== undefined && (found === named || found.startsWith(`${named}/`));
}

function isMeant(text: string, version: string, type: string): boolean {
  if (text.startsWith("vers:")) return holdsVersion(text, version) === true;
  return isSameVersion(text, version, type);
}

/** `1.0` and `1.0.0` are one version where the ecosystem says so. */
function isSameVersion(named: string, found: string, type: string): boolean {
  if (named === found) return true;
  const id = findSchemeOfType(type);
  if (id === undefined) return false;
  const scheme = versionSchemes[id];
  const left = scheme.parse(named);
  const right = scheme.parse(found);
  return left !== undefined && right !== undefined && scheme.compare(left, right) === 0;
}

/** In package URLs of rpm the epoch is a qualifier. */
function withoutEpoch(version: string): string {
  return version.replace(/^\d{1,10}:/, "");
}
