import type { CheckDescription } from "../../model/check.ts";
import { findClosestWord } from "../../model/closest-word.ts";

/** Finds checks by every name that people know them by. */
export interface RuleIndex {
  readonly checks: ReadonlyMap<string, CheckDescription>;
  /** Every id and every alias as the catalogue writes them, ids first. */
  readonly names: readonly string[];
  /** Lower-case name to the name as the catalogue writes it; bare aliases (`dl3008`) lead to the full one. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Name to the ids of the checks that answer to it. */
  readonly idsByName: ReadonlyMap<string, readonly string[]>;
}

/** What a name stands for. */
export interface RuleMatch {
  /** The name as the catalogue writes it. */
  readonly name: string;
  /** The checks that answer to it; empty for a policy, and for a ShellCheck rule that only the whole ShellCheck asks. */
  readonly ids: readonly string[];
}

/** The rule of a policy of the user, by the policy's name. Which policies there are is known only once they are read. */
const policyRulePattern = /^policy\/[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

/** Builds the index of a catalogue. */
export function createRuleIndex(catalogue: readonly CheckDescription[]): RuleIndex {
  const idsByName = new Map<string, string[]>();
  for (const check of catalogue) idsByName.set(check.id, [check.id]);
  for (const check of catalogue) {
    for (const alias of check.aliases) {
      const ids = idsByName.get(alias);
      if (ids === undefined) idsByName.set(alias, [check.id]);
      else if (!ids.includes(check.id)) ids.push(check.id);
    }
  }
  const names = [...idsByName.keys()];
  const spellings = new Map<string, string>();
  for (const name of names) spellings.set(name.toLowerCase(), name);
  for (const name of names) {
    const bare = bareName(name).toLowerCase();
    if (!spellings.has(bare)) spellings.set(bare, name);
  }
  return { checks: new Map(catalogue.map((check) => [check.id, check])), names, spellings, idsByName };
}

/**
 * Finds what a name stands for: a check id, an alias (`hadolint:DL3008`), or either without its first part (`DL3008`,
 * `no-user`), in any case. Rules of ShellCheck (`SC2086`) and of policies (`policy/NAME`) are known even when no check asks
 * them.
 */
export function findRule(index: RuleIndex, written: string): RuleMatch | undefined {
  const name = index.idsByName.has(written) ? written : index.spellings.get(written.toLowerCase());
  const ids = name === undefined ? undefined : index.idsByName.get(name);
  if (name !== undefined && ids !== undefined) return { name, ids };
  if (policyRulePattern.test(written)) return { name: written, ids: [] };
  const number = /^(?:shellcheck[:/])?SC(\d{4})$/i.exec(written)?.[1];
  return number === undefined ? undefined : { name: `shellcheck:SC${number}`, ids: [] };
}

/** Finds the rule name that somebody most likely meant. */
export function findClosestRule(index: RuleIndex, written: string): string | undefined {
  const closest = findClosestWord(written, index.names);
  if (closest !== undefined) return closest;
  const bare = findClosestWord(bareName(written), index.spellings.keys());
  return bare === undefined ? undefined : index.spellings.get(bare);
}

function bareName(name: string): string {
  return name.slice(Math.max(name.indexOf(":"), name.indexOf("/")) + 1);
}
