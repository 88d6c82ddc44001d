import { indexedValues } from "../../semantics/falco-rules/indexed-values.ts";
import { describeSource, type FalcoSource } from "../../semantics/falco-rules/sources.ts";
import type { CompiledRule, RuleProgram } from "./compile-rules.ts";
import { type ReadField, textOf } from "./field-value.ts";

/** Gives the rules that the current event can concern at all. */
export type FindRules = () => readonly CompiledRule[];

/** How many combinations of values are remembered. */
const maxRemembered = 4096;
const unknownValue = "\u0001";
const noValue = "\u0002";

/** Sorts rules by what they ask first: the verb and the resource, the type of the event. */
export function indexRules<Event>(program: RuleProgram<Event>, source: FalcoSource): FindRules {
  const enabled = program.rules.filter(({ rule }) => rule.isEnabled);
  const columns = describeSource(source).indexed.map((name) => ({
    read: program.open(name, undefined),
    values: new Map(enabled.map((compiled) => [compiled, indexedValues(compiled.rule.condition, name)])),
  }));
  if (columns.length === 0) return () => enabled;
  const remembered = new Map<string, readonly CompiledRule[]>();
  return () => {
    let key = "";
    for (const { read } of columns) key += `${keyOf(read)}\n`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const parts = columns.map(({ read }) => keyOf(read));
    const found = enabled.filter((compiled) =>
      columns.every(({ values }, index) => {
        const part = parts[index] ?? unknownValue;
        return part === unknownValue || values.get(compiled)?.has(part) !== false;
      }),
    );
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, found);
    return found;
  };
}

function keyOf(read: ReadField): string {
  const value = read();
  if (value === null) return unknownValue;
  if (value === undefined || typeof value === "object") return value === undefined ? noValue : unknownValue;
  return textOf(value);
}
