import type { CheckDescription } from "../../model/check.ts";
import type { TargetKind } from "../../model/report.ts";

/** Finds the check of ours that asks what another tool's rule asks. */
export interface RuleIndex {
  /**
   * @param names The rule's names, `tool:ID`, the tool's own first.
   * @returns `undefined` where no check of ours, or more than one of that kind of target, asks the same.
   */
  readonly find: (names: readonly string[], target: TargetKind) => CheckDescription | undefined;
}

/** Which families of checks look at a kind of target; every family looks at what is not named. */
const familiesOf: Partial<Record<TargetKind, readonly string[]>> = {
  dockerfile: ["dockerfile", "shell", "secret"],
  image: ["image", "secret", "malware"],
};
const fileFamilies = ["dockerfile", "shell", "image"];

/** Makes an index of the rules' aliases. */
export function createRuleIndex(catalogue: readonly CheckDescription[]): RuleIndex {
  const byName = new Map<string, CheckDescription[]>();
  for (const check of catalogue) {
    for (const name of [check.id, ...check.aliases]) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [check]);
      else known.push(check);
    }
  }
  return {
    find: (names, target) => {
      for (const name of names) {
        const [only, ...others] = (byName.get(name) ?? []).filter((check) => looksAt(check, target));
        // With several answers nobody can say which of them the tool gave.
        if (only !== undefined && others.length === 0) return only;
      }
      return undefined;
    },
  };
}

function looksAt({ id }: CheckDescription, target: TargetKind): boolean {
  const family = id.slice(0, id.indexOf("/"));
  const families = familiesOf[target];
  if (families !== undefined) return families.includes(family);
  return target !== "manifest" && target !== "cluster" ? true : !fileFamilies.includes(family);
}
