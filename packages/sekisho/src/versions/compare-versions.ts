import { SekishoError } from "../model/error.ts";
import { quote } from "../model/quote.ts";
import type { Text } from "../model/text.ts";
import * as registry from "./registry.ts";
import type { VersionScheme } from "./scheme.ts";
import { type SchemeId, schemeIds } from "./scheme-ids.ts";

export type { SchemeId } from "./scheme-ids.ts";

/** Every version scheme by its name. What a scheme has parsed is compared by that scheme only. */
export const versionSchemes: Readonly<Record<SchemeId, VersionScheme<unknown>>> = registry;

/** Tells whether there is a scheme of that name. */
export function isSchemeId(name: string): name is SchemeId {
  return schemeIds.some((id) => id === name);
}

/**
 * Orders two versions as the package manager of the scheme does: negative, zero or positive, as for `Array.sort`.
 *
 * @example
 * compareVersions("deb", "1.0~rc1-1", "1.0-1"); // negative
 *
 * @throws {SekishoError} `version-invalid`, when a text is no version of the scheme.
 */
export function compareVersions(scheme: SchemeId, left: string, right: string): number {
  return versionSchemes[scheme].compare(getVersion(scheme, left), getVersion(scheme, right));
}

/**
 * Reads a version, for a scheme's `compare`.
 *
 * @throws {SekishoError} `version-invalid`, when the text is no version of the scheme.
 */
export function getVersion(scheme: SchemeId, text: string): unknown {
  const version = versionSchemes[scheme].parse(text);
  if (version !== undefined) return version;
  throw new SekishoError("version-invalid", versionExpected(scheme, text), {
    hint: { en: `see: ${versionSchemes[scheme].source}`, ja: `参照: ${versionSchemes[scheme].source}` },
  });
}

/** Says that a text is no version of a scheme. */
export function versionExpected(scheme: SchemeId, text: string): Text {
  return {
    en: `expected a version of the scheme ${scheme}, got "${quote(text)}"`,
    ja: `${scheme} 方式のバージョンを想定しましたが、「${quote(text)}」が指定されています。`,
  };
}
