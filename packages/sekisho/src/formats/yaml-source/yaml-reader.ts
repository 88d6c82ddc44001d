import { type ItemPlace, LongItems } from "./long-items.ts";
import { type NodeProperties, NodeStore } from "./node-store.ts";
import { readBlockScalar } from "./read-block-scalar.ts";
import { readFlow } from "./read-flow.ts";
import { readName, readProperties } from "./read-properties.ts";
import { canBeginPlain, readDoubleQuoted, readPlainFrom, readPlainLine, readSingleQuoted } from "./read-scalar.ts";
import { resolveScalar } from "./resolve-scalar.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "./syntax.ts";
import { YamlCursor } from "./yaml-cursor.ts";

const dash = 0x2d;
const questionMark = 0x3f;
const colon = 0x3a;

/** Longer keys without a `?` are refused, as libyaml refuses them. */
const maxKeyLength = 1024;

/** What may stand where a value is read. */
interface Place {
  /** Column that a value on a later line has to be deeper than; -1 at the top. */
  readonly parent: number;
  /** A list at the parent's own column belongs to it: so it is behind a key. */
  readonly takesListAtParent: boolean;
  /** A block may begin on this very line: so it is behind `-`, not behind a key. */
  readonly takesBlockHere: boolean;
}

/** Reads the value of one document in block style. Lives for one document. */
export class YamlReader {
  readonly #cursor: YamlCursor;
  /** Whether the colon of a key stands behind what was read last. */
  #isKey = false;
  readonly store: NodeStore;

  /** @param letsItemsGo Whether the items of a List of objects are read again when they are asked for. */
  constructor(cursor: YamlCursor, letsItemsGo = false) {
    this.#cursor = cursor;
    this.store = new NodeStore(letsItemsGo);
  }

  /** Reads the whole document; `undefined` when it has no content. */
  readDocument(startsOnMarkerLine: boolean): YamlNode | undefined {
    const cursor = this.#cursor;
    if (!startsOnMarkerLine) cursor.refresh();
    cursor.skip(true);
    if (cursor.isAtEnd) return undefined;
    const root = this.#value({ parent: -1, takesListAtParent: false, takesBlockHere: cursor.isFresh }, cursor.at);
    cursor.skip(true);
    if (!cursor.isAtEnd) cursor.fail("unexpected-text");
    return root;
  }

  /** Reads what stands behind an indicator; nothing is a null of no length at `empty`. */
  #value(place: Place, empty: number): YamlNode {
    const cursor = this.#cursor;
    let takesBlock = place.takesBlockHere;
    let properties: NodeProperties | undefined;
    let isFresh = cursor.isFresh;
    for (;;) {
      if (cursor.isAtEnd || (isFresh && !this.#belongsTo(place)))
        return this.#empty(properties?.start ?? empty, properties);
      takesBlock = takesBlock || isFresh;
      const unit = cursor.unit();
      if (properties !== undefined && !isFresh) break;
      if (unit !== 0x26 && unit !== 0x21) break;
      const column = cursor.column;
      properties = readProperties(cursor, properties);
      cursor.skip(true);
      isFresh = cursor.isFresh;
      // `&anchor key: value` on one line: the anchor is the key's.
      if (!isFresh && takesBlock && this.#isKeyAhead()) return this.#mapWithKeyProperties(column, properties);
      takesBlock = takesBlock && isFresh;
    }
    this.store.open(properties);
    this.store.enter(cursor);
    const node = this.#content(place, takesBlock);
    this.store.leave();
    return this.store.close(node, properties);
  }

  /** Tells whether what begins on a new line is deep enough to belong to its parent. */
  #belongsTo({ parent, takesListAtParent }: Place): boolean {
    const cursor = this.#cursor;
    if (cursor.column > parent) return true;
    return takesListAtParent && cursor.column === parent && cursor.isIndicator(dash);
  }

  #empty(at: number, properties: NodeProperties | undefined): YamlNode {
    this.store.count(this.#cursor);
    const start = properties?.start ?? at;
    return this.store.close({ kind: "scalar", value: null, raw: "", style: "plain", start, end: start }, properties);
  }

  #content(place: Place, takesBlock: boolean): YamlNode {
    const cursor = this.#cursor;
    const unit = cursor.unit();
    const { column } = cursor;
    if (cursor.isIndicator(dash)) {
      if (!takesBlock) cursor.fail("unexpected-text");
      return this.#list(column, place.takesListAtParent && column === place.parent);
    }
    if (takesBlock && cursor.isIndicator(questionMark)) return this.#map(column, undefined);
    if (unit === 0x7c || unit === 0x3e) {
      this.store.count(cursor);
      return readBlockScalar(cursor, place.parent);
    }
    const line = cursor.lineStart;
    const start = cursor.at;
    const node = this.#inline(place.parent);
    if (!this.#isKey) return node;
    if (!takesBlock || cursor.lineStart !== line || cursor.at - start > maxKeyLength) cursor.fail("unexpected-text");
    return this.#map(column, toKey(cursor, node, start));
  }

  /** Reads a scalar, flow or alias; `#isKey` then tells whether a colon behind it makes it a key. */
  #inline(parent: number): YamlNode {
    const cursor = this.#cursor;
    const unit = cursor.unit();
    if (unit === 0x5b || unit === 0x7b) return this.#followed(readFlow(cursor, this.store));
    this.store.count(cursor);
    if (unit === 0x22) return this.#followed(readDoubleQuoted(cursor));
    if (unit === 0x27) return this.#followed(readSingleQuoted(cursor));
    if (unit === 0x2a) return this.#followed(this.readAlias());
    return this.#followed(this.#plain(parent));
  }

  #plain(parent: number): YamlScalar {
    const cursor = this.#cursor;
    if (!canBeginPlain(cursor, false)) cursor.fail("unexpected-text");
    const start = cursor.at;
    const text = readPlainLine(cursor, false);
    const end = cursor.at;
    cursor.skipBlanks();
    const isKey = cursor.isIndicator(colon);
    cursor.at = end;
    if (isKey) return { kind: "scalar", value: resolveScalar(text), raw: text, style: "plain", start, end };
    return readPlainFrom(cursor, { start, text }, parent, false);
  }

  #followed(node: YamlNode): YamlNode {
    const cursor = this.#cursor;
    const { at } = cursor;
    cursor.skipBlanks();
    this.#isKey = cursor.isIndicator(colon);
    if (!this.#isKey) cursor.at = at;
    return node;
  }

  /** Reads `*name`. */
  readAlias(): YamlNode {
    const cursor = this.#cursor;
    const start = cursor.at;
    cursor.at += 1;
    return this.store.find(cursor, readName(cursor), start);
  }

  #list(column: number, isAtParent: boolean): YamlNode {
    const cursor = this.#cursor;
    const start = cursor.at;
    const isLong = this.store.letsItemsGo && this.store.depth === 2 && this.store.rootKey === "items";
    const items: YamlNode[] = [];
    const places: ItemPlace[] = [];
    let end = start;
    for (;;) {
      const { at, lineStart } = cursor;
      const empty = at + 1;
      const item = this.readItem(column);
      if (isLong) {
        places.push({ at, lineStart });
        this.store.countItem(cursor, places.length);
      } else items.push(item);
      end = Math.max(end + 1, item.end > empty ? item.end : empty);
      if (!this.#goesOn(column)) break;
      if (!cursor.isIndicator(dash)) {
        if (isAtParent) break;
        cursor.fail("bad-indentation");
      }
    }
    this.store.count(cursor);
    const held = isLong ? new LongItems(places, (place) => readItemAt(cursor, place, column)) : items;
    return { kind: "list", items: held, isFlow: false, start, end };
  }

  /** Reads what stands behind a dash, which the cursor stands at. */
  readItem(column: number): YamlNode {
    const cursor = this.#cursor;
    cursor.at += 1;
    const empty = cursor.at;
    cursor.skip(true);
    return this.#value({ parent: column, takesListAtParent: false, takesBlockHere: true }, empty);
  }

  /** Goes to the next token and tells whether it stands at this column; deeper ones are errors. */
  #goesOn(column: number): boolean {
    const cursor = this.#cursor;
    cursor.skip(true);
    if (cursor.isAtEnd) return false;
    if (!cursor.isFresh) cursor.fail("unexpected-text");
    if (cursor.column > column) cursor.fail("bad-indentation");
    return cursor.column === column;
  }

  #map(column: number, firstKey: Key | undefined): YamlNode {
    const cursor = this.#cursor;
    const start = firstKey?.keyRange.start ?? cursor.at;
    const entries: YamlEntry[] = [];
    let key = firstKey;
    let end = start;
    for (;;) {
      const entry = key === undefined ? this.#entry(column) : this.#entryOf(key, column);
      key = undefined;
      entries.push(entry);
      end = Math.max(end, entry.keyRange.end, entry.value.end <= cursor.at ? entry.value.end : 0);
      if (!this.#goesOn(column) || cursor.isIndicator(dash)) break;
    }
    if (!cursor.isAtEnd && cursor.isFresh && cursor.column === column) cursor.fail("bad-indentation");
    return this.store.toMap(cursor, entries, { start, end, isFlow: false });
  }

  /** Reads an entry whose key was not read yet. */
  #entry(column: number): YamlEntry {
    const cursor = this.#cursor;
    if (cursor.isIndicator(questionMark)) return this.#explicitEntry(column);
    const start = cursor.at;
    const line = cursor.lineStart;
    let properties: NodeProperties | undefined;
    while (cursor.unit() === 0x26 || cursor.unit() === 0x21) {
      properties = readProperties(cursor, properties);
      cursor.skipBlanks();
    }
    const node = this.#inline(column);
    if (!this.#isKey || cursor.lineStart !== line || cursor.at - start > maxKeyLength) {
      cursor.fail("unexpected-text", start);
    }
    return this.#entryOf(toKey(cursor, this.store.close(node, properties), node.start), column);
  }

  /** Reads the value of an entry; the cursor stands at its colon. */
  #entryOf(key: Key, column: number): YamlEntry {
    const cursor = this.#cursor;
    cursor.at += 1;
    const empty = cursor.at;
    cursor.skip(true);
    if (this.store.depth === 1) this.store.rootKey = key.key;
    const value = this.#value({ parent: column, takesListAtParent: true, takesBlockHere: false }, empty);
    return { ...key, value, isMerged: false };
  }

  /** Reads `? key` and the `: value` below it. */
  #explicitEntry(column: number): YamlEntry {
    const cursor = this.#cursor;
    const place = { parent: column, takesListAtParent: true, takesBlockHere: true };
    const start = cursor.at;
    cursor.at += 1;
    const empty = cursor.at;
    cursor.skip(true);
    const keyNode = this.#value(place, empty);
    const key = toKey(cursor, keyNode, start);
    const { at } = cursor;
    cursor.skip(true);
    if (!cursor.isIndicator(colon) || cursor.column !== column) {
      cursor.at = Math.max(at, cursor.lineStart);
      return { ...key, value: { kind: "scalar", value: null, style: "plain", start: at, end: at }, isMerged: false };
    }
    cursor.at += 1;
    const emptyValue = cursor.at;
    cursor.skip(true);
    return { ...key, value: this.#value(place, emptyValue), isMerged: false };
  }

  #mapWithKeyProperties(column: number, properties: NodeProperties): YamlNode {
    const cursor = this.#cursor;
    this.store.enter(cursor);
    const node = this.#inline(column);
    const key = toKey(cursor, this.store.close(node, properties), node.start);
    const map = this.#map(column, key);
    this.store.leave();
    return map;
  }

  /** Tells whether what stands here on this line is a key; leaves the cursor where it is. */
  #isKeyAhead(): boolean {
    const cursor = this.#cursor;
    const { at, lineStart } = cursor;
    const unit = cursor.unit();
    let isKey = false;
    if (unit === 0x22) readDoubleQuoted(cursor);
    else if (unit === 0x27) readSingleQuoted(cursor);
    else if (canBeginPlain(cursor, false)) readPlainLine(cursor, false);
    if (cursor.at > at && cursor.lineStart === lineStart) {
      cursor.skipBlanks();
      isKey = cursor.isIndicator(colon);
    }
    cursor.at = at;
    cursor.lineStart = lineStart;
    return isKey;
  }
}

/** Reads an item of a long list again. */
function readItemAt({ text, end }: YamlCursor, { at, lineStart }: ItemPlace, column: number): YamlNode {
  const cursor = new YamlCursor(text, at, end);
  cursor.lineStart = lineStart;
  return new YamlReader(cursor).readItem(column);
}

interface Key {
  readonly key: string;
  readonly keyRange: { readonly start: number; readonly end: number };
}

function toKey(cursor: YamlCursor, node: YamlNode, start: number): Key {
  if (node.kind !== "scalar") cursor.fail("unexpected-text", start);
  const key = node.value === null ? "null" : String(node.value);
  return { key, keyRange: { start: node.start, end: node.end } };
}
