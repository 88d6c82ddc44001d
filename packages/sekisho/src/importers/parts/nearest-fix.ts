import { parsePackageUrl } from "../../semantics/package-url/package-url.ts";
import { findPlainUrl } from "../../semantics/package-url/plain-url.ts";
import { isSchemeId, versionSchemes } from "../../versions/compare-versions.ts";

/** How versions of a type of package are ordered, where the scheme is not called like the type. */
const schemes: Readonly<Record<string, string>> = { golang: "go", pypi: "pep440" };

/** So many versions are compared. */
const maxVersions = 100;

/**
 * Gives, of several versions that repair a package, the lowest above the one installed; the first that is named where they
 * cannot be ordered.
 *
 * @param purl The package with its type and its version.
 */
export function nearestFix(versions: readonly string[], purl: string): string | undefined {
  const [first, ...others] = versions.filter((version) => version !== "").slice(0, maxVersions);
  if (first === undefined || others.length === 0) return first;
  const { type, version: installed } = findPlainUrl(purl) ?? parsePackageUrl(purl) ?? {};
  return lowestAbove([first, ...others], type ?? "", installed ?? "") ?? first;
}

/** Gives the lowest of some versions of a type of package above another one; nothing where nobody knows their order. */
export function lowestAbove(versions: readonly string[], type: string, installed: string): string | undefined {
  const schemeId = schemes[type] ?? type;
  if (!isSchemeId(schemeId)) return undefined;
  const scheme = versionSchemes[schemeId];
  const current = scheme.parse(installed);
  if (current === undefined) return undefined;
  let lowest: { readonly text: string; readonly version: unknown } | undefined;
  for (const text of versions) {
    const version = scheme.parse(text);
    if (version === undefined || scheme.compare(version, current) <= 0) continue;
    if (lowest === undefined || scheme.compare(version, lowest.version) < 0) lowest = { text, version };
  }
  return lowest?.text;
}
