import type { JsonSchema, JsonSchemaDocument } from "./schema-type.ts";

/** How the keys of the values at one place of a schema are ordered. */
export interface KeyOrder {
  readonly names: readonly string[];
  /** Gives the order at a property's value or, without a name, at the elements of an array. */
  readonly below: (name?: string) => KeyOrder | undefined;
}

/** Gives the order at a schema's root. Each place of the schema is looked at once, when it is first needed. */
export function keyOrderOf(document: JsonSchemaDocument): KeyOrder {
  return orderAt(document, document);
}

/**
 * Orders the keys of a value as its schema lists them, at every depth; keys that the schema does not name follow,
 * sorted. Two equal values print the same, however they were built.
 */
export function orderKeys(value: unknown, order: KeyOrder | undefined): unknown {
  if (Array.isArray(value)) {
    const below = order?.below();
    return value.map((item: unknown) => orderKeys(item, below));
  }
  return isRecord(value) ? orderRecord(value, order) : value;
}

function orderRecord(record: Readonly<Record<string, unknown>>, order: KeyOrder | undefined): unknown {
  const ordered: Record<string, unknown> = {};
  let known = 0;
  for (const name of order?.names ?? []) {
    if (!Object.hasOwn(record, name)) continue;
    ordered[name] = orderKeys(record[name], order?.below(name));
    known++;
  }
  const names = Object.keys(record);
  if (known === names.length) return ordered;
  const others = names.filter((name) => !Object.hasOwn(ordered, name)).toSorted();
  // Entries, not assignments: a key of an imported document may be `__proto__`.
  return Object.fromEntries([
    ...Object.entries(ordered),
    ...others.map((name): [string, unknown] => [name, orderKeys(record[name], undefined)]),
  ]);
}

function orderAt(schema: JsonSchema | undefined, document: JsonSchemaDocument): KeyOrder {
  const resolved = resolve(schema, document);
  const known = new Map<string | undefined, KeyOrder | undefined>();
  return {
    names: Object.keys(resolved?.properties ?? {}),
    below: (name) => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const below = orderAt(name === undefined ? resolved?.items : resolved?.properties?.[name], document);
      known.set(name, below);
      return below;
    },
  };
}

function resolve(schema: JsonSchema | undefined, document: JsonSchemaDocument): JsonSchema | undefined {
  if (schema?.$ref === undefined) return schema;
  return document.$defs[schema.$ref.slice("#/$defs/".length)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
