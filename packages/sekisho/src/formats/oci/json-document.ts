import type { Text } from "../../model/text.ts";

/** One thing in a JSON document that is not as its specification says. */
export interface DocumentProblem {
  /** JSON pointer; empty for the whole document. */
  readonly pointer: string;
  readonly expected: Text;
  /** What stands there instead, short and safe to print. */
  readonly got: string;
}

/** A document, or why it is none. */
export type ParsedDocument<Value> =
  | { readonly kind: "parsed"; readonly value: Value }
  | { readonly kind: "invalid"; readonly problems: readonly [DocumentProblem, ...DocumentProblem[]] };

/** A value inside a JSON document, with the list that takes what is wrong with it. */
export interface JsonPlace {
  readonly value: unknown;
  readonly pointer: string;
  readonly problems: DocumentProblem[];
}

/** More problems than this of one document are not listed. */
const maxProblems = 20;
const maxShownCharacters = 60;

/**
 * Reads a JSON document with a function that walks it. Whatever the function reports makes the document invalid.
 * Never throws.
 */
export function parseJsonDocument<Value>(
  bytes: Uint8Array,
  read: (root: JsonPlace) => Value | undefined,
): ParsedDocument<Value> {
  const problems: DocumentProblem[] = [];
  const root = parseRoot(bytes, problems);
  const value = root === undefined ? undefined : read(root);
  const [first, ...rest] = problems;
  if (first !== undefined) return { kind: "invalid", problems: [first, ...rest] };
  if (value !== undefined) return { kind: "parsed", value };
  return { kind: "invalid", problems: [{ pointer: "", expected: aJsonObject, got: "nothing" }] };
}

function parseRoot(bytes: Uint8Array, problems: DocumentProblem[]): JsonPlace | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { value, pointer: "", problems };
  } catch (error) {
    // The message of the parser quotes the document: what cannot be printed is masked.
    const got = error instanceof Error ? shown(error.message) : "something else";
    problems.push({ pointer: "", expected: { en: "JSON in UTF-8", ja: "UTF-8 の JSON" }, got });
    return undefined;
  }
}

const aJsonObject: Text = { en: "an object", ja: "オブジェクト" };
const aList: Text = { en: "a list", ja: "配列" };
const aText: Text = { en: "a text", ja: "文字列" };
const aNumber: Text = { en: "a whole number from 0 to 2^53 - 1", ja: "0 から 2^53 - 1 までの整数" };

/** Reports that a value is not what was expected. */
export function report(place: JsonPlace, expected: Text): void {
  if (place.problems.length < maxProblems) {
    place.problems.push({ pointer: place.pointer, expected, got: describe(place.value) });
  }
}

/** Tells whether a value is there; `null` counts as absent, as it does for the Go programs that write these documents. */
export function isPresent(place: JsonPlace): boolean {
  return place.value !== undefined && place.value !== null;
}

/** Tells whether a value is a JSON object. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Gives a member of an object; its value is `undefined` when there is none.
 *
 * A second name that differs in upper and lower case only is reported: programs disagree which of the two counts, so that
 * one could show us another image than the one that runs.
 */
export function memberOf(place: JsonPlace, name: string): JsonPlace {
  const pointer = `${place.pointer}/${name}`;
  if (!isPresent(place)) return { value: undefined, pointer, problems: place.problems };
  if (!isRecord(place.value)) {
    report(place, aJsonObject);
    return { value: undefined, pointer, problems: place.problems };
  }
  const twin = Object.keys(place.value).find((key) => key !== name && key.toLowerCase() === name.toLowerCase());
  if (twin !== undefined) {
    const expected = { en: `the name ${name} in this spelling only`, ja: `${name} という表記の名前のみ` };
    place.problems.push({ pointer, expected, got: `"${shown(twin)}"` });
  }
  return { value: Object.hasOwn(place.value, name) ? place.value[name] : undefined, pointer, problems: place.problems };
}

/** Gives the members of an object in their order; nothing when it is absent. */
export function membersOf(place: JsonPlace): readonly (readonly [string, JsonPlace])[] {
  if (!isPresent(place)) return [];
  if (!isRecord(place.value)) {
    report(place, aJsonObject);
    return [];
  }
  return Object.entries(place.value).map(([name, value]) => {
    const pointer = `${place.pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [name, { value, pointer, problems: place.problems }] as const;
  });
}

/** Gives the items of a list; nothing when it is absent. */
export function itemsOf(place: JsonPlace): readonly JsonPlace[] {
  if (!isPresent(place)) return [];
  if (!Array.isArray(place.value)) {
    report(place, aList);
    return [];
  }
  const items: readonly unknown[] = place.value;
  return items.map((value, index) => ({ value, pointer: `${place.pointer}/${index}`, problems: place.problems }));
}

/** Gives the items of a list that must be there. */
export function requiredItemsOf(place: JsonPlace): readonly JsonPlace[] {
  if (!isPresent(place)) report(place, aList);
  return itemsOf(place);
}

/** Gives a text that must be there; empty when it is reported. */
export function requiredText(place: JsonPlace): string {
  if (typeof place.value === "string") return place.value;
  report(place, aText);
  return "";
}

/** Gives a text; `undefined` when it is absent or reported. */
export function optionalText(place: JsonPlace): string | undefined {
  return isPresent(place) ? textOrUndefined(place) : undefined;
}

function textOrUndefined(place: JsonPlace): string | undefined {
  if (typeof place.value === "string") return place.value;
  report(place, aText);
  return undefined;
}

/** Gives the texts of a list; what is no text is reported and left out. */
export function textsOf(place: JsonPlace): readonly string[] {
  return itemsOf(place)
    .map(textOrUndefined)
    .filter((text) => text !== undefined);
}

/** Gives the texts of an object by name; what is no text is reported and left out. */
export function textRecordOf(place: JsonPlace): Readonly<Record<string, string>> {
  const texts: [string, string][] = [];
  for (const [name, member] of membersOf(place)) {
    const text = optionalText(member);
    if (text !== undefined) texts.push([name, text]);
  }
  return Object.fromEntries(texts);
}

/** Gives a count that must be there; 0 when it is reported. */
export function requiredCount(place: JsonPlace): number {
  if (typeof place.value === "number" && Number.isSafeInteger(place.value) && place.value >= 0) return place.value;
  report(place, aNumber);
  return 0;
}

/** Says what a value is, short enough for a message and without characters that a terminal obeys. */
function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  return shown(JSON.stringify(value));
}

function shown(text: string): string {
  const cut = text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
