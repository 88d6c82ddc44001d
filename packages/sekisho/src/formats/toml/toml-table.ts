import type { DataNode, MapNode } from "../../model/data-tree.ts";
import type { TomlCursor } from "./toml-cursor.ts";
import { readQuoted } from "./toml-text.ts";

/** How a table came to be; it decides what may still be added to it. */
export type TomlTableOrigin = "header" | "implicit" | "dotted" | "inline";

/** A table while a document is read. */
export class TomlTable {
  readonly node: MapNode;
  origin: TomlTableOrigin;
  readonly #entries = new Map<string, DataNode>();
  readonly #tables = new Map<string, TomlTable>();
  readonly #lists = new Map<string, { readonly items: DataNode[]; last: TomlTable }>();
  #isClosed = false;

  constructor(line: number, origin: TomlTableOrigin) {
    this.node = { kind: "map", entries: this.#entries, line };
    this.origin = origin;
  }

  /** Takes no more keys from here on. */
  close(): void {
    this.#isClosed = true;
    for (const table of this.#tables.values()) table.close();
  }

  /** Sets `a.b = value`; `false` when a part of the key is set already. */
  assign(keys: readonly string[], value: DataNode): boolean {
    const holder = this.#descendDotted(keys, value.line);
    const key = keys.at(-1);
    if (holder === undefined || key === undefined || holder.#isClosed || holder.#entries.has(key)) return false;
    holder.#entries.set(key, value);
    return true;
  }

  /** Opens `[a.b]`; `undefined` when it cannot be opened (again). */
  openTable(keys: readonly string[], line: number): TomlTable | undefined {
    const holder = this.#descend(keys, line);
    const key = keys.at(-1);
    if (holder === undefined || key === undefined || holder.#isClosed) return undefined;
    const there = holder.#tables.get(key);
    if (there === undefined) return holder.#entries.has(key) ? undefined : holder.#add(key, line, "header");
    if (there.origin !== "implicit" || there.#isClosed) return undefined;
    there.origin = "header";
    return there;
  }

  /** Opens the next `[[a.b]]`; `undefined` when `a.b` is something else already. */
  openItem(keys: readonly string[], line: number): TomlTable | undefined {
    const holder = this.#descend(keys, line);
    const key = keys.at(-1);
    if (holder === undefined || key === undefined || holder.#isClosed) return undefined;
    const last = new TomlTable(line, "header");
    const list = holder.#lists.get(key);
    if (list !== undefined) {
      list.items.push(last.node);
      list.last = last;
      return last;
    }
    if (holder.#entries.has(key)) return undefined;
    const items: DataNode[] = [last.node];
    holder.#entries.set(key, { kind: "list", items, line });
    holder.#lists.set(key, { items, last });
    return last;
  }

  /** Walks a header's path up to its last key: through tables and the last items of lists, made where missing. */
  #descend(keys: readonly string[], line: number): TomlTable | undefined {
    const [key, ...rest] = keys;
    if (key === undefined || rest.length === 0) return this;
    const next = this.#tables.get(key) ?? this.#lists.get(key)?.last;
    if (next !== undefined) return next.#descend(rest, line);
    if (this.#entries.has(key) || this.#isClosed) return undefined;
    return this.#add(key, line, "implicit").#descend(rest, line);
  }

  /** Walks a dotted key: only through tables that dotted keys of this same table made. */
  #descendDotted(keys: readonly string[], line: number): TomlTable | undefined {
    const [key, ...rest] = keys;
    if (key === undefined || rest.length === 0) return this;
    const next = this.#tables.get(key);
    if (next !== undefined) return next.origin === "dotted" ? next.#descendDotted(rest, line) : undefined;
    if (this.#entries.has(key) || this.#isClosed) return undefined;
    return this.#add(key, line, "dotted").#descendDotted(rest, line);
  }

  #add(key: string, line: number, origin: TomlTableOrigin): TomlTable {
    const table = new TomlTable(line, origin);
    this.#tables.set(key, table);
    this.#entries.set(key, table.node);
    return table;
  }
}

const bareKey = /[-\w]{1,1000}/y;

/** Reads a key with its dots: `a."b.c".d` gives three parts. Steps over blanks on both sides. */
export function readKey(cursor: TomlCursor): readonly string[] {
  const keys: string[] = [];
  do {
    cursor.skipBlanks();
    keys.push(readKeyPart(cursor));
    cursor.skipBlanks();
  } while (keys.length < 100 && cursor.take("."));
  return keys;
}

function readKeyPart(cursor: TomlCursor): string {
  const start = cursor.peek();
  if (start === '"' || start === "'") return readQuoted(cursor);
  bareKey.lastIndex = cursor.at;
  const key = bareKey.exec(cursor.text)?.[0];
  if (key === undefined) cursor.fail({ en: "a key", ja: "キー" });
  cursor.at += key.length;
  return key;
}
