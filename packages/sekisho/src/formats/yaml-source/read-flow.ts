import { type ItemPlace, LongItems } from "./long-items.ts";
import { type NodeProperties, NodeStore } from "./node-store.ts";
import { readName, readProperties } from "./read-properties.ts";
import { canBeginPlain, readDoubleQuoted, readPlain, readSingleQuoted } from "./read-scalar.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "./syntax.ts";
import { isBlankOrEnd, YamlCursor } from "./yaml-cursor.ts";

const comma = 0x2c;
const colon = 0x3a;
const questionMark = 0x3f;

/** Reads a list or map in brackets, from its opening bracket. */
export function readFlow(cursor: YamlCursor, store: NodeStore): YamlNode {
  store.enter(cursor);
  const node = cursor.unit() === 0x5b ? readFlowList(cursor, store) : readFlowMap(cursor, store);
  store.leave();
  return node;
}

/** The depth of a list that stands behind a key of the outermost map, whether or not that is in brackets. */
const itemsDepth = 3;

function readFlowList(cursor: YamlCursor, store: NodeStore): YamlNode {
  const start = cursor.at;
  const isLong = store.letsItemsGo && store.depth === itemsDepth && store.rootKey === "items";
  const items: YamlNode[] = [];
  const places: ItemPlace[] = [];
  cursor.at += 1;
  for (;;) {
    if (atClosing(cursor, 0x5d, start)) break;
    const { at, lineStart } = cursor;
    const item = readItem(cursor, store, start);
    if (isLong) {
      places.push({ at, lineStart });
      store.countItem(cursor, places.length);
    } else items.push(item);
    takeComma(cursor, 0x5d, start);
  }
  store.count(cursor);
  const held = isLong ? new LongItems(places, (place) => readItemAt(cursor, place, start)) : items;
  return { kind: "list", items: held, isFlow: true, start, end: cursor.at };
}

/** Reads an item of a long list again. */
function readItemAt({ text, end }: YamlCursor, { at, lineStart }: ItemPlace, opening: number): YamlNode {
  const cursor = new YamlCursor(text, at, end);
  cursor.lineStart = lineStart;
  return readItem(cursor, new NodeStore(), opening);
}

/** Reads an item of a list; `a: b` without brackets is a map of its own. */
function readItem(cursor: YamlCursor, store: NodeStore, opening: number): YamlNode {
  const start = cursor.at;
  const isExplicit = takeQuestionMark(cursor, opening);
  const key = readFlowNode(cursor, store, opening);
  skipInFlow(cursor, opening);
  if (cursor.unit() !== colon) return isExplicit ? single(key, nullAt(cursor.at)) : key;
  const value = readFlowValue(cursor, store, opening);
  return single(key, value);

  function single(keyNode: YamlNode, held: YamlNode): YamlNode {
    const entry = { ...toFlowKey(cursor, keyNode), value: held, isMerged: false };
    return store.toMap(cursor, [entry], { start, end: Math.max(keyNode.end, held.end), isFlow: true });
  }
}

function readFlowMap(cursor: YamlCursor, store: NodeStore): YamlNode {
  const start = cursor.at;
  const entries: YamlEntry[] = [];
  cursor.at += 1;
  for (;;) {
    if (atClosing(cursor, 0x7d, start)) break;
    takeQuestionMark(cursor, start);
    const keyNode = readFlowNode(cursor, store, start);
    skipInFlow(cursor, start);
    const key = toFlowKey(cursor, keyNode);
    // The outermost value is a depth of its own, and what is in brackets another.
    if (store.depth === 2) store.rootKey = key.key;
    const value = cursor.unit() === colon ? readFlowValue(cursor, store, start) : nullAt(cursor.at);
    entries.push({ ...key, value, isMerged: false });
    takeComma(cursor, 0x7d, start);
  }
  return store.toMap(cursor, entries, { start, end: cursor.at, isFlow: true });
}

function readFlowValue(cursor: YamlCursor, store: NodeStore, opening: number): YamlNode {
  cursor.at += 1;
  skipInFlow(cursor, opening);
  const unit = cursor.unit();
  if (unit === comma || unit === 0x5d || unit === 0x7d) return nullAt(cursor.at);
  return readFlowNode(cursor, store, opening);
}

function readFlowNode(cursor: YamlCursor, store: NodeStore, opening: number): YamlNode {
  let properties: NodeProperties | undefined;
  while (cursor.unit() === 0x26 || cursor.unit() === 0x21) {
    properties = readProperties(cursor, properties);
    skipInFlow(cursor, opening);
  }
  const unit = cursor.unit();
  store.open(properties);
  if (unit === 0x5b || unit === 0x7b) return store.close(readFlow(cursor, store), properties);
  store.count(cursor);
  return store.close(readFlowScalar(cursor, store), properties);
}

function readFlowScalar(cursor: YamlCursor, store: NodeStore): YamlNode {
  const unit = cursor.unit();
  if (unit === 0x22) return readDoubleQuoted(cursor);
  if (unit === 0x27) return readSingleQuoted(cursor);
  if (unit === 0x2a) {
    const start = cursor.at;
    cursor.at += 1;
    return store.find(cursor, readName(cursor), start);
  }
  if (unit === colon) return nullAt(cursor.at);
  if (!canBeginPlain(cursor, true)) cursor.fail("unexpected-text");
  return readPlain(cursor, -1, true);
}

function takeQuestionMark(cursor: YamlCursor, opening: number): boolean {
  if (cursor.unit() !== questionMark || !isBlankOrEnd(cursor.unit(1))) return false;
  cursor.at += 1;
  skipInFlow(cursor, opening);
  return true;
}

function atClosing(cursor: YamlCursor, closing: number, opening: number): boolean {
  skipInFlow(cursor, opening);
  if (cursor.unit() !== closing) return false;
  cursor.at += 1;
  return true;
}

/** Takes the comma between items; the closing bracket stays. */
function takeComma(cursor: YamlCursor, closing: number, opening: number): void {
  skipInFlow(cursor, opening);
  if (cursor.unit() === comma) cursor.at += 1;
  else if (cursor.unit() !== closing) cursor.fail("unexpected-text");
}

function skipInFlow(cursor: YamlCursor, opening: number): void {
  cursor.skip(false);
  if (cursor.isAtEnd) cursor.fail("unclosed-flow", opening);
}

function nullAt(at: number): YamlScalar {
  return { kind: "scalar", value: null, style: "plain", start: at, end: at };
}

function toFlowKey(cursor: YamlCursor, node: YamlNode): Pick<YamlEntry, "key" | "keyRange"> {
  if (node.kind !== "scalar") cursor.fail("unexpected-text", node.start);
  return { key: node.value === null ? "null" : String(node.value), keyRange: { start: node.start, end: node.end } };
}
