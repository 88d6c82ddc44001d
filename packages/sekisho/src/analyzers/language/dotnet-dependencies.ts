import { findObject, findText, isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";
import { parseJsonObject } from "../../formats/json/parse-json.ts";
import type { AnalyzerResult } from "../../model/analysis.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage, PackageHash, Requirement } from "../../model/package.ts";
import { checkIdentity } from "../../semantics/package-identity/usable-identity.ts";
import { type AnalyzedFile, defineAnalyzer } from "../define.ts";

const maxBytes = 64 * 1024 * 1024;
const runtimePackPrefix = "runtimepack.";
/** What the file of a package brings to a machine; one without any of these is only a name for others. */
const assets = ["runtime", "runtimeTargets", "native", "resources"];
const sha512Prefix = "sha512-";

/**
 * Reads which packages a .NET application, or the shared runtime itself, runs with.
 *
 * Source: dotnet/runtime, "runtime-configuration-file" (`[appname].deps.json`). Libraries that were there to compile
 * against, and packages that bring no file, are not on the machine and are left out.
 */
export const dotnetDependencies = defineAnalyzer({
  id: "language/dotnet-dependencies",
  version: 1,
  finds: ["package"],
  scope: "everywhere",
  packageTypes: ["nuget"],
  paths: ["**/*.deps.json"],
  maxBytes,
  analyze,
});

function analyze(file: AnalyzedFile): AnalyzerResult {
  const { root, diagnostics: unreadable } = parseJsonObject(file.bytes, file.path);
  if (root === undefined) return { diagnostics: unreadable };
  const target = findTarget(root);
  const packages: FoundPackage[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [key, library] of Object.entries(findObject(root, "libraries") ?? {})) {
    if (!isJsonObject(library)) continue;
    const found = readLibrary(key, library, target);
    if (found === undefined) continue;
    const unusable = checkIdentity(file.path, found.name, found.version);
    diagnostics.push(...unusable);
    if (unusable.length === 0) packages.push(found);
  }
  return { packages, diagnostics };
}

/** Finds the target that is run: the one that `runtimeTarget` names, else the last, which is the most special one. */
function findTarget(root: JsonObject): JsonObject | undefined {
  const targets = findObject(root, "targets") ?? {};
  const name = findText(findObject(root, "runtimeTarget") ?? {}, "name");
  const named = name === undefined ? undefined : findObject(targets, name);
  return named ?? Object.values(targets).filter(isJsonObject).at(-1);
}

/** Reads `NAME/VERSION` with what the target says of it. */
function readLibrary(key: string, library: JsonObject, target: JsonObject | undefined): FoundPackage | undefined {
  const slash = key.indexOf("/");
  const type = findText(library, "type");
  if (slash <= 0 || (type !== "package" && type !== "runtimepack" && type !== "project")) return undefined;
  const use = target === undefined ? undefined : findObject(target, key);
  if (type === "package" && target !== undefined && !isOnMachine(use)) return undefined;
  const name = key.slice(0, slash);
  const hashes = readHashes(library);
  const requires = Object.entries(findObject(use ?? {}, "dependencies") ?? {}).map(readRequirement);
  return {
    type: "nuget",
    name: type === "runtimepack" && name.startsWith(runtimePackPrefix) ? name.slice(runtimePackPrefix.length) : name,
    version: key.slice(slash + 1),
    ...(hashes.length > 0 && { hashes }),
    ...(requires.length > 0 && { requires }),
    ...(type === "project" && { isProject: true }),
  };
}

function isOnMachine(use: JsonObject | undefined): boolean {
  if (use === undefined || use["compileOnly"] === true) return false;
  return assets.some((member) => Object.keys(findObject(use, member) ?? {}).length > 0);
}

/** Reads the checksum of the package's archive; a project has an empty one. */
function readHashes(library: JsonObject): readonly PackageHash[] {
  const written = findText(library, "sha512");
  if (written?.startsWith(sha512Prefix) !== true) return [];
  const bytes = Buffer.from(written.slice(sha512Prefix.length), "base64");
  return bytes.length === 64 ? [{ algorithm: "sha512", value: bytes.toString("hex") }] : [];
}

function readRequirement([name, version]: [string, unknown]): Requirement {
  const base = name.startsWith(runtimePackPrefix) ? name.slice(runtimePackPrefix.length) : name;
  return { name: base, ...(typeof version === "string" && { version }) };
}
