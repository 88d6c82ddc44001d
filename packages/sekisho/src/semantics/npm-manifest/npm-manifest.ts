import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FoundPackage, Requirement } from "../../model/package.ts";
import { checkIdentity } from "../package-identity/usable-identity.ts";

/** What a package.json says of its own package. */
export interface NpmManifest {
  /** Left out when the file names no package: without a name or a version, or with one that cannot be. */
  readonly package?: FoundPackage;
  readonly diagnostics: readonly Diagnostic[];
}

const aliasPrefix = "npm:";

/**
 * Gives the package that a package.json describes.
 *
 * A file without a name or without a version is no package: `{"type":"module"}` in folders of sources, the root of a
 * private project. Source: npm documentation, "package.json".
 */
export function readNpmManifest(manifest: JsonObject, path: string): NpmManifest {
  const fullName = findText(manifest, "name");
  const version = findText(manifest, "version");
  if (fullName === undefined || version === undefined) return { diagnostics: [] };
  const diagnostics = checkIdentity(path, fullName, version);
  if (diagnostics.length > 0) return { diagnostics };
  const licenses = readLicenses(manifest);
  const requires = readRequirements(manifest);
  return {
    package: {
      type: "npm",
      ...splitNpmName(fullName),
      version,
      ...(licenses.length > 0 && { licenses }),
      ...(requires.length > 0 && { requires }),
    },
    diagnostics,
  };
}

/** Splits `@scope/name`. */
function splitNpmName(fullName: string): { readonly namespace?: string; readonly name: string } {
  const slash = fullName.indexOf("/");
  if (!fullName.startsWith("@") || slash <= 1 || slash === fullName.length - 1) return { name: fullName };
  return { namespace: fullName.slice(0, slash), name: fullName.slice(slash + 1) };
}

/** Reads `license` and its older forms: an object with `type`, a list `licenses` of either. */
function readLicenses(manifest: JsonObject): readonly string[] {
  const single = licenseText(manifest["license"]);
  if (single !== undefined) return [single];
  const many = [...listOf(manifest, "license"), ...listOf(manifest, "licenses")];
  return many.map(licenseText).filter((license) => license !== undefined);
}

function licenseText(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  if (!isJsonObject(value)) return undefined;
  return findText(value, "type") ?? findText(value, "name");
}

function readRequirements(manifest: JsonObject): readonly Requirement[] {
  const ranges = new Map<string, Requirement>();
  for (const member of ["peerDependencies", "dependencies", "optionalDependencies"]) {
    for (const [name, range] of Object.entries(findObject(manifest, member) ?? {})) {
      if (typeof range === "string") ranges.set(name, readRequirement(name, range));
    }
  }
  return [...ranges.values()];
}

/** Reads one dependency; `npm:name@range` asks for a package under another name. */
function readRequirement(name: string, range: string): Requirement {
  if (!range.startsWith(aliasPrefix)) return { name, range };
  const target = range.slice(aliasPrefix.length);
  const at = target.indexOf("@", 1);
  return at === -1 ? { name: target } : { name: target.slice(0, at), range: target.slice(at + 1) };
}
