import type { JsonSchema, JsonSchemaDocument } from "./schema-type.ts";

/**
 * Orders the keys of a value as its schema lists them, at every depth; keys that the schema does not name follow,
 * sorted. Two equal values print the same, however they were built.
 */
export function orderKeys(value: unknown, document: JsonSchemaDocument): unknown {
  return order(value, document, document);
}

function order(value: unknown, schema: JsonSchema | undefined, document: JsonSchemaDocument): unknown {
  const resolved = resolve(schema, document);
  if (Array.isArray(value)) return value.map((item: unknown) => order(item, resolved?.items, document));
  if (typeof value !== "object" || value === null) return value;
  const entries = new Map<string, unknown>(Object.entries(value));
  const known = Object.keys(resolved?.properties ?? {}).filter((key) => entries.has(key));
  const unknown = [...entries.keys()].filter((key) => resolved?.properties?.[key] === undefined).toSorted();
  return Object.fromEntries(
    [...known, ...unknown].map((key) => [key, order(entries.get(key), resolved?.properties?.[key], document)]),
  );
}

function resolve(schema: JsonSchema | undefined, document: JsonSchemaDocument): JsonSchema | undefined {
  if (schema?.$ref === undefined) return schema;
  return document.$defs[schema.$ref.slice("#/$defs/".length)];
}
