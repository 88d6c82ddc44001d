import * as z from "zod/mini";
import type { DocumentVariant, ImportContext, Importer } from "../packages/sekisho/src/importers/define.ts";
import { convertDocument } from "../packages/sekisho/src/importers/reading/convert-document.ts";
import { loadSamples, sourceOf } from "./import-samples.ts";

type Schema = z.core.$ZodType;

/**
 * Gives the fields that schemas of importers name and that are taken from none of the samples, sorted: no sample has them, or
 * nothing asks for them. A part that schemas of several importers share is looked at once.
 */
export async function findUntakenFields(importers: readonly Importer[]): Promise<readonly string[]> {
  const fields = new FieldBook();
  const samples = await loadSamples();
  for (const importer of importers) {
    const watched = {
      ...importer,
      variants: mapVariants(importer.variants, (variant) => ({
        ...variant,
        begin: (header, context) => variant.begin(header, watch(context, fields, importer.id)),
      })),
    };
    for (const { text } of samples.filter((one) => one.importer.id === importer.id)) {
      await convertDocument(sourceOf(text), { importers: [watched] });
    }
  }
  return fields.untaken;
}

function mapVariants(
  [first, ...rest]: Importer["variants"],
  map: (variant: DocumentVariant) => DocumentVariant,
): Importer["variants"] {
  return [map(first), ...rest.map(map)];
}

function watch(context: ImportContext, fields: FieldBook, place: string): ImportContext {
  return {
    ...context,
    read(schema, value, pointer) {
      const read = context.read(schema, value, pointer);
      fields.list(schema, place);
      return typeof read === "object" && read !== null ? fields.watch(schema, read) : read;
    },
  };
}

/** The fields of schemas, by the object that they stand in: a part that several schemas share has them once. */
class FieldBook {
  readonly #objects = new Map<Schema, { readonly place: string; readonly untaken: Set<string> }>();
  readonly #listed = new Set<Schema>();

  get untaken(): readonly string[] {
    const fields = [...this.#objects.values()].flatMap(({ place, untaken }) =>
      [...untaken].map((name) => `${place}/${name}`),
    );
    return fields.toSorted();
  }

  /** Lists the fields of a schema and of what is in it. */
  list(schema: Schema, place: string): void {
    if (this.#listed.has(schema)) return;
    this.#listed.add(schema);
    if (schema instanceof z.ZodMiniObject) {
      this.#objects.set(schema, { place, untaken: new Set(Object.keys(schema.def.shape)) });
      for (const [name, field] of Object.entries(schema.def.shape)) this.list(field, `${place}/${name}`);
      return;
    }
    for (const part of partsOf(schema)) this.list(part, isMany(schema) ? `${place}/*` : place);
  }

  /** Gives the value, and takes a field off the list when somebody asks for it and it has a value. */
  watch<Value extends object>(schema: Schema, value: Value): Value {
    return new Proxy(value, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof key !== "string" || !Object.hasOwn(target, key)) return member;
        if (member === undefined || member === null) return member;
        const fields = objectsAt(schema, value).map((holder) => this.#take(holder, key));
        const parts = [...fields, ...manyAt(schema, value)].filter((part) => part !== undefined);
        const [part] = parts.filter((one) => z.safeParse(one, member).success);
        return typeof member === "object" && part !== undefined ? this.watch(part, member) : member;
      },
    });
  }

  #take(holder: z.ZodMiniObject, key: string): Schema | undefined {
    this.#objects.get(holder)?.untaken.delete(key);
    return Object.hasOwn(holder.def.shape, key) ? holder.def.shape[key] : undefined;
  }
}

/** The objects that a value may be by its schema. */
function objectsAt(schema: Schema, value: unknown): readonly z.ZodMiniObject[] {
  if (!z.safeParse(schema, value).success) return [];
  if (schema instanceof z.ZodMiniObject) return [schema];
  return isMany(schema) ? [] : partsOf(schema).flatMap((part) => objectsAt(part, value));
}

/** What the elements of a list or the members of a map may be. */
function manyAt(schema: Schema, value: unknown): readonly Schema[] {
  if (!z.safeParse(schema, value).success) return [];
  return isMany(schema) ? partsOf(schema) : partsOf(schema).flatMap((part) => manyAt(part, value));
}

function isMany(schema: Schema): boolean {
  return schema instanceof z.ZodMiniArray || schema instanceof z.ZodMiniRecord;
}

const leaves = ["string", "number", "boolean", "unknown", "literal"];

/** What a schema that is no object is made of. */
function partsOf(schema: Schema): readonly Schema[] {
  if (schema instanceof z.ZodMiniArray) return [schema.def.element];
  if (schema instanceof z.ZodMiniRecord) return [schema.def.valueType];
  if (schema instanceof z.ZodMiniUnion) return schema.def.options;
  if (schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniNullable) return [schema.def.innerType];
  if (schema instanceof z.ZodMiniObject || leaves.includes(schema._zod.def.type)) return [];
  throw new TypeError(`Expected a schema of a known kind, got ${schema._zod.def.type}`);
}
