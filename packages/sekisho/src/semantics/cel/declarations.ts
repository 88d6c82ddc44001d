import type { Library } from "./library.ts";
import type { Type } from "./type.ts";

/** What an expression may refer to. */
export interface Declarations {
  /** Variables with their types; a name may have dots. */
  readonly variables: ReadonlyMap<string, Type>;
  readonly library: Library;
  /** The namespace that names are looked up in first, `a.b`; none when left out. */
  readonly container?: string;
}

/** Gives the full names that a name may stand for, the innermost namespace first; an absolute one only for itself. */
export function candidateNames(container: string | undefined, name: string): readonly string[] {
  if (name.startsWith(".")) return [name.slice(1)];
  if (container === undefined || container === "") return [name];
  const names: string[] = [];
  for (let prefix = container; prefix !== ""; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf(".")))) {
    names.push(`${prefix}.${name}`);
  }
  names.push(name);
  return names;
}
