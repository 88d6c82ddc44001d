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
  const width = columns.length;
  let root: Branch = new Map();
  let remembered = 0;
  const find = (): readonly CompiledRule[] => {
    const parts = columns.map(({ read }) => keyOf(read));
    const found = enabled.filter((compiled) =>
      columns.every(({ values }, index) => {
        const part = parts[index] ?? unknownValue;
        return part === unknownValue || values.get(compiled)?.has(part) !== false;
      }),
    );
    if (remembered >= maxRemembered) root = new Map();
    remembered = remembered >= maxRemembered ? 1 : remembered + 1;
    keep(root, parts, found);
    return found;
  };
  return () => {
    let branch: Branch | undefined = root;
    for (let index = 0; index < width; index += 1) {
      const column = columns[index];
      const next: Branch | readonly CompiledRule[] | undefined =
        column === undefined ? undefined : branch.get(keyOf(column.read));
      if (next === undefined) return find();
      if (!(next instanceof Map)) return next;
      branch = next;
    }
    return find();
  };
}

/** Rules by the values of one column after the other: no text is put together for an event. */
type Branch = Map<string, Branch | readonly CompiledRule[]>;

function keep(root: Branch, parts: readonly string[], found: readonly CompiledRule[]): void {
  let branch = root;
  for (const part of parts.slice(0, -1)) {
    const known = branch.get(part);
    const next: Branch = known instanceof Map ? known : new Map();
    if (next !== known) branch.set(part, next);
    branch = next;
  }
  branch.set(parts.at(-1) ?? "", found);
}

function keyOf(read: ReadField): string {
  const value = read();
  if (value === null) return unknownValue;
  if (value === undefined || typeof value === "object") return value === undefined ? noValue : unknownValue;
  return textOf(value);
}
