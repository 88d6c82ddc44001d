import * as z from "zod/mini";

type Schema = z.core.$ZodType;

/** Gives the value as its schema does, or `wrong`; a value of which nothing is left out is given as it is. */
type Read = (value: unknown) => unknown;

const wrong = Symbol("wrong");

const reads = new WeakMap<Schema, Read>();

/**
 * Gives what a schema gives for a value in which nothing is wrong, in a part of the time: the schema makes an object for
 * each text that it looks at. Where anything is wrong, the schema itself has to say what.
 */
export function readPlain<Wanted extends Schema>(
  schema: Wanted,
  value: unknown,
): { readonly data: z.output<Wanted> } | undefined {
  const data = readOf(schema)(value);
  return isOutput(schema, data) ? { data } : undefined;
}

/** A test compares what both give for every sample of every importer, and for samples with a part changed. */
function isOutput<Wanted extends Schema>(_schema: Wanted, data: unknown): data is z.output<Wanted> {
  return data !== wrong;
}

function readOf(schema: Schema): Read {
  let read = reads.get(schema);
  if (read === undefined) {
    read = (isChecked(schema) ? undefined : (readOfLeaf(schema) ?? readOfHolder(schema))) ?? readBySchema(schema);
    reads.set(schema, read);
  }
  return read;
}

/** Of what a check says only the schema knows. */
function isChecked({ _zod: { def } }: Schema): boolean {
  return (def.checks !== undefined && def.checks.length > 0) || "format" in def || "coerce" in def;
}

function readBySchema(schema: Schema): Read {
  return (value) => {
    const result = z.safeParse(schema, value);
    return result.success ? result.data : wrong;
  };
}

function readOfLeaf(schema: Schema): Read | undefined {
  if (schema instanceof z.core.$ZodString) return (value) => (typeof value === "string" ? value : wrong);
  if (schema instanceof z.core.$ZodNumber) {
    return (value) => (typeof value === "number" && Number.isFinite(value) ? value : wrong);
  }
  if (schema instanceof z.core.$ZodBoolean) return (value) => (typeof value === "boolean" ? value : wrong);
  if (schema instanceof z.core.$ZodUnknown) return (value) => value;
  return undefined;
}

function readOfHolder(schema: Schema): Read | undefined {
  if (schema instanceof z.core.$ZodOptional) return optionalRead(readOf(schema._zod.def.innerType), undefined);
  if (schema instanceof z.core.$ZodNullable) return optionalRead(readOf(schema._zod.def.innerType), null);
  if (schema instanceof z.core.$ZodArray) return listRead(readOf(schema._zod.def.element));
  if (schema instanceof z.core.$ZodRecord) {
    const { keyType, valueType } = schema._zod.def;
    const isByText = keyType instanceof z.core.$ZodString && !isChecked(keyType);
    return isByText ? recordRead(readOf(valueType)) : undefined;
  }
  if (schema instanceof z.core.$ZodObject) {
    const { shape, catchall } = schema._zod.def;
    return catchall === undefined ? objectRead(Object.entries(shape).map(toMember)) : undefined;
  }
  return undefined;
}

function optionalRead(read: Read, nothing: null | undefined): Read {
  return (value) => (value === nothing ? value : read(value));
}

function listRead(readElement: Read): Read {
  return (value) => {
    if (!Array.isArray(value)) return wrong;
    const list: readonly unknown[] = value;
    let copy: unknown[] | undefined;
    for (let index = 0; index < list.length; index++) {
      const element = readElement(list[index]);
      if (element === wrong) return wrong;
      if (copy === undefined && element !== list[index]) copy = list.slice(0, index);
      copy?.push(element);
    }
    return copy ?? list;
  };
}

function recordRead(readValue: Read): Read {
  return (value) => {
    if (!isObject(value)) return wrong;
    let isSame = true;
    for (const key in value) {
      const member = value[key];
      const read = readValue(member);
      // Whatever a schema makes of an object's prototype.
      if (read === wrong || key === "__proto__") return wrong;
      isSame &&= read === member;
    }
    return isSame ? value : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readValue(member)]));
  };
}

interface Member {
  readonly key: string;
  readonly read: Read;
  readonly mayMiss: boolean;
}

function toMember([key, schema]: readonly [string, Schema]): Member {
  const { optin, optout } = schema._zod;
  return { key, read: readOf(schema), mayMiss: optin === "optional" && optout === "optional" };
}

function objectRead(members: readonly Member[]): Read {
  return (value) => {
    if (!isObject(value)) return wrong;
    const kept: Record<string, unknown> = {};
    for (const { key, read, mayMiss } of members) {
      const member = value[key];
      if (member === undefined && mayMiss) {
        if (key in value) kept[key] = undefined;
        continue;
      }
      const part = member === undefined ? wrong : read(member);
      if (part === wrong) return wrong;
      kept[key] = part;
    }
    return kept;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
