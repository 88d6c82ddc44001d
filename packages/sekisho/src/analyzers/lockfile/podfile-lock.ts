import { type DataNode, entriesOf, findNode, findText, itemsOf } from "../../model/data-tree.ts";
import type { Requirement } from "../../model/package.ts";
import { addPackage, expectKind, requirement } from "../../semantics/lockfile/reading.ts";
import { defineYamlLockfile } from "./define.ts";

/** `Name/Subspec (1.2.3)`. */
const podPattern = /^"?([^\s/()]{1,300})(?:\/[^\s()]{1,300})?(?: \(([^()]{1,200})\))?"?$/;

/**
 * Reads lock files of CocoaPods. Subspecs are parts of one pod and are listed as it; pods from a path are the
 * project's own code. Source: CocoaPods, `Lockfile`.
 */
export const podfileLock = defineYamlLockfile({
  id: "lockfile/podfile-lock",
  version: 1,
  paths: ["**/Podfile.lock"],
  packageTypes: ["cocoapods"],
  read(root, reading) {
    const pods = itemsOf(expectKind(reading, findNode(root, "PODS"), "list", "PODS"));
    const direct = new Set(itemsOf(findNode(root, "DEPENDENCIES")).map((item) => split(findText(item)).name));
    const external = findNode(root, "EXTERNAL SOURCES");
    const merged = new Map<string, Pod>();
    for (const node of pods) addPod(merged, node);
    for (const [name, { version, line, needs }] of merged) {
      if (findText(external, name, ":path") !== undefined) continue;
      const requires = [...needs].map(
        ([needed, range]): Requirement => requirement(needed, range, merged.get(needed)?.version),
      );
      const isDirect = direct.has(name);
      addPackage(reading, { type: "cocoapods", name, version, line, isDirect, requires });
    }
  },
});

interface Pod {
  readonly version: string | undefined;
  readonly line: number;
  readonly needs: Map<string, string | undefined>;
}

/** A pod with needs is a map of one key, one without is a text. */
function addPod(merged: Map<string, Pod>, node: DataNode): void {
  const [key, needs] = [...entriesOf(node)][0] ?? [findText(node), undefined];
  const { name, range } = split(key);
  const pod = merged.get(name) ?? { version: range, line: node.line, needs: new Map<string, string | undefined>() };
  merged.set(name, pod);
  for (const item of itemsOf(needs)) {
    const need = split(findText(item));
    if (need.name !== name) pod.needs.set(need.name, need.range);
  }
}

function split(text: string | undefined): { readonly name: string; readonly range: string | undefined } {
  const [, name = text ?? "", range] = podPattern.exec(text ?? "") ?? [];
  return { name, range };
}
