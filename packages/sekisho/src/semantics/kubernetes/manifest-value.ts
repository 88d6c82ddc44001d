/** Named values of a manifest. Made without a prototype, so that no name (`__proto__`) means anything. */
export interface ManifestMap {
  readonly [key: string]: ManifestValue;
}

/** A value as manifests and the API carry it. */
export type ManifestValue = null | boolean | number | string | readonly ManifestValue[] | ManifestMap;

const nothing: ManifestMap = Object.freeze(emptyRecord<ManifestValue>());
const noItems: readonly ManifestValue[] = Object.freeze([]);

/** Makes a record without a prototype. */
export function emptyRecord<Value>(): Record<string, Value> {
  const record: Record<string, Value> = {};
  Object.setPrototypeOf(record, null);
  return record;
}

/** Tells whether a value is a map. */
export function isManifestMap(value: ManifestValue | undefined): value is ManifestMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Tells whether a value is a list. */
export function isManifestList(value: ManifestValue | undefined): value is readonly ManifestValue[] {
  return Array.isArray(value);
}

/** Finds what a path of keys leads to; `undefined` where a key is missing or its holder is no map. */
export function findValue(value: ManifestValue | undefined, ...keys: readonly string[]): ManifestValue | undefined {
  let current = value;
  for (const key of keys) {
    if (!isManifestMap(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** Gives the map that a path of keys leads to; an empty one where there is none or something else. */
export function mapAt(value: ManifestValue | undefined, ...keys: readonly string[]): ManifestMap {
  const found = findValue(value, ...keys);
  return isManifestMap(found) ? found : nothing;
}

/** Gives the list that a path of keys leads to; an empty one where there is none or something else. */
export function listAt(value: ManifestValue | undefined, ...keys: readonly string[]): readonly ManifestValue[] {
  const found = findValue(value, ...keys);
  return isManifestList(found) ? found : noItems;
}

/** Finds the text that a path of keys leads to; `undefined` where there is none or something else. */
export function findTextAt(value: ManifestValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = findValue(value, ...keys);
  return typeof found === "string" ? found : undefined;
}

/** Gives the texts of a list that a path of keys leads to; what is no text is left out. */
export function textsAt(value: ManifestValue | undefined, ...keys: readonly string[]): readonly string[] {
  return listAt(value, ...keys).filter((item) => typeof item === "string");
}

/** Gives the named texts of a map that a path of keys leads to; what is no text is left out. */
export function textMapAt(
  value: ManifestValue | undefined,
  ...keys: readonly string[]
): Readonly<Record<string, string>> {
  const texts = emptyRecord<string>();
  for (const [key, held] of Object.entries(mapAt(value, ...keys))) if (typeof held === "string") texts[key] = held;
  return texts;
}

/** Writes a key as a part of a JSON pointer. Source: RFC 6901, section 3. */
export function pointerPart(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Gives the keys of a JSON pointer, the outermost first. Source: RFC 6901, section 4. */
export function pointerKeys(pointer: string): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
