import { quoteJson } from "../escape/visible.ts";
import type { JsonSchema, JsonSchemaDocument } from "./schema-type.ts";

/** How the keys of the values at one place of a schema are ordered. */
export interface KeyOrder {
  readonly keys: readonly OrderedKey[];
  /** Gives the order at a property's value or, without a name, at the elements of an array. */
  readonly below: (name?: string) => KeyOrder | undefined;
}

/** A key, and how JSON writes it before a value. */
export interface OrderedKey {
  readonly name: string;
  readonly label: string;
}

/** Gives the order at a schema's root. Each place of the schema is looked at once, when it is first needed. */
export function keyOrderOf(document: JsonSchemaDocument): KeyOrder {
  return orderAt(document, document);
}

function orderAt(schema: JsonSchema | undefined, document: JsonSchemaDocument): KeyOrder {
  const resolved = resolve(schema, document);
  const known = new Map<string | undefined, KeyOrder | undefined>();
  return {
    keys: Object.keys(resolved?.properties ?? {}).map(labelled),
    below: (name) => {
      const found = known.get(name);
      if (found !== undefined) return found;
      const below = orderAt(name === undefined ? resolved?.items : resolved?.properties?.[name], document);
      known.set(name, below);
      return below;
    },
  };
}

/** Gives a key with its label. */
export function labelled(name: string): OrderedKey {
  return { name, label: `${quoteJson(name)}: ` };
}

function resolve(schema: JsonSchema | undefined, document: JsonSchemaDocument): JsonSchema | undefined {
  if (schema?.$ref === undefined) return schema;
  return document.$defs[schema.$ref.slice("#/$defs/".length)];
}
