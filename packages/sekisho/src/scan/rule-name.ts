import { canonicalRule } from "../semantics/inline-exceptions/canonical-rule.ts";
import { everyFlaw, flawRulePrefix } from "./configuration/flaw-rule.ts";

/** A rule as findings name it. */
export interface NamedRule {
  readonly id: string;
  readonly aliases: readonly string[];
}

/**
 * Tells whether a name means a rule: its id, one of its aliases, a bare id of another tool, or `tool:*`; `vulnerability/`
 * with any name of a flaw means its findings whatever name stands first there, and `vulnerability/*` all known flaws.
 */
export function matchesRule(name: string, rule: NamedRule): boolean {
  if (name === rule.id) return true;
  if (name.startsWith(flawRulePrefix)) return rule.id.startsWith(flawRulePrefix) && meansFlaw(name, rule.aliases);
  if (name.endsWith(":*")) {
    const prefix = name.slice(0, -1);
    return rule.aliases.some((alias) => alias.startsWith(prefix));
  }
  return rule.aliases.includes(canonicalRule(name));
}

function meansFlaw(name: string, flaws: readonly string[]): boolean {
  if (name === everyFlaw) return true;
  const flaw = name.slice(flawRulePrefix.length).toLowerCase();
  return flaws.some((alias) => alias.toLowerCase() === flaw);
}

/** Gives every canonical name that means a rule. */
export function namesMeaning(rule: NamedRule): readonly string[] {
  const tools = new Set(rule.aliases.map((alias) => `${alias.slice(0, alias.indexOf(":"))}:*`));
  return [...new Set([rule.id, ...rule.aliases, ...tools])];
}
