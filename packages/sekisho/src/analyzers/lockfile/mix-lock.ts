import { parseBeamTerms } from "../../formats/beam-terms/parse-beam-terms.ts";
import { type DataNode, entriesOf, findText, itemsOf } from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, addSyntaxProblems, requirement } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

/**
 * Reads lock files of Mix: `{:hex, name, version, inner checksum, managers, needs, repository, outer checksum}` or
 * `{:git, address, commit, options}`. The outer checksum is the archive's. Source: Hex, `Hex.Mix.from_lock`.
 */
export const mixLock = defineTextLockfile({
  id: "lockfile/mix-lock",
  version: 1,
  paths: ["**/mix.lock"],
  packageTypes: ["hex"],
  read(text, reading) {
    const { root, problems } = parseBeamTerms(text);
    addSyntaxProblems(reading, problems);
    const entries = entriesOf(itemsOf(root)[0]);
    for (const [key, entry] of entries) {
      const [kind, name, version, , , needs, , checksum] = itemsOf(entry);
      const isHex = findText(kind) === "hex";
      addPackage(reading, {
        type: "hex",
        name: isHex ? findText(name) : key,
        version: findText(version),
        line: entry.line,
        hashes: isHex ? hashOf("sha256", findText(checksum)) : [],
        qualifiers: isHex ? undefined : { vcs_url: `git+${findText(name) ?? ""}@${findText(version) ?? ""}` },
        requires: isHex ? requirementsOf(needs, entries) : [],
      });
    }
  },
});

/** Each need is `{:name, "~> 1.0", [options]}`. */
function requirementsOf(needs: DataNode | undefined, entries: ReadonlyMap<string, DataNode>): readonly Requirement[] {
  return itemsOf(needs).flatMap((need) => {
    const [name, range] = itemsOf(need).map((part) => findText(part));
    if (name === undefined) return [];
    const version = findText(itemsOf(entries.get(name))[2]);
    return [requirement(name, range, version)];
  });
}
