import { versionSchemes } from "../../versions/compare-versions.ts";
import { findVersionScheme } from "../version-scheme.ts";

/** Orders two versions as an ecosystem does; `undefined` when it has no scheme or a text is no version of it. */
export function compareIn(ecosystem: string, left: string, right: string): number | undefined {
  const id = findVersionScheme(ecosystem);
  if (id === undefined) return undefined;
  const scheme = versionSchemes[id];
  const leftVersion = scheme.parse(left);
  const rightVersion = scheme.parse(right);
  return leftVersion === undefined || rightVersion === undefined
    ? undefined
    : scheme.compare(leftVersion, rightVersion);
}
