import { joinTexts, type PlacedText, placeOf, putIn, sliceText } from "../../formats/falco-rules/placed-text.ts";
import { type ReportProblem, ruleError } from "../../formats/falco-rules/rule-problem.ts";
import { quote } from "../../model/quote.ts";
import type { ListDefinition } from "./definitions.ts";

/** How long a condition may become by its lists, in UTF-16 units. */
const maxExpandedLength = 32 * 1024 * 1024;
/** How deep lists may name each other. */
const maxDepth = 500;

/** The lists of a rule set, with the texts that stand for their names. */
export interface ListExpander {
  readonly lists: ReadonlyMap<string, ListDefinition>;
  readonly texts: Map<string, string | undefined>;
  /** Names that a condition or another list has used. */
  readonly used: Set<string>;
  /** How many lists are being expanded within each other. */
  depth: number;
}

/** Makes an expander for lists. */
export function createListExpander(lists: ReadonlyMap<string, ListDefinition>): ListExpander {
  return { lists, texts: new Map(), used: new Set(), depth: 0 };
}

/**
 * Replaces the names of lists in a condition by their items, in quotes too: the engine replaces text, before it reads
 * it. `undefined` when the text would become too long, which is reported.
 *
 * A name is what stands between blanks, parentheses, commas and equal signs. Source: Falco 0.44, rule_loader_compiler.cpp,
 * resolve_list.
 */
export function expandLists(expander: ListExpander, text: PlacedText, report: ReportProblem): PlacedText | undefined {
  const parts: PlacedText[] = [];
  let kept = 0;
  let length = text.text.length;
  for (const { start, end } of namesIn(text.text)) {
    const list = start < kept ? undefined : expander.lists.get(text.text.slice(start, end));
    if (list === undefined) continue;
    const place = placeOf(text, { start, end });
    const items = textOfList(expander, list);
    length += items?.length ?? 0;
    if (items === undefined || length > maxExpandedLength) {
      report(tooLong(list, place));
      return undefined;
    }
    const { before, after } = items === "" ? withoutComma(text.text, start, end) : { before: start, after: end };
    parts.push(sliceText(text, kept, Math.max(kept, before)), putIn(items, place));
    kept = after;
  }
  if (parts.length === 0) return text;
  parts.push(sliceText(text, kept, text.text.length));
  return joinTexts(parts, text.place);
}

/** Gives the stretches that could be names. */
function* namesIn(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !isDelimiter(text.charCodeAt(at))) continue;
    if (at > start) yield { start, end: at };
    start = at + 1;
  }
}

function isDelimiter(unit: number): boolean {
  return (
    unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x28 || unit === 0x29 || unit === 0x2c || unit === 0x3d
  );
}

/** An empty list takes a comma beside it along: the one in front, else the one behind. */
function withoutComma(text: string, start: number, end: number): { readonly before: number; readonly after: number } {
  let before = start;
  while (before > 0 && isSpace(text.charCodeAt(before - 1))) before -= 1;
  if (text[before - 1] === ",") return { before: before - 1, after: end };
  let after = end;
  while (isSpace(text.charCodeAt(after))) after += 1;
  return text[after] === "," ? { before: start, after: after + 1 } : { before: start, after: end };
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a;
}

/** Gives what stands for a list's name; `undefined` when that is too long. */
function textOfList(expander: ListExpander, list: ListDefinition): string | undefined {
  const name = list.name.text;
  if (expander.texts.has(name)) return expander.texts.get(name);
  expander.used.add(name);
  expander.depth += 1;
  const written = itemsOf(expander, list).map(inQuotes).join(", ");
  const isBounded = written.length <= maxExpandedLength && expander.depth <= maxDepth;
  const text = isBounded ? expandLaterLists(expander, list, written) : undefined;
  expander.depth -= 1;
  expander.texts.set(name, text);
  return text;
}

/** An item that names a list defined before this one stands for its items, one level deep. */
function itemsOf({ lists, used }: ListExpander, list: ListDefinition): readonly string[] {
  return list.items.flatMap(({ text }) => {
    const inner = lists.get(text);
    if (inner === undefined || inner.index >= list.visibility || inner === list) return [text];
    used.add(text);
    return inner.items.map((item) => item.text);
  });
}

/** The engine goes through the lists in their order: a text may hold names of lists that come later. */
function expandLaterLists(expander: ListExpander, { index }: ListDefinition, text: string): string | undefined {
  const parts: string[] = [];
  let kept = 0;
  let length = text.length;
  for (const { start, end } of namesIn(text)) {
    const list = start < kept ? undefined : expander.lists.get(text.slice(start, end));
    if (list === undefined || list.index <= index) continue;
    const items = textOfList(expander, list);
    length += items?.length ?? 0;
    if (items === undefined || length > maxExpandedLength) return undefined;
    const { before, after } = items === "" ? withoutComma(text, start, end) : { before: start, after: end };
    parts.push(text.slice(kept, Math.max(kept, before)), items);
    kept = after;
  }
  return parts.length === 0 ? text : parts.join("") + text.slice(kept);
}

/** An item with a blank in it stands in quotes. */
function inQuotes(item: string): string {
  return item.includes(" ") && !item.startsWith('"') && !item.startsWith("'") ? `"${item}"` : item;
}

function tooLong({ name }: ListDefinition, place: PlacedText["place"]): ReturnType<typeof ruleError> {
  const limit = `${maxExpandedLength / 1024 / 1024} MiB`;
  return ruleError("list-too-long", place, {
    en: `with the items of the list ${quote(name.text)} the condition would be longer than ${limit}`,
    ja: `リスト ${quote(name.text)} を展開すると、条件式が上限の ${limit} を超えます`,
  });
}
