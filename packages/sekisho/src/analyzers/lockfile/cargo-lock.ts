import { type DataNode, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { sourceQualifiers } from "../../semantics/lockfile/source-address.ts";
import { defineTomlLockfile } from "./define.ts";

/**
 * Reads lock files of Cargo, versions 1 to 4. Packages without a source are the workspace's own; what they need is
 * direct. Source: Cargo's `EncodableResolve`.
 */
export const cargoLock = defineTomlLockfile({
  id: "lockfile/cargo-lock",
  version: 1,
  paths: ["**/Cargo.lock"],
  packageTypes: ["cargo"],
  read(root, reading) {
    const packages = itemsOf(expectKind(reading, findNode(root, "package"), "list", "package"));
    const versions = Map.groupBy(packages, (entry) => findText(entry, "name") ?? "");
    const direct = new Set(
      packages
        .filter((entry) => findText(entry, "source") === undefined)
        .flatMap((entry) => requirementsOf(entry, versions))
        .map(({ name, version }) => `${name} ${version ?? ""}`),
    );
    for (const entry of packages) {
      const name = findText(entry, "name");
      const version = findText(entry, "version");
      const source = findText(entry, "source");
      if (source === undefined && name !== undefined && version !== undefined) continue;
      addPackage(reading, {
        type: "cargo",
        name,
        version,
        line: entry.line,
        hashes: hashOf("sha256", findText(entry, "checksum") ?? checksumOfFirstVersion(root, name, version)),
        qualifiers: sourceQualifiers(source),
        isDirect: direct.has(`${name ?? ""} ${version ?? ""}`),
        requires: requirementsOf(entry, versions),
      });
    }
  },
});

/** `name`, `name version` where several are there, `name version (source)` in old files. */
function requirementsOf(entry: DataNode, versions: ReadonlyMap<string, readonly DataNode[]>): readonly Requirement[] {
  return itemsOf(findNode(entry, "dependencies")).flatMap((item) => {
    const [name, version] = (findText(item) ?? "").split(" ");
    if (name === undefined || name === "") return [];
    const candidates = versions.get(name) ?? [];
    const only = candidates.length === 1 ? findText(candidates[0], "version") : undefined;
    return [requirement(name, undefined, version ?? only)];
  });
}

/** Version 1 keeps the checksums in `[metadata]`, for the registry of crates. */
function checksumOfFirstVersion(
  root: DataNode,
  name: string | undefined,
  version: string | undefined,
): string | undefined {
  const key = `checksum ${name ?? ""} ${version ?? ""} (registry+https://github.com/rust-lang/crates.io-index)`;
  return findText(root, "metadata", key);
}
