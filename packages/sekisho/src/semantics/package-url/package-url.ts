import { normaliseParts } from "./type-rules.ts";
import type { PackageUrl } from "./url-parts.ts";

const scheme = "pkg:";
const typePattern = /^[a-zA-Z][a-zA-Z0-9.-]*$/;
const keyPattern = /^[a-zA-Z][a-zA-Z0-9._-]*$/;
const plainPattern = /^[A-Za-z0-9._~:-]*$/;

/**
 * Writes a package URL in its canonical form: the type's rules for case and separators applied, qualifiers sorted by
 * key, everything encoded but letters, digits, `.`, `_`, `~`, `-`, `:` and the slashes of paths.
 */
export function formatPackageUrl(url: PackageUrl): string {
  const parts = normaliseParts(url);
  let text = `${scheme}${parts.type}/`;
  if (parts.namespace !== undefined && parts.namespace !== "") text += `${encodePath(parts.namespace)}/`;
  text += encode(parts.name);
  if (parts.version !== undefined && parts.version !== "") text += `@${encode(parts.version)}`;
  const pairs = Object.keys(parts.qualifiers)
    .toSorted()
    .flatMap((key) => {
      const value = parts.qualifiers[key];
      return value === undefined || value === "" ? [] : [`${key}=${encodeValue(value)}`];
    });
  if (pairs.length > 0) text += `?${pairs.join("&")}`;
  if (parts.subpath !== undefined && parts.subpath !== "") text += `#${encodePath(parts.subpath)}`;
  return text;
}

/**
 * Reads a package URL; `undefined` when it is none.
 *
 * Components that a type demands beside the name (the namespace of swift, the version of cran) may be missing: documents
 * of other tools name packages without them, and such a package is still a package.
 */
export function parsePackageUrl(text: string): PackageUrl | undefined {
  if (text.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  let rest = text.slice(scheme.length);
  const subpath = splitLast(rest, "#");
  rest = subpath.before;
  const query = splitLast(rest, "?");
  rest = withoutSlashes(query.before);
  const slash = rest.indexOf("/");
  if (slash === -1) return undefined;
  const type = rest.slice(0, slash);
  if (!typePattern.test(type)) return undefined;
  const version = splitVersion(withoutSlashes(rest.slice(slash + 1)));
  const path = version.before.split("/").filter((segment) => segment !== "");
  const written = path.pop();
  if (written === undefined || version.isNameless) return undefined;
  const decoded = decodeAll({ path, name: written, version: version.after, subpath: subpath.after });
  const qualifiers = readQualifiers(query.after);
  if (decoded === undefined || qualifiers === undefined) return undefined;
  return normaliseParts({ type: type.toLowerCase(), ...decoded, qualifiers });
}

function splitLast(text: string, separator: string): { readonly before: string; readonly after: string | undefined } {
  const at = text.lastIndexOf(separator);
  return at === -1 ? { before: text, after: undefined } : { before: text.slice(0, at), after: text.slice(at + 1) };
}

/** The version stands behind the last `@`, unless that one begins a scope that nobody encoded (`@babel/core`). */
function splitVersion(text: string): {
  readonly before: string;
  readonly after: string | undefined;
  readonly isNameless: boolean;
} {
  const at = text.lastIndexOf("@");
  const isScope = at !== -1 && (at === 0 || text[at - 1] === "/") && text.indexOf("/", at) !== -1;
  if (at === -1 || isScope) return { before: text, after: undefined, isNameless: false };
  return { before: text.slice(0, at), after: text.slice(at + 1), isNameless: at === 0 || text[at - 1] === "/" };
}

interface WrittenParts {
  readonly path: readonly string[];
  readonly name: string;
  readonly version: string | undefined;
  readonly subpath: string | undefined;
}

function decodeAll(written: WrittenParts): Omit<PackageUrl, "type" | "qualifiers"> | undefined {
  const name = decode(written.name);
  const namespace = written.path.map(decode);
  const version = decode(written.version ?? "");
  const subpath = (written.subpath ?? "").split("/").map(decode);
  if (name === undefined || version === undefined || !areDecoded(namespace) || !areDecoded(subpath)) return undefined;
  const inside = subpath.filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return {
    ...(namespace.length === 0 ? {} : { namespace: namespace.join("/") }),
    name,
    ...(version === "" ? {} : { version }),
    ...(inside.length === 0 ? {} : { subpath: inside.join("/") }),
  };
}

function areDecoded(texts: readonly (string | undefined)[]): texts is readonly string[] {
  return !texts.includes(undefined);
}

function readQualifiers(query: string | undefined): Readonly<Record<string, string>> | undefined {
  const qualifiers: [string, string][] = [];
  for (const pair of (query ?? "").split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const key = equals === -1 ? pair : pair.slice(0, equals);
    const value = decode(equals === -1 ? "" : pair.slice(equals + 1));
    if (!keyPattern.test(key) || value === undefined) return undefined;
    if (value !== "") qualifiers.push([key.toLowerCase(), value]);
  }
  return Object.fromEntries(qualifiers);
}

function withoutSlashes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === "/") start++;
  while (end > start && text[end - 1] === "/") end--;
  return text.slice(start, end);
}

function encodePath(path: string): string {
  return path
    .split("/")
    .filter((segment) => segment !== "")
    .map(encode)
    .join("/");
}

/** Values of qualifiers keep their slashes, as the conformance tests of the purl project do. */
function encodeValue(text: string): string {
  return encode(text).replaceAll("%2F", "/");
}

function encode(text: string): string {
  if (plainPattern.test(text)) return text;
  const encoded = encodeURIComponent(text.toWellFormed()).replaceAll("%3A", ":");
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string | undefined {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign without two digits, or bytes that are no UTF-8: no package URL.
    return undefined;
  }
}
