import type { JsonSchema, JsonSchemaDocument } from "../exporters/json/schema-type.ts";
import { isJsonObject } from "../formats/json/json-value.ts";
import { quote } from "../model/quote.ts";

/** The first place where a value is not what a schema says. */
export interface SchemaProblem {
  /** JSON pointer; empty for the value itself. */
  readonly pointer: string;
  readonly expected: string;
  readonly got: string;
}

/**
 * Finds the first place where a value does not obey a schema. Unknown properties obey it: later versions may add some.
 * Formats (`date-time`) are not looked at.
 */
export function findSchemaProblem(value: unknown, document: JsonSchemaDocument): SchemaProblem | undefined {
  return findProblem(value, document, { pointer: "", definitions: document.$defs });
}

interface Place {
  readonly pointer: string;
  readonly definitions: JsonSchemaDocument["$defs"];
}

const definitionPrefix = "#/$defs/";

function findProblem(value: unknown, schema: JsonSchema, place: Place): SchemaProblem | undefined {
  if (schema.$ref !== undefined) {
    const definition = place.definitions[schema.$ref.slice(definitionPrefix.length)];
    return definition === undefined ? undefined : findProblem(value, definition, place);
  }
  const { const: constant, enum: words, type } = schema;
  if (constant !== undefined && value !== constant) return problem(place, JSON.stringify(constant), value);
  if (words !== undefined && !words.some((word) => word === value)) return problem(place, words.join(" | "), value);
  switch (type) {
    case "object":
      return findInObject(value, schema, place);
    case "array":
      return findInArray(value, schema, place);
    case "string":
      return findInText(value, schema, place);
    case "integer":
    case "number":
      return findInNumber(value, schema, place);
    case "boolean":
      return typeof value === "boolean" ? undefined : problem(place, type, value);
    default:
      return undefined;
  }
}

function findInObject(value: unknown, schema: JsonSchema, place: Place): SchemaProblem | undefined {
  if (!isJsonObject(value)) return problem(place, "object", value);
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined)
    return { pointer: place.pointer, expected: `object with ${missing}`, got: "one without it" };
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(value, name)) continue;
    const found = findProblem(value[name], inner, { ...place, pointer: `${place.pointer}/${name}` });
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInArray(value: unknown, schema: JsonSchema, place: Place): SchemaProblem | undefined {
  if (!Array.isArray(value)) return problem(place, "array", value);
  if (value.length < (schema.minItems ?? 0)) return problem(place, `array of at least ${schema.minItems ?? 0}`, value);
  const { items } = schema;
  if (items === undefined) return undefined;
  for (const [index, item] of value.entries()) {
    const found = findProblem(item, items, { ...place, pointer: `${place.pointer}/${index}` });
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInText(value: unknown, schema: JsonSchema, place: Place): SchemaProblem | undefined {
  if (typeof value !== "string") return problem(place, "string", value);
  if (value.length < (schema.minLength ?? 0)) return problem(place, "text that is not empty", value);
  if (schema.pattern === undefined || new RegExp(schema.pattern).test(value)) return undefined;
  return problem(place, `text like ${schema.pattern}`, value);
}

function findInNumber(value: unknown, schema: JsonSchema, place: Place): SchemaProblem | undefined {
  if (typeof value !== "number" || (schema.type === "integer" && !Number.isInteger(value))) {
    return problem(place, schema.type ?? "number", value);
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  if (value >= minimum && value <= maximum) return undefined;
  return problem(place, `number from ${minimum} to ${maximum}`, value);
}

function problem({ pointer }: Place, expected: string, value: unknown): SchemaProblem {
  return { pointer, expected, got: kindOf(value) };
}

/** Numbers and short texts as they are, everything else by its kind. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "empty array" : "array";
  if (typeof value === "object") return "object";
  return quote(JSON.stringify(value) ?? typeof value);
}
