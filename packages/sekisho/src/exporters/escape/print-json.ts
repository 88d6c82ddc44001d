import { escapeUnsafeInJson } from "./visible.ts";

const blanks = "  ";

/** Where items are put: the empty list of a key, so many levels deep. */
export interface ItemPlace {
  readonly key: string;
  readonly depth: number;
}

/** Writes a value as JSON, two blanks an indentation, that is safe to look at: what hides is escaped, the value is the same. */
export function printJson(value: unknown): string {
  return `${escapeUnsafeInJson(JSON.stringify(value, undefined, blanks))}\n`;
}

/** Writes a value as {@link printJson} does where it stands in so many lists or objects: indented, without a line end. */
export function printItem(value: unknown, depth: number): string {
  let nested = value;
  for (let level = 0; level < depth; level++) nested = [nested];
  const text = JSON.stringify(nested, undefined, blanks);
  // Level by level `[`, a line end and the indentation stand before the value, and the same stands behind it.
  const before = depth * 2 + (blanks.length * depth * (depth + 1)) / 2;
  const behind = depth * 2 + (blanks.length * depth * (depth - 1)) / 2;
  return escapeUnsafeInJson(text.slice(before - blanks.length * depth, text.length - behind));
}

/** Cuts a printed value before the empty list of a key: each part can have items put into its own lists. */
export function cutBefore(
  frame: string,
  { key, depth }: ItemPlace,
): { readonly before: string; readonly from: string } | undefined {
  const at = frame.indexOf(`\n${blanks.repeat(depth)}${JSON.stringify(key)}: []`);
  return at === -1 ? undefined : { before: frame.slice(0, at), from: frame.slice(at) };
}

/**
 * Puts printed items into the empty list that a printed value has at a key, piece by piece: a list of any length is
 * written without being one text. Each item comes in pieces itself.
 *
 * A line end and a bare quotation mark never stand inside of a JSON text, so what is looked for is the key itself.
 */
export function* spliceItems(frame: string, place: ItemPlace, items: Iterable<Iterable<string>>): Generator<string> {
  const indentation = blanks.repeat(place.depth);
  const list = `\n${indentation}${JSON.stringify(place.key)}: [`;
  const start = frame.indexOf(`${list}]`);
  if (start === -1) throw new Error(`expected an empty list at ${place.key}, got none`);
  const end = start + list.length;
  let separator = frame.slice(0, end);
  let isEmpty = true;
  for (const item of items) {
    yield `${separator}\n`;
    yield* item;
    separator = ",";
    isEmpty = false;
  }
  yield isEmpty ? frame : `\n${indentation}${frame.slice(end)}`;
}
