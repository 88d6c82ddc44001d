import { parseBeamTerms } from "../../formats/beam-terms/parse-beam-terms.ts";
import { type DataNode, findText, itemsOf } from "../../model/data-tree.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, addSyntaxProblems } from "../../semantics/lockfile/reading.ts";
import { defineTextLockfile } from "./define.ts";

/** Reads lock files of rebar3. Level 0 is what the project names. Source: rebar3, `rebar_config`. */
export const rebarLock = defineTextLockfile({
  id: "lockfile/rebar-lock",
  version: 1,
  paths: ["**/rebar.lock"],
  packageTypes: ["hex"],
  read(text, reading) {
    const { root, problems } = parseBeamTerms(text);
    addSyntaxProblems(reading, problems);
    const [first, second] = itemsOf(root);
    const isOld = findText(itemsOf(first)[0]) === undefined;
    const checksums = readChecksums(second);
    for (const entry of itemsOf(isOld ? first : itemsOf(first)[1])) {
      const [name, source, level] = itemsOf(entry);
      const [kind, address, detail] = itemsOf(source);
      const isPackage = findText(kind) === "pkg";
      const commit = findText(itemsOf(detail)[1]);
      addPackage(reading, {
        type: "hex",
        name: isPackage ? findText(address) : findText(name),
        version: isPackage ? findText(detail) : commit,
        line: entry.line,
        hashes: hashOf("sha256", checksums.get(findText(name) ?? "")),
        qualifiers: isPackage ? undefined : { vcs_url: `git+${findText(address) ?? ""}@${commit ?? ""}` },
        isDirect: findText(level) === "0",
      });
    }
  },
});

/** `pkg_hash_ext` holds the checksums of the archives. */
function readChecksums(term: DataNode | undefined): ReadonlyMap<string, string> {
  const list = itemsOf(term).find((entry) => findText(itemsOf(entry)[0]) === "pkg_hash_ext");
  return new Map(
    itemsOf(itemsOf(list)[1]).map((entry) => [findText(itemsOf(entry)[0]) ?? "", findText(itemsOf(entry)[1]) ?? ""]),
  );
}
