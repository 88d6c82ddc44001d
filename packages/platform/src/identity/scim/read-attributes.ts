import { invalidValue } from "./scim-error.ts";

/** What somebody sent, by attributes in small letters: names of attributes are the same in every case. */
export type Attributes = ReadonlyMap<string, unknown>;

/** Reads an object; `undefined` for what is none. */
export function attributesOf(value: unknown): Attributes | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).map(([name, held]: [string, unknown]) => [name.toLowerCase(), held]));
}

/**
 * Reads a text that may be left out; an empty one is none.
 *
 * @throws {ScimError} 400 `invalidValue`
 */
export function readText(value: unknown, attribute: string, longest: number): string | undefined {
  if (value === undefined || value === null) return undefined;
  // The database holds no NUL, and letters that are halves of none.
  const text = typeof value === "string" ? value.replaceAll("\0", "").toWellFormed().trim() : undefined;
  if (text === undefined || text.length > longest) throw invalidValue(attribute, `a text of at most ${longest} signs`);
  return text === "" ? undefined : text;
}

/**
 * Reads a boolean; `"False"` is one, too, since Microsoft Entra ID writes it so.
 *
 * @throws {ScimError} 400 `invalidValue`
 */
export function readBoolean(value: unknown, attribute: string): boolean {
  const read = typeof value === "string" ? { true: true, false: false }[value.toLowerCase()] : value;
  if (typeof read !== "boolean") throw invalidValue(attribute, "true or false");
  return read;
}
