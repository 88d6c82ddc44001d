import { findObject, findText, isJsonObject, type JsonObject, textsOf } from "../../formats/json/json-value.ts";
import { parseJson } from "../../formats/json/parse-json.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage, Requirement } from "../../model/package.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 64 * 1024 * 1024;

/**
 * Reads what Composer installed: of Composer 1 a list of packages, of Composer 2 an object that holds one and says which
 * are for development. Source: composer/composer, `InstalledFilesystemRepository`.
 */
export const composerInstalled = defineAnalyzer({
  id: "language/composer-installed",
  version: 1,
  finds: ["package"],
  scope: "installed",
  packageTypes: ["composer"],
  paths: ["**/composer/installed.json"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const { value, diagnostics: unreadable } = parseJson(file.bytes, file.path);
  if (unreadable.length > 0) return { diagnostics: unreadable };
  const records: unknown = isJsonObject(value) ? value["packages"] : value;
  if (!Array.isArray(records)) return { diagnostics: [describeShape(file.path)] };
  const development = new Set(isJsonObject(value) ? textsOf(value, "dev-package-names") : []);
  const packages: FoundPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const record of records.filter(isJsonObject)) {
    const name = findText(record, "name");
    const version = findText(record, "version");
    if (name === undefined || version === undefined) continue;
    const unusable = checkIdentity(file.path, name, version);
    diagnostics.push(...unusable);
    if (unusable.length > 0) continue;
    packages.push({
      ...toPackage(record, { fullName: name, version }),
      ...(development.has(name) && { isDevelopment: true }),
    });
  }
  return { packages, diagnostics };
}

function toPackage(
  record: JsonObject,
  { fullName, version }: { readonly fullName: string; readonly version: string },
): FoundPackage {
  const slash = fullName.indexOf("/");
  const license = findText(record, "license");
  const licenses = license === undefined ? textsOf(record, "license") : [license];
  const requires = readRequirements(record);
  const provides = ["replace", "provide"].flatMap((member) => Object.keys(findObject(record, member) ?? {}));
  return {
    type: "composer",
    ...(slash > 0 && { namespace: fullName.slice(0, slash) }),
    name: fullName.slice(slash + 1),
    version,
    ...(licenses.length > 0 && { licenses }),
    ...(requires.length > 0 && { requires }),
    ...(provides.length > 0 && { provides }),
  };
}

/** Gives the packages among the requirements: `php`, `ext-json` and the like are the platform, they have no vendor. */
function readRequirements(record: JsonObject): readonly Requirement[] {
  const requires: Requirement[] = [];
  for (const [name, range] of Object.entries(findObject(record, "require") ?? {})) {
    if (name.includes("/")) requires.push({ name, ...(typeof range === "string" && { range }) });
  }
  return requires;
}

function describeShape(path: string): Diagnostic {
  return {
    code: "composer/unknown-shape",
    level: "error",
    message: {
      en: `Expected a list of packages, or an object with the member "packages", as Composer 1 and 2 write them.`,
      ja: "Composer 1 または 2 の形式（パッケージの配列、または「packages」を持つオブジェクト）を想定しましたが、異なる形式でした。",
    },
    location: { path },
  };
}
