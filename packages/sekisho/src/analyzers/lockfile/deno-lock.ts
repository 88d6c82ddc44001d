import { type DataNode, entriesOf, findNode, findText, itemsOf, placeOfNode } from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { hashOf, parseIntegrity } from "../../semantics/lockfile/integrity.ts";
import { splitDescriptor, splitNpmName } from "../../semantics/lockfile/package-name.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineJsonLockfile } from "./define.ts";

/**
 * Reads lock files of Deno, versions 2 to 5. Modules that are loaded by address have no version and are not listed.
 * Packages of JSR have no type of package URL: they are `generic` with their registry. Source: Deno, `deno_lockfile`.
 */
export const denoLock = defineJsonLockfile({
  id: "lockfile/deno-lock",
  version: 2,
  paths: ["**/deno.lock"],
  packageTypes: ["generic", "npm"],
  read(root, reading) {
    const holder = findNode(root, "packages") ?? root;
    const second = findNode(root, "npm", "packages");
    const npm = expectKind(reading, second ?? findNode(holder, "npm"), "map", "npm");
    const jsr = expectKind(reading, findNode(holder, "jsr"), "map", "jsr");
    const specifiers = findNode(holder, "specifiers") ?? findNode(root, "npm", "specifiers");
    const direct = new Set(
      [...entriesOf(specifiers)].map(([key, value]) => resolveSpecifier(key, findText(value) ?? "")),
    );
    for (const [key, entry] of entriesOf(npm)) {
      const { name, version } = split(key);
      addPackage(reading, {
        type: "npm",
        ...splitNpmName(name),
        version,
        ...placeOfNode(entry),
        hashes: parseIntegrity(findText(entry, "integrity")),
        isDirect: direct.has(`${name}@${version}`),
        requires: requirementsOf(entry, entriesOf(npm)),
      });
    }
    for (const [key, entry] of entriesOf(jsr)) {
      const { name, version } = split(key);
      addPackage(reading, {
        type: "generic",
        ...splitNpmName(name),
        version,
        ...placeOfNode(entry),
        hashes: hashOf("sha256", findText(entry, "integrity")),
        qualifiers: { repository_url: "https://jsr.io" },
        isDirect: direct.has(`${name}@${version}`),
      });
    }
  },
});

/** Keys are `name@1.2.3`, behind it the peers: `_react@18.2.0`. */
function split(key: string): { readonly name: string; readonly version: string } {
  const { name, range } = splitDescriptor(key);
  return { name, version: range.split("_")[0] ?? "" };
}

/** The value is a version (version 4), or a whole key with or without its registry. */
function resolveSpecifier(key: string, value: string): string {
  const bare = value.replace(/^(?:npm|jsr):/, "");
  const { name } = splitDescriptor(key.replace(/^(?:npm|jsr):/, ""));
  const target = splitDescriptor(bare).range === "" ? `${name}@${bare}` : bare;
  return `${split(target).name}@${split(target).version}`;
}

/** A map of names to keys up to version 3; since 4 a list of names, with a version where several are there. */
function requirementsOf(entry: DataNode, packages: ReadonlyMap<string, DataNode>): readonly Requirement[] {
  const needs = findNode(entry, "dependencies");
  const fromMap = [...entriesOf(needs).values()].map((node) => split(findText(node) ?? ""));
  const fromList = itemsOf(needs).map((item) => {
    const need = split(findText(item) ?? "");
    return need.version === "" ? { ...need, version: findOnly(packages, need.name) ?? "" } : need;
  });
  return [...fromMap, ...fromList].map(({ name, version }) => requirement(name, undefined, version || undefined));
}

function findOnly(packages: ReadonlyMap<string, DataNode>, name: string): string | undefined {
  for (const key of packages.keys()) if (key.startsWith(`${name}@`)) return split(key).version;
  return undefined;
}
