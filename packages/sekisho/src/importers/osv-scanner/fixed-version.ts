import type { output } from "zod/mini";
import { isSchemeId, versionSchemes } from "../../versions/compare-versions.ts";
import type { osvAdvisory } from "./schema.ts";

/** How versions of a type of package are ordered, where the scheme is not called like the type. */
const schemes: Readonly<Record<string, string>> = { golang: "go", pypi: "pep440" };

/** Finds the lowest version of a package that an advisory calls repaired and that is above the one installed. */
export function findFixedVersion(
  { affected }: output<typeof osvAdvisory>,
  name: string,
  { type, installed }: { readonly type: string; readonly installed: string },
): string | undefined {
  const fixed = (affected ?? [])
    .filter((one) => one.package?.name === name)
    .flatMap(({ ranges }) => ranges ?? [])
    .filter((range) => range.type !== "GIT")
    .flatMap(({ events }) => events ?? [])
    .flatMap((event) => (event.fixed === undefined || event.fixed === null || event.fixed === "" ? [] : [event.fixed]));
  const distinct = [...new Set(fixed)];
  return distinct.length < 2 ? distinct[0] : lowestAbove(distinct, schemes[type] ?? type, installed);
}

/** Where versions cannot be ordered nobody knows which of several is meant. */
function lowestAbove(versions: readonly string[], schemeId: string, installed: string): string | undefined {
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
