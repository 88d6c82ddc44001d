import { escapeUnsafeInJson } from "../escape/visible.ts";

/** One member of a document's root: a value, or a list that is written element by element. */
export type JsonMember =
  | { readonly key: string; readonly value: unknown }
  | { readonly key: string; readonly items: Iterable<unknown> };

/**
 * Writes a JSON object piece by piece, one line for each member and for each element of a list: a document of any size
 * is never one text, and two of them are compared line by line. Members without a value are left out.
 */
export function* writeJsonDocument(members: Iterable<JsonMember>): Generator<string> {
  let separator = "{\n";
  for (const member of members) {
    if ("items" in member) {
      yield `${separator}${JSON.stringify(member.key)}: [`;
      yield* writeItems(member.items);
      separator = ",\n";
    } else if (member.value !== undefined) {
      yield `${separator}${JSON.stringify(member.key)}: ${toText(member.value)}`;
      separator = ",\n";
    }
  }
  yield separator === "{\n" ? "{}\n" : "\n}\n";
}

function* writeItems(items: Iterable<unknown>): Generator<string> {
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? "\n" : ",\n"}${toText(item)}`;
    isEmpty = false;
  }
  yield isEmpty ? "]" : "\n]";
}

function toText(value: unknown): string {
  return escapeUnsafeInJson(JSON.stringify(value));
}
