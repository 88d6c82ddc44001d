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
  const map = mapAt(value, ...keys);
  if (holdsTextsOnly(map)) return map;
  const texts = emptyRecord<string>();
  for (const [key, held] of Object.entries(map)) if (typeof held === "string") texts[key] = held;
  return texts;
}

function holdsTextsOnly(map: ManifestMap): map is Readonly<Record<string, string>> {
  for (const key of Object.keys(map)) if (typeof map[key] !== "string") return false;
  return true;
}

/** Writes a key as a part of a JSON pointer. Source: RFC 6901, section 3. */
export function pointerPart(key: string | number): string {
  if (typeof key === "number") return `/${key}`;
  return key.includes("/") || key.includes("~") ? `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}` : `/${key}`;
}

/** Pointers that are remembered; further ones are made anew each time. */
const maxPointers = 20_000;

const children = new Map<string, Map<string | number, string>>();
let pointers = 0;

/**
 * Gives the pointer of a field that the API knows, or of an item of a list. What stands in the same place has the same
 * text: the fields of thousands of pod templates do. Pointers with names from a manifest would fill the memory.
 */
export function childPointer(parent: string, key: string | number): string {
  let ofParent = children.get(parent);
  const known = ofParent?.get(key);
  if (known !== undefined) return known;
  const pointer = parent + pointerPart(key);
  if (pointers >= maxPointers) return pointer;
  pointers += 1;
  if (ofParent === undefined) {
    ofParent = new Map();
    children.set(parent, ofParent);
  }
  ofParent.set(key, pointer);
  return pointer;
}

/** Gives the keys of a JSON pointer, the outermost first. Source: RFC 6901, section 4. */
export function pointerKeys(pointer: string): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((part) => (part.includes("~") ? part.replaceAll("~1", "/").replaceAll("~0", "~") : part));
}
