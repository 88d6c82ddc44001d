/** What the values of a field are, which decides what they can be compared with. */
export type FieldType = "text" | "number" | "flag" | "address" | "network" | "port" | "bytes";

/** A field of events that conditions and outputs can name. */
export interface FalcoField {
  readonly name: string;
  readonly type: FieldType;
  /** Gives several values: only `exists`, `in` and `intersects` compare them. */
  readonly isList: boolean;
  /** What stands in brackets: nothing, a number or any text; where it may be left out, the field gives all or the first. */
  readonly argument: "none" | "index" | "key" | "required-index" | "required-key";
  /** Other names that begin with this one and a point are of the same kind: `evt.arg.path`. */
  readonly isFamily: boolean;
}

/** The fields that the events of a source have. */
export interface FieldTable {
  readonly fields: ReadonlyMap<string, FalcoField>;
}

/** Puts tables together. */
export function mergeTables(...tables: readonly FieldTable[]): FieldTable {
  return { fields: new Map(tables.flatMap(({ fields }) => [...fields])) };
}

/**
 * Makes a table of names with signs behind them: `*` gives a list, `[]` may have an index, `[.]` a key, `[]!` and `[.]!`
 * must have one, `.+` is a family.
 */
export function fieldTable(names: Readonly<Partial<Record<FieldType, string>>>): FieldTable {
  const fields = new Map<string, FalcoField>();
  for (const type of fieldTypes) {
    for (const written of (names[type] ?? "").split(/\s{1,100}/)) {
      const field = fieldOf(written, type);
      if (field.name !== "") fields.set(field.name, field);
    }
  }
  return { fields };
}

const fieldTypes = ["text", "number", "flag", "address", "network", "port", "bytes"] as const;

function fieldOf(written: string, type: FieldType): FalcoField {
  const [, name = "", signs = ""] = /^([a-z0-9_.A-Z]{0,100}?)((?:\*|\.\+|\[\.?\]!?){0,3})$/.exec(written) ?? [];
  return { name, type, isList: signs.includes("*"), argument: argumentOf(signs), isFamily: signs.includes(".+") };
}

function argumentOf(signs: string): FalcoField["argument"] {
  if (signs.includes("[.]!")) return "required-key";
  if (signs.includes("[]!")) return "required-index";
  if (signs.includes("[.]")) return "key";
  return signs.includes("[]") ? "index" : "none";
}

/** Finds a field by its name or its family's. */
export function findField({ fields }: FieldTable, name: string): FalcoField | undefined {
  const known = fields.get(name);
  if (known !== undefined) return known;
  for (let at = name.lastIndexOf("."); at > 0; at = name.lastIndexOf(".", at - 1)) {
    const family = fields.get(name.slice(0, at));
    if (family?.isFamily === true) return { ...family, name };
  }
  return undefined;
}
