import { findHeader, type HeaderField, headersOf, parseHeaders } from "../../formats/email-headers/parse-headers.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Requirement } from "../../model/package.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 1024 * 1024;
const requirementPattern = /^([A-Za-z][A-Za-z0-9.]*)\s*(?:\(([^)]*)\))?$/;

/**
 * Reads the packages in libraries of R. Only installed ones have the field `Built`; sources have none.
 *
 * Source: "Writing R Extensions", 1.1.1 The DESCRIPTION file.
 */
export const rPackage = defineAnalyzer({
  id: "language/r-package",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["cran"],
  paths: ["**/{library,site-library}/*/DESCRIPTION"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const fields = parseHeaders(file.bytes);
  const name = findHeader(fields, "package");
  const version = findHeader(fields, "version");
  if (name === undefined || version === undefined || findHeader(fields, "built") === undefined) return {};
  const diagnostics = checkIdentity(file.path, name, version);
  if (diagnostics.length > 0) return { diagnostics };
  const license = findHeader(fields, "license");
  const requires = readRequirements(fields);
  return {
    packages: [
      {
        type: "cran",
        name,
        version,
        ...(license !== undefined && { licenses: [license.replaceAll("\n", " ")] }),
        ...(requires.length > 0 && { requires }),
      },
    ],
  };
}

function readRequirements(fields: readonly HeaderField[]): readonly Requirement[] {
  const requires: Requirement[] = [];
  for (const value of ["depends", "imports", "linkingto"].flatMap((name) => headersOf(fields, name))) {
    for (const item of value.split(",")) {
      const [, name, range] = requirementPattern.exec(item.trim()) ?? [];
      // R itself is required in the same field.
      if (name !== undefined && name !== "R") requires.push({ name, ...(range !== undefined && { range }) });
    }
  }
  return requires;
}
