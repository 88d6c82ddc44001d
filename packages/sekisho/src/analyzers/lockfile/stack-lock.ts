import { findNode, findText, itemsOf } from "../../model/data-tree.ts";
import { hashOf } from "../../semantics/lockfile/integrity.ts";
import { addPackage, expectKind } from "../../semantics/lockfile/reading.ts";
import { defineYamlLockfile } from "./define.ts";

/** `name-1.2.3@sha256:…,size`: the version is behind the last dash. */
const hackagePattern = /^(.{1,200})-(\d[\d.]{0,100})(?:@sha256:([0-9a-f]{64}))?/;

/**
 * Reads lock files of Stack: what the project takes beside its snapshot. The checksum there is of the package's cabal
 * file and is not given. Source: Stack User Guide, Lock files.
 */
export const stackLock = defineYamlLockfile({
  id: "lockfile/stack-lock",
  version: 1,
  paths: ["**/stack.yaml.lock"],
  packageTypes: ["hackage"],
  read(root, reading) {
    for (const item of itemsOf(expectKind(reading, findNode(root, "packages"), "list", "packages"))) {
      const [, name, version] = hackagePattern.exec(findText(item, "completed", "hackage") ?? "") ?? [];
      const archive = findText(item, "completed", "git") ?? findText(item, "completed", "url");
      addPackage(reading, {
        type: "hackage",
        name: name ?? findText(item, "completed", "name"),
        version: version ?? findText(item, "completed", "version"),
        line: item.line,
        hashes: hashOf("sha256", findText(item, "completed", "sha256")),
        qualifiers:
          archive === undefined
            ? undefined
            : { vcs_url: `git+${archive}@${findText(item, "completed", "commit") ?? ""}` },
        isDirect: true,
      });
    }
  },
});
