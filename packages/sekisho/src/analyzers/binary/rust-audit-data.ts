import type { FoundPackage, Requirement } from "../../model/package.ts";

/** Crates of a program; `problem` says why some or all are missing. */
export interface RustAuditData {
  readonly packages: readonly FoundPackage[];
  readonly problem?: string;
}

interface Crate {
  readonly name: string;
  readonly version: string;
  readonly isBuildOnly: boolean;
  readonly isRoot: boolean;
  readonly dependencies: readonly number[];
}

/**
 * Reads the JSON of cargo-auditable: `kind` tells what was needed to build only, `dependencies` are places in the list.
 * A crate without a name or version is left out and said.
 */
export function readRustAuditData(json: string): RustAuditData {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch (error) {
    return { packages: [], problem: error instanceof Error ? error.message : "no JSON" };
  }
  const listed = isRecord(document) ? document["packages"] : undefined;
  if (!Array.isArray(listed)) return { packages: [], problem: "no list named packages" };
  const crates = listed.map((entry: unknown) => readCrate(entry));
  const packages = crates.flatMap((crate) => (crate === undefined ? [] : [describeCrate(crate, crates)]));
  const broken = crates.length - packages.length;
  return { packages, ...(broken === 0 ? {} : { problem: `${broken} crates without a name or version` }) };
}

function readCrate(entry: unknown): Crate | undefined {
  if (!isRecord(entry)) return undefined;
  const { name, version, kind, root, dependencies } = entry;
  if (typeof name !== "string" || name === "" || typeof version !== "string") return undefined;
  const places = Array.isArray(dependencies) ? dependencies.filter((place) => typeof place === "number") : [];
  return { name, version, isBuildOnly: kind === "build", isRoot: root === true, dependencies: places };
}

function describeCrate(crate: Crate, crates: readonly (Crate | undefined)[]): FoundPackage {
  const requires: Requirement[] = [];
  for (const place of crate.dependencies) {
    const needed = crates[place];
    if (needed !== undefined) requires.push({ name: needed.name, version: needed.version });
  }
  return {
    type: "cargo",
    name: crate.name,
    version: crate.version,
    ...(requires.length === 0 ? {} : { requires }),
    ...(crate.isRoot ? { isDirect: true } : {}),
    ...(crate.isBuildOnly ? { isDevelopment: true } : {}),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
