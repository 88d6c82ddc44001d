/** An object of a JSON document; nothing is known of its members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Says whether a value of a JSON document is an object: no list, not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives a member that is a text and not empty. */
export function findText(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Gives a member that is an object. */
export function findObject(object: JsonObject, name: string): JsonObject | undefined {
  // A member called `constructor` is asked for as any other: what every object inherits is not in the document.
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return isJsonObject(value) ? value : undefined;
}

/** Gives the elements of a member that is a list; none for anything else. */
export function listOf(object: JsonObject, name: string): readonly unknown[] {
  const value: unknown = object[name];
  return Array.isArray(value) ? value : [];
}

/** Gives the texts in a member that is a list; what is no text is left out. */
export function textsOf(object: JsonObject, name: string): readonly string[] {
  return listOf(object, name).filter((element) => typeof element === "string");
}
