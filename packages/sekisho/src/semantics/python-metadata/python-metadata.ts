import { findHeader, type HeaderField, headersOf, parseHeaders } from "../../formats/email-headers/parse-headers.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage, Requirement } from "../../model/package.ts";
import { checkIdentity } from "../package-identity/usable-identity.ts";
import { normalizePythonName } from "./python-name.ts";

/** What the core metadata of a Python distribution say. */
export interface PythonMetadata {
  /** Left out when name or version is missing or cannot be one. */
  readonly package?: FoundPackage;
  readonly diagnostics: readonly Diagnostic[];
}

/** Longest text in `License` that is taken for the name of a licence; longer ones are the licence itself. */
const maxLicenseLength = 120;

const licenseClassifier = "License :: ";
const requirementPattern = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(.*)$/s;

/**
 * Reads METADATA or PKG-INFO. Only the header is decoded, the description behind it is not.
 *
 * Source: PyPA specifications, "Core metadata", versions 1.0 to 2.5.
 */
export function readPythonMetadata(bytes: Buffer, path: string): PythonMetadata {
  const fields = parseHeaders(bytes);
  const name = findHeader(fields, "name");
  const version = findHeader(fields, "version");
  if (name === undefined || version === undefined) return { diagnostics: [describeMissing(path, name)] };
  const diagnostics = checkIdentity(path, name, version);
  if (diagnostics.length > 0) return { diagnostics };
  const licenses = readLicenses(fields);
  const requires = [...headersOf(fields, "requires-dist"), ...headersOf(fields, "requires")]
    .map(readPythonRequirement)
    .filter((requirement) => requirement !== undefined);
  return {
    package: {
      type: "pypi",
      name: normalizePythonName(name),
      version,
      ...(licenses.length > 0 && { licenses }),
      ...(requires.length > 0 && { requires }),
    },
    diagnostics,
  };
}

/**
 * Reads one requirement; the environment marker stays in the range: `>=2.0; extra == "socks"`.
 *
 * Source: PyPA specifications, "Dependency specifiers" (PEP 508), and the older form with brackets around the versions.
 */
export function readPythonRequirement(text: string): Requirement | undefined {
  const [, name, rest = ""] = requirementPattern.exec(text.trim()) ?? [];
  if (name === undefined) return undefined;
  const range = removeBrackets(rest.trim());
  return { name: normalizePythonName(name), ...(range !== "" && { range }) };
}

/** Removes the brackets of `(>=2.0) ; marker`. */
function removeBrackets(rest: string): string {
  const close = rest.startsWith("(") ? rest.indexOf(")") : -1;
  if (close === -1) return rest;
  const marker = rest.slice(close + 1).trim();
  return `${rest.slice(1, close).trim()}${marker.startsWith(";") ? `; ${marker.slice(1).trim()}` : marker}`;
}

/** Gives the expression where there is one, else the name in `License`, else the classifiers. */
function readLicenses(fields: readonly HeaderField[]): readonly string[] {
  const expression = findHeader(fields, "license-expression");
  if (expression !== undefined) return [expression];
  const declared = findHeader(fields, "license");
  if (declared !== undefined && isLicenseName(declared)) return [declared];
  return headersOf(fields, "classifier")
    .filter((classifier) => classifier.startsWith(licenseClassifier))
    .map((classifier) => classifier.slice(classifier.lastIndexOf(" :: ") + " :: ".length))
    .filter((license) => license !== "OSI Approved");
}

function isLicenseName(text: string): boolean {
  return text !== "UNKNOWN" && text.length <= maxLicenseLength && !text.includes("\n");
}

function describeMissing(path: string, name: string | undefined): Diagnostic {
  const missing = name === undefined ? "Name" : "Version";
  return {
    code: "python/metadata-incomplete",
    level: "error",
    message: {
      en: `Expected the field "${missing}" in the metadata of a Python distribution, found none.`,
      ja: `Python 配布物のメタデータに必須のフィールド「${missing}」がありません。`,
    },
    location: { path },
  };
}
