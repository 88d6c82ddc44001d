import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from "./syntax.ts";
import type { YamlCursor } from "./yaml-cursor.ts";

/** Deeper values are refused: nothing that people write is. */
const maxYamlDepth = 200;

/** More values in one document are refused. */
const maxYamlValues = 2_000_000;

/** Tags that say what a scalar is; all others leave its text as it is written. */
const resolvedTags: ReadonlySet<string> = new Set(["!!int", "!!float", "!!bool", "!!null", "!!merge"]);

/** What stands in front of a node: `&anchor` and `!tag`. */
export interface NodeProperties {
  readonly start: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

/** The anchors of a document, and how much of it was read. */
export class NodeStore {
  /** Whether the items of a List of objects are not held, but read again when they are asked for. */
  readonly letsItemsGo: boolean;
  /** Key of the outermost map whose value is being read. */
  rootKey: string | undefined;
  readonly #anchors = new Map<string, YamlNode | "open">();
  /** Keys that stand in their map a second time, in order. */
  readonly duplicates: Pick<YamlEntry, "key" | "keyRange">[] = [];
  /** Whether a node stands in several places. */
  hasAliases = false;
  /** Whether a node has an anchor: then no part can be read without what is in front of it. */
  hasAnchors = false;
  #count = 0;
  #depth = 0;

  constructor(letsItemsGo = false) {
    this.letsItemsGo = letsItemsGo;
  }

  get depth(): number {
    return this.#depth;
  }

  enter(cursor: YamlCursor): void {
    this.#depth += 1;
    if (this.#depth > maxYamlDepth) cursor.fail("too-deep");
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** Counts a value. */
  count(cursor: YamlCursor): void {
    this.#count += 1;
    if (this.#count > maxYamlValues) cursor.fail("too-many-values");
  }

  /** Goes on to the next item of a list that are not held: what is in one at a time is limited, and how many there are. */
  countItem(cursor: YamlCursor, items: number): void {
    this.#count = 0;
    if (items > maxYamlValues) cursor.fail("too-many-values");
  }

  /** Notes that an anchored value is being read: an alias in it would have no end. */
  open(properties: NodeProperties | undefined): void {
    if (properties?.anchor === undefined) return;
    this.#anchors.set(properties.anchor, "open");
    this.hasAnchors = true;
  }

  /** Gives the node as its tag says, and keeps it under its anchor. */
  close<Node extends YamlNode>(node: Node, properties: NodeProperties | undefined): Node | YamlScalar {
    if (properties === undefined) return node;
    const tagged = node.kind === "scalar" ? applyTag(node, properties.tag) : node;
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, tagged);
    return tagged;
  }

  /** Gives the node of an anchor. */
  find(cursor: YamlCursor, name: string, start: number): YamlNode {
    const node = this.#anchors.get(name);
    if (node === undefined) cursor.fail("unknown-anchor", start, cursor.at);
    if (node === "open") cursor.fail("alias-loop", start, cursor.at);
    this.hasAliases = true;
    return node;
  }

  /** Makes a map of its entries: of a key that stands twice the last value counts, and merge keys are carried out. */
  toMap(cursor: YamlCursor, entries: readonly YamlEntry[], frame: Pick<YamlMap, "start" | "end" | "isFlow">): YamlMap {
    this.count(cursor);
    if (entries.length <= fewEntries && areSimple(entries)) return { kind: "map", entries, ...frame };
    const places = new Map<string, number>();
    const kept: YamlEntry[] = [];
    const merged: YamlEntry[] = [];
    for (const entry of entries) {
      if (entry.key === "<<" && !entry.isMerged) {
        for (const other of this.#mergedEntries(cursor, entry)) merged.push(other);
        continue;
      }
      const place = places.get(entry.key);
      if (place === undefined) {
        places.set(entry.key, kept.length);
        kept.push(entry);
      } else {
        this.duplicates.push({ key: entry.key, keyRange: entry.keyRange });
        kept[place] = entry;
      }
    }
    for (const entry of merged) {
      if (places.has(entry.key)) continue;
      places.set(entry.key, kept.length);
      kept.push(entry);
    }
    return { kind: "map", entries: kept, ...frame };
  }

  /** What `<<` brings in: of several maps the first wins. */
  #mergedEntries(cursor: YamlCursor, { value, keyRange }: YamlEntry): readonly YamlEntry[] {
    const sources: Iterable<YamlNode> = value.kind === "list" ? value.items : [value];
    const merged: YamlEntry[] = [];
    for (const source of sources) {
      if (source.kind !== "map") cursor.fail("unexpected-text", keyRange.start, keyRange.end);
      for (const entry of source.entries) {
        this.count(cursor);
        merged.push({ ...entry, isMerged: true });
      }
    }
    return merged;
  }
}

/** So few keys are compared one by one sooner than a table of them is made. */
const fewEntries = 12;

/** Tells whether every key is another one, and none a merge key. */
function areSimple(entries: readonly YamlEntry[]): boolean {
  for (let index = 0; index < entries.length; index++) {
    const key = entries[index]?.key;
    if (key === "<<") return false;
    for (let before = 0; before < index; before++) if (entries[before]?.key === key) return false;
  }
  return true;
}

function applyTag(node: YamlScalar, tag: string | undefined): YamlScalar {
  if (tag === undefined || resolvedTags.has(tag)) return node;
  const text = node.raw ?? String(node.value ?? "");
  return { ...node, value: tag === "!!binary" ? decodeBase64(text) : text };
}

function decodeBase64(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
