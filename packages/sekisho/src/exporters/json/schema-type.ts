/** The part of JSON Schema (draft 2020-12) that the report's schema is written in. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly description?: string;
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: "date" | "date-time";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** A whole document's schema: its definitions are named by `#/$defs/NAME`. */
export interface JsonSchemaDocument extends JsonSchema {
  readonly $schema: string;
  readonly title: string;
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}

/**
 * The TypeScript type of the values that a schema accepts. `Definitions` are the document's `$defs`.
 *
 * The schema's test compares it with the model's types, so that neither can change alone.
 */
export type ValueOf<Schema, Definitions> = Schema extends { readonly $ref: `#/$defs/${infer Name}` }
  ? Name extends keyof Definitions
    ? ValueOf<Definitions[Name], Definitions>
    : never
  : Schema extends { readonly const: infer Constant }
    ? Constant
    : Schema extends { readonly enum: readonly (infer Choice)[] }
      ? Choice
      : Schema extends { readonly type: keyof PlainTypes }
        ? PlainTypes[Schema["type"]]
        : ComposedValueOf<Schema, Definitions>;

interface PlainTypes {
  readonly string: string;
  readonly integer: number;
  readonly number: number;
  readonly boolean: boolean;
}

type ComposedValueOf<Schema, Definitions> = Schema extends { readonly items: infer Items; readonly minItems: 1 }
  ? readonly [ValueOf<Items, Definitions>, ...ValueOf<Items, Definitions>[]]
  : Schema extends { readonly items: infer Items }
    ? readonly ValueOf<Items, Definitions>[]
    : Schema extends { readonly properties: infer Properties; readonly required: readonly (infer Required)[] }
      ? {
          readonly [Name in Extract<keyof Properties, Required>]: ValueOf<Properties[Name], Definitions>;
        } & {
          readonly [Name in Exclude<keyof Properties, Required>]?: ValueOf<Properties[Name], Definitions>;
        }
      : never;
