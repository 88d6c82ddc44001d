import { canonicalRule } from "../semantics/inline-exceptions/canonical-rule.ts";

/** A rule as findings name it. */
export interface NamedRule {
  readonly id: string;
  readonly aliases: readonly string[];
}

/** Tells whether a name means a rule: its id, one of its aliases, a bare id of another tool, or `tool:*`. */
export function matchesRule(name: string, rule: NamedRule): boolean {
  if (name === rule.id) return true;
  if (name.endsWith(":*")) {
    const prefix = name.slice(0, -1);
    return rule.aliases.some((alias) => alias.startsWith(prefix));
  }
  return rule.aliases.includes(canonicalRule(name));
}

/** Gives every canonical name that means a rule. */
export function namesMeaning(rule: NamedRule): readonly string[] {
  const tools = new Set(rule.aliases.map((alias) => `${alias.slice(0, alias.indexOf(":"))}:*`));
  return [...new Set([rule.id, ...rule.aliases, ...tools])];
}
