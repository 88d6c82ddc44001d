import type { YamlDocument, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { readIgnoreWords } from "../inline-exceptions/ignore-words.ts";
import type { ManifestException } from "./manifest-exception.ts";

/** An exception that a comment makes. */
export interface CommentException extends ManifestException {
  /** Findings that begin in this range are accepted; `undefined` for those of the whole file. */
  readonly scope: OffsetRange | undefined;
  /** The comment, from its `#` on. */
  readonly range: OffsetRange;
}

/** What the comments of a manifest accept. */
export interface CommentExceptions {
  readonly exceptions: readonly CommentException[];
  readonly unreadable: readonly (OffsetRange & { readonly message: Text })[];
}

const mark = "sekisho:ignore";
const nothing: CommentExceptions = { exceptions: [], unreadable: [] };

/** Comments beyond these are not read: nobody writes so many into one file. */
const maxComments = 5_000;

/**
 * Finds `# sekisho:ignore RULE[,RULE] reason="…" owner=… expires=YYYY-MM-DD container=NAME` in a manifest.
 *
 * On a line of its own it holds for the field or item below it, with all that is in it; in front of a document's first field
 * for the whole document; behind a value for that field. `sekisho:ignore-file` holds for the file.
 */
export function findCommentExceptions(text: string, documents: Iterable<YamlDocument>): CommentExceptions {
  if (!text.includes(mark)) return nothing;
  const places = placeLines(text, documents);
  const exceptions: CommentException[] = [];
  const unreadable: (OffsetRange & { readonly message: Text })[] = [];
  let at = text.indexOf(mark);
  for (let count = 0; at !== -1 && count < maxComments; at = text.indexOf(mark, at + mark.length)) {
    const range = findComment(text, at, places.quoted);
    if (range === undefined) continue;
    count += 1;
    const behind = text.slice(at + mark.length, range.end);
    const isForFile = /^-file(?=\s|$)/.test(behind);
    if (!isForFile && !/^(?:\s|$)/.test(behind)) continue;
    const words = readIgnoreWords(isForFile ? behind.slice("-file".length) : behind, {
      name: { en: "sekisho:ignore comment", ja: "sekisho:ignore コメント" },
      takesContainer: true,
    });
    if ("problem" in words) {
      unreadable.push({ ...range, message: words.problem });
      continue;
    }
    const { rules, ...rest } = words;
    const scope = isForFile ? undefined : findScope(text, range.start, places);
    for (const rule of rules) exceptions.push({ tool: "sekisho", rule, ...rest, detail: undefined, scope, range });
  }
  return { exceptions, unreadable };
}

/** What lines of a file hold, by the offset of their begin. */
interface LinePlaces {
  /** The outermost field, item or document that begins on a line. */
  readonly outer: Map<number, OffsetRange>;
  /** The innermost field that begins on a line. */
  readonly inner: Map<number, OffsetRange>;
  /** Ends of the quoted and block scalars, by where they begin; in order. */
  readonly quoted: OffsetRange[];
  /** The line below the comment that was last asked about. */
  readonly below: { line: number | undefined };
}

function placeLines(text: string, documents: Iterable<YamlDocument>): LinePlaces {
  const places: LinePlaces = { outer: new Map(), inner: new Map(), quoted: [], below: { line: undefined } };
  const seen = new Set<YamlNode>();
  for (const { root, start, end } of documents) {
    if (root === undefined) continue;
    places.outer.set(lineStart(text, root.start), { start, end });
    placeNode(text, root, { places, seen });
  }
  places.quoted.sort((left, right) => left.start - right.start);
  return places;
}

function placeNode(
  text: string,
  node: YamlNode,
  walk: { readonly places: LinePlaces; readonly seen: Set<YamlNode> },
): void {
  const { places, seen } = walk;
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === "scalar") {
    if (node.end - node.start > mark.length) places.quoted.push({ start: node.start, end: node.end });
    return;
  }
  if (node.kind === "list") {
    for (const item of node.items) {
      if (!node.isFlow && item.start >= node.start) keepOuter(places, lineStart(text, item.start), item.end);
      placeNode(text, item, walk);
      if (node.items.isLong === true) seen.clear();
    }
    return;
  }
  for (const { keyRange, value, isMerged } of node.entries) {
    if (isMerged) continue;
    const end = Math.max(keyRange.end, value.start < keyRange.start ? 0 : value.end);
    const line = lineStart(text, keyRange.start);
    if (!node.isFlow) {
      keepOuter(places, line, end);
      places.inner.set(line, { start: line, end: Math.max(end, lineEnd(text, line)) });
    }
    placeNode(text, value, walk);
  }
}

function keepOuter({ outer }: LinePlaces, line: number, end: number): void {
  if (!outer.has(line)) outer.set(line, { start: line, end });
}

/** Gives the comment that a mark stands at the begin of; `undefined` when it is a part of a value or of other words. */
function findComment(text: string, at: number, quoted: readonly OffsetRange[]): OffsetRange | undefined {
  let hash = at;
  while (text.charAt(hash - 1) === " " || text.charAt(hash - 1) === "\t") hash -= 1;
  hash -= 1;
  if (text.charAt(hash) !== "#" || !/^[\s\uFEFF]?$/.test(text.charAt(hash - 1))) return undefined;
  return isIn(quoted, hash) ? undefined : { start: hash, end: lineEnd(text, at) };
}

/** Scalars do not overlap: the last one that begins in front of an offset is the only one that can hold it. */
function isIn(sorted: readonly OffsetRange[], offset: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return (sorted[low - 1]?.end ?? 0) > offset;
}

function findScope(text: string, hash: number, places: LinePlaces): OffsetRange {
  const own = lineStart(text, hash);
  if (text.slice(own, hash).trim() !== "") return places.inner.get(own) ?? { start: own, end: lineEnd(text, hash) };
  const nothing = { start: hash, end: hash };
  const { below } = places;
  // Comments are asked about in their order: those of one block have the same line below them.
  const line = below.line === undefined || own >= below.line ? findContentLine(text, own) : below.line;
  below.line = line;
  return places.outer.get(line) ?? nothing;
}

/** Finds the next line that is neither empty nor a comment nor a document's marker; the text's end when there is none. */
function findContentLine(text: string, from: number): number {
  let line = from;
  for (;;) {
    const found = text.indexOf("\n", line);
    if (found === -1) return text.length;
    line = found + 1;
    const written = text.slice(line, lineEnd(text, line)).trim();
    if (written !== "" && written !== "---" && !written.startsWith("#")) return line;
  }
}

function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  if (found === -1) return text.length;
  return found > at && text.charCodeAt(found - 1) === 0x0d ? found - 1 : found;
}
