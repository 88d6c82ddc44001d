import { spdxExceptionIdentifiers, spdxLicenseIdentifiers } from "../labels/spdx-identifiers.ts";
import { identifiersByName, successorsOfDeprecated } from "./license-names.ts";

/** Canonical spellings by their lower case, made when the first licence is asked for. */
let licenses: ReadonlyMap<string, string> | undefined;
let exceptions: ReadonlyMap<string, string> | undefined;

/** No name of a licence is longer; keeps the patterns below short of hostile text. */
const maxNameLength = 160;

/**
 * Finds the SPDX expression of one licence by identifier or name: `mit`, `GPL-2+`, `LGPLv2.1+`, `ASL 2.0`,
 * `Apache License, Version 2.0`. Gives the list's own spelling, deprecated identifiers by their successors.
 */
export function findIdentifier(name: string): string | undefined {
  const text = name.trim();
  if (text === "" || text.length > maxNameLength) return undefined;
  if (/^(?:DocumentRef-[0-9A-Za-z.-]+:)?LicenseRef-[0-9A-Za-z.-]+$/.test(text)) return text;
  return findListed(text) ?? findGnu(text) ?? findNamed(text) ?? findInParentheses(text);
}

/** Finds the list's spelling of an exception, which may stand behind WITH. */
export function findException(name: string): string | undefined {
  exceptions ??= byLowerCase(spdxExceptionIdentifiers);
  return exceptions.get(name.trim().toLowerCase());
}

function findListed(text: string): string | undefined {
  licenses ??= byLowerCase(spdxLicenseIdentifiers);
  const exact = licenses.get(text.toLowerCase());
  if (exact !== undefined) return Object.hasOwn(successorsOfDeprecated, exact) ? successorsOfDeprecated[exact] : exact;
  if (!text.endsWith("+")) return undefined;
  const base = licenses.get(text.slice(0, -1).toLowerCase());
  if (base === undefined) return undefined;
  return licenses.get(`${base.replace(/-only$/, "")}-or-later`.toLowerCase()) ?? `${base}+`;
}

/** Families of GNU licences in the ways that distributions write them. */
const gnu =
  /^(agpl|lgpl|gpl|gfdl)([- ]niv)?[-_ ]?(?:\(?[v>= ]*)(\d(?:\.\d)?)(?:\.0)?\)?(\+| or later| or newer|-or-later| only|-only)?$/i;

function findGnu(text: string): string | undefined {
  const [, family, noInvariants, version, ending] = gnu.exec(text) ?? [];
  if (family === undefined || version === undefined) return undefined;
  const isOrLater = text.includes(">=") || (ending !== undefined && !/only$/i.test(ending));
  const number = version.includes(".") ? version : `${version}.0`;
  const middle = noInvariants === undefined ? "" : "-no-invariants";
  const id = `${family}-${number}${middle}-${isOrLater ? "or-later" : "only"}`;
  licenses ??= byLowerCase(spdxLicenseIdentifiers);
  return licenses.get(id.toLowerCase());
}

function findNamed(text: string): string | undefined {
  // Parentheses that do not match belong to an expression that is broken.
  if (text.startsWith("(") || text.split("(").length !== text.split(")").length) return undefined;
  const key = licenseNameKey(text);
  return Object.hasOwn(identifiersByName, key) ? identifiersByName[key] : undefined;
}

/** Finds the identifier that stands behind a name: `The MIT License (MIT)`. */
function findInParentheses(text: string): string | undefined {
  const open = text.lastIndexOf("(");
  if (open < 1 || !text.endsWith(")")) return undefined;
  return findListed(
    text
      .slice(open + 1, -1)
      .trim()
      .replaceAll(" ", "-"),
  );
}

/** Gives a name without the words and signs that differ from one writer to the next. */
function licenseNameKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[(),"]/g, " ")
    .replaceAll(/(?<=[a-z])-(?=\d)/g, "")
    .replaceAll(/(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=[a-z])/g, " ")
    .replaceAll(/\b(?:the|licen[sc]es?|version|template)\b/g, " ")
    .replaceAll(/(?<=\s)v\.?\s?(?=\d+\.\d)/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function byLowerCase(list: string): ReadonlyMap<string, string> {
  return new Map(
    list
      .trim()
      .split(/\s+/)
      .map((id) => [id.toLowerCase(), id]),
  );
}
