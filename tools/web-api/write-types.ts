/** A JSON Schema as zod writes it: `true` takes everything. */
export type JsonSchema = boolean | SchemaObject;

/** What the contract of the platform uses of JSON Schema; the rest is not read. */
interface SchemaObject {
  readonly type?: string | readonly string[] | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
  readonly allOf?: readonly JsonSchema[] | undefined;
  readonly not?: unknown;
  readonly $ref?: string | undefined;
  readonly $defs?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: JsonSchema | undefined;
  readonly items?: JsonSchema | readonly JsonSchema[] | undefined;
  readonly prefixItems?: readonly JsonSchema[] | undefined;
}

/** One operation of the API: where its input stands, and what it answers. */
export interface ApiOperation {
  /** `GET /api/v1/findings/{finding}`. */
  readonly name: string;
  readonly summary: string;
  readonly path?: JsonSchema | undefined;
  readonly query?: JsonSchema | undefined;
  readonly body?: JsonSchema | undefined;
  readonly answer: JsonSchema;
}

/** Writes the type of every operation's input and answer as one TypeScript file. */
export function writeOperationTypes(operations: readonly ApiOperation[]): string {
  const entries = operations.toSorted((left, right) => (left.name < right.name ? -1 : 1)).map(writeOperation);
  return [
    "// Written by `npm run web-api` from the platform's routes; a test compares.",
    "",
    "/** Every operation of the API: its input by place, and its answer. */",
    "export interface Operations {",
    ...entries,
    "}",
    "",
  ].join("\n");
}

function writeOperation({ name, summary, path, query, body, answer }: ApiOperation): string {
  const parts = [
    ...(path === undefined ? [] : [`path: ${writeType(path)}`]),
    ...(query === undefined ? [] : [`query${needsNothing(query) ? "?" : ""}: ${writeType(query)}`]),
    ...(body === undefined ? [] : [`body: ${writeType(body)}`]),
    `answer: ${writeType(answer)}`,
  ];
  return `  /** ${summary.replaceAll("*/", "* /")} */\n  ${JSON.stringify(name)}: { ${parts.join("; ")} };`;
}

function needsNothing(schema: JsonSchema): boolean {
  return typeof schema === "boolean" || (schema.required ?? []).length === 0;
}

/** Writes the TypeScript type of what a schema accepts. */
export function writeType(schema: JsonSchema): string {
  return typeIn(schema, typeof schema === "boolean" ? {} : (schema.$defs ?? {}), []);
}

type Definitions = NonNullable<SchemaObject["$defs"]>;

function typeIn(schema: JsonSchema, definitions: Definitions, open: readonly string[]): string {
  if (typeof schema === "boolean") return schema ? "unknown" : "never";
  if (schema.$ref !== undefined) return referenceType(schema.$ref, definitions, open);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ") || "never";
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map((one) => typeIn(one, definitions, open)))].join(" | ");
  if (schema.allOf !== undefined) {
    return schema.allOf.map((one) => `(${typeIn(one, definitions, open)})`).join(" & ");
  }
  // Only `z.undefined()` and `z.never()` are written so: nothing is answered.
  if (schema.not !== undefined) return "undefined";
  return plainType(schema, definitions, open);
}

/** A schema that holds itself has no end: what is below the second time is not told. */
function referenceType(reference: string, definitions: Definitions, open: readonly string[]): string {
  const name = reference.replace(/^#\/\$defs\//, "");
  const found = definitions[name];
  return found === undefined || open.includes(name) ? "unknown" : typeIn(found, definitions, [...open, name]);
}

function plainType(schema: SchemaObject, definitions: Definitions, open: readonly string[]): string {
  const { type: types } = schema;
  if (typeof types === "object") return types.map((type) => typeIn({ ...schema, type }, definitions, open)).join(" | ");
  switch (types) {
    case "string":
    case "boolean":
    case "null":
      return types;
    case "integer":
    case "number":
      return "number";
    case "array":
      return arrayType(schema, definitions, open);
    case "object":
      return objectType(schema, definitions, open);
    default:
      return "unknown";
  }
}

function arrayType({ items, prefixItems }: SchemaObject, definitions: Definitions, open: readonly string[]): string {
  if (prefixItems !== undefined) {
    return `readonly [${prefixItems.map((one) => typeIn(one, definitions, open)).join(", ")}]`;
  }
  const held = items === undefined || isList(items) ? "unknown" : typeIn(items, definitions, open);
  return `readonly (${held})[]`;
}

/** The older way to write `prefixItems`; zod does not use it. */
function isList(items: JsonSchema | readonly JsonSchema[]): items is readonly JsonSchema[] {
  return Array.isArray(items);
}

function objectType(schema: SchemaObject, definitions: Definitions, open: readonly string[]): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const entries = Object.entries(properties);
  if (entries.length === 0) {
    const value =
      typeof additionalProperties === "object" ? typeIn(additionalProperties, definitions, open) : "unknown";
    return `Readonly<Record<string, ${value}>>`;
  }
  const fields = entries.map(([name, value]) => {
    const type = typeIn(value, definitions, open);
    // What may be left out may also be said to be missing.
    return required.includes(name)
      ? `readonly ${JSON.stringify(name)}: ${type}`
      : `readonly ${JSON.stringify(name)}?: ${type} | undefined`;
  });
  return `{ ${fields.join("; ")} }`;
}
