import { spdxExceptionIdentifiers, spdxLicenseIdentifiers } from "./spdx-identifiers.ts";

let licenses: ReadonlySet<string> | undefined;
let licenseExceptions: ReadonlySet<string> | undefined;

/** Tells whether a text is an absolute URI; a web address must name a host. Source: RFC 3986, section 4.3; RFC 9110, section 4.2. */
export function isUrl(text: string): boolean {
  const match = /^([a-z][a-z0-9+.-]*):([^\s<>"{}|\\^`]+)$/i.exec(text);
  if (match === null) return false;
  const [, scheme = "", rest = ""] = match;
  return !/^https?$/i.test(scheme) || /^\/\/[^/?#]/.test(rest);
}

/** Tells whether a text is a date with time and offset as of RFC 3339, section 5.6, on a day that exists. */
export function isRfc3339(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offsetHour = Number(match[7] ?? 0);
  const offsetMinute = Number(match[8] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  return hour < 24 && minute < 60 && second <= 60 && offsetHour < 24 && offsetMinute < 60;
}

/**
 * Tells whether a text is an SPDX licence expression over listed licences, `LicenseRef-` and `DocumentRef-` names.
 * Source: SPDX specification 3.0, annex "SPDX license expressions": names match in any case, operators in upper or lower case.
 */
export function isSpdxExpression(text: string): boolean {
  const tokens = text.match(/\(|\)|[^\s()]+/g) ?? [];
  let depth = 0;
  let expects: "licence" | "operator" | "exception" = "licence";
  for (const token of tokens) {
    if (expects === "licence" && token === "(") depth++;
    else if (expects === "operator" && token === ")" && depth > 0) depth--;
    else if (expects === "licence" && isLicense(token)) expects = "operator";
    else if (expects === "exception" && isLicenseException(token)) expects = "operator";
    else if (expects === "operator" && /^(?:AND|OR|and|or)$/.test(token)) expects = "licence";
    else if (expects === "operator" && /^(?:WITH|with)$/.test(token)) expects = "exception";
    else return false;
  }
  return expects === "operator" && depth === 0;
}

/** Tells whether a text is a commit id of Git: SHA-1 or SHA-256 in full, or a beginning of at least seven digits. */
export function isGitHash(text: string): boolean {
  return /^(?:[0-9a-f]{7,40}|[0-9a-f]{64})$/.test(text);
}

/** Tells whether a text is a version as of Semantic Versioning 2.0.0, section 2 and the grammar at its end. */
export function isSemanticVersion(text: string): boolean {
  const match = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(
    text,
  );
  if (match === null) return false;
  const prerelease = match[1]?.split(".") ?? [];
  const metadata = match[2]?.split(".") ?? [];
  return [...prerelease, ...metadata].every((part) => part !== "") && prerelease.every((part) => !/^0\d+$/.test(part));
}

/** Tells whether a text is one mail address without a display name. Source: RFC 5322, section 3.4.1; RFC 5321, section 4.5.3.1. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || at > 64 || text.length - at > 256) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const isAtoms = (part: string): boolean => part.split(".").every((atom) => /^[\w!#$%&'*+/=?^`{|}~-]+$/.test(atom));
  return (isAtoms(local) || /^"[^"\\\r\n]*"$/.test(local)) && (isAtoms(domain) || /^\[[^[\]\\\s]+\]$/.test(domain));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLicense(token: string): boolean {
  if (/^(?:DocumentRef-[0-9A-Za-z.-]+:)?LicenseRef-[0-9A-Za-z.-]+$/.test(token)) return true;
  licenses ??= identifierSet(spdxLicenseIdentifiers);
  const id = token.toLowerCase();
  return licenses.has(id) || (id.endsWith("+") && licenses.has(id.slice(0, -1)));
}

function isLicenseException(token: string): boolean {
  licenseExceptions ??= identifierSet(spdxExceptionIdentifiers);
  return licenseExceptions.has(token.toLowerCase());
}

function identifierSet(list: string): ReadonlySet<string> {
  return new Set(list.toLowerCase().trim().split(/\s+/));
}
