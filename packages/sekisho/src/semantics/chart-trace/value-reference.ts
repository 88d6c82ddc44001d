/**
 * What an expression of a template refers to: a path below what the template or definition was called with, or a dict made
 * on the spot.
 */
export type ValueReference =
  | {
      readonly kind: "argument";
      /** `*` is every element of a list or map. */
      readonly keys: readonly string[];
    }
  | { readonly kind: "dict"; readonly entries: ReadonlyMap<string, ValueReference | undefined> };

/** What names mean at one place of a template. */
export interface TemplateScope {
  /** What `.` is. */
  readonly dot: ValueReference | undefined;
  /** What variables are, by name with the dollar sign. */
  readonly variables: ReadonlyMap<string, ValueReference | undefined>;
}

/** What stands for the elements of a list or map. */
export const anyElement = "*";

/** Gives what a path below a reference refers to; `undefined` where nobody knows. */
export function referenceBelow(
  reference: ValueReference | undefined,
  keys: readonly string[],
): ValueReference | undefined {
  if (reference === undefined || keys.length === 0) return reference;
  if (reference.kind === "argument") return { kind: "argument", keys: [...reference.keys, ...keys] };
  const [first = "", ...others] = keys;
  return referenceBelow(reference.entries.get(first), others);
}

/** Gives the elements of a reference. */
export function elementOf(reference: ValueReference): ValueReference | undefined {
  return referenceBelow(reference, [anyElement]);
}

/** Gives what a reference of a definition means to its caller, who called it with `argument`. */
export function bindReference(
  reference: ValueReference | undefined,
  argument: ValueReference | undefined,
): ValueReference | undefined {
  if (reference === undefined) return undefined;
  if (reference.kind === "argument") return referenceBelow(argument, reference.keys);
  const entries = [...reference.entries].map(([key, value]) => [key, bindReference(value, argument)] as const);
  return { kind: "dict", entries: new Map(entries) };
}
