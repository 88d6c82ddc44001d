import { SekishoError } from "../../model/error.ts";
import { quote } from "../../model/quote.ts";
import { getVersion } from "../compare-versions.ts";
import type { SchemeId } from "../scheme-ids.ts";
import type { RangeMode, RangeSyntax, VersionTest } from "./range-syntax.ts";
import * as registry from "./registry.ts";

/** The range syntax of every version scheme. */
export const rangeSyntaxes: Readonly<Record<SchemeId, RangeSyntax<unknown>>> = {
  apk: registry.apkRanges,
  cargo: registry.cargoRanges,
  composer: registry.composerRanges,
  cran: registry.cranRanges,
  deb: registry.debRanges,
  gem: registry.gemRanges,
  go: registry.goRanges,
  hackage: registry.hackageRanges,
  hex: registry.hexRanges,
  maven: registry.mavenRanges,
  npm: registry.npmRanges,
  nuget: registry.nugetRanges,
  pep440: registry.pep440Ranges,
  pub: registry.pubRanges,
  rpm: registry.rpmRanges,
  semver: registry.semverRanges,
};

/**
 * Tells whether a range, in the syntax of the scheme's package manager, holds a version.
 *
 * @param mode `advisory` judges prereleases by their place in the order: `<1.2.3` holds `1.2.3-beta`.
 *
 * @throws {SekishoError} `range-invalid` or `version-invalid`.
 */
export function evaluateRange(scheme: SchemeId, range: string, version: string, mode: RangeMode): boolean {
  return getRange(scheme, range, mode)(getVersion(scheme, version));
}

/**
 * Reads a range once, to test many versions that the scheme has parsed.
 *
 * @throws {SekishoError} `range-invalid`, when the text is no range of the scheme's syntax.
 */
export function getRange(scheme: SchemeId, text: string, mode: RangeMode): VersionTest<unknown> {
  const test = rangeSyntaxes[scheme].parse(text, mode);
  if (test !== undefined) return test;
  throw new SekishoError(
    "range-invalid",
    {
      en: `expected a version range of the scheme ${scheme}, got "${quote(text)}"`,
      ja: `${scheme} 方式のバージョン範囲を想定しましたが、「${quote(text)}」が指定されています。`,
    },
    { hint: { en: `see: ${rangeSyntaxes[scheme].source}`, ja: `参照: ${rangeSyntaxes[scheme].source}` } },
  );
}
