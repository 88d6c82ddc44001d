import type { DataNode } from "../../model/data-tree.ts";
import { readFlow, readScalarText } from "./flow-reader.ts";

const maxDepth = 100;

/** A map or list that lines are being added to. */
type OpenBlock =
  | { readonly kind: "map"; readonly indent: number; readonly entries: Map<string, DataNode> }
  | { readonly kind: "list"; readonly indent: number; readonly items: DataNode[] };

/** A key or dash whose value has not come yet: it stands on the next lines, or is null. */
interface Waiting {
  readonly indent: number;
  readonly line: number;
  /** `- ` does not take a list of its own indentation, a key does. */
  readonly isKey: boolean;
  put(node: DataNode): void;
}

/**
 * Reads YAML as package managers write it, line by line; `undefined` when the text uses anything else (block scalars,
 * anchors, tags, texts over several lines, tabs) or is no YAML: then a complete reader has to look at it.
 */
export function readBlocks(text: string): readonly DataNode[] | undefined {
  const reader = new BlockReader();
  let line = 1;
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const stop = text.charCodeAt(end - 1) === 0x0d && end > start ? end - 1 : end;
    if (!reader.readLine(text.slice(start, stop), line)) return undefined;
    start = end + 1;
  }
  return reader.finish();
}

/** Builds trees from lines; lives for one call. */
class BlockReader {
  readonly #documents: DataNode[] = [];
  #blocks: OpenBlock[] = [];
  #root: DataNode | undefined;
  #waiting: Waiting | undefined;
  /** A `? key` line whose `:` line has not come yet. */
  #longKey: { readonly key: string; readonly indent: number; readonly line: number } | undefined;

  /** Takes the next line; `false` when it is none that this reader knows. */
  readLine(line: string, number: number): boolean {
    let indent = 0;
    while (line.charCodeAt(indent) === 0x20) indent += 1;
    const first = line[indent];
    if (first === undefined || first === "#") return true;
    if (first === "\t" || line.includes("\t")) return false;
    if (indent === 0 && (first === "%" || line === "...")) return false;
    if (line === "---") return this.#endDocument();
    if (line.startsWith("---") || (this.#root !== undefined && this.#blocks.length === 0)) return false;
    return this.#readContent(line, indent, number);
  }

  finish(): readonly DataNode[] | undefined {
    return this.#endDocument() ? this.#documents : undefined;
  }

  #endDocument(): boolean {
    if (this.#longKey !== undefined) return false;
    this.#settle();
    if (this.#root !== undefined) this.#documents.push(this.#root);
    this.#root = undefined;
    this.#blocks = [];
    return true;
  }

  /** Reads `- value`, `key: value`, `? key` or `: value` that starts at a column. */
  #readContent(line: string, indent: number, number: number): boolean {
    const next = line[indent + 1];
    const isAlone = next === undefined || next === " ";
    if (line[indent] === "-" && isAlone) return this.#readDash(line, indent, number);
    if (line[indent] === "?" && isAlone) return this.#readLongKey(line, indent, number);
    if (line[indent] === ":" && isAlone) return this.#readLongValue(line, indent);
    if (this.#longKey !== undefined) return false;
    const key = readKey(line, indent);
    if (key === undefined) return false;
    return this.#addEntry(key.text, indent, number) && this.#readValue(line, key.end, indent, number);
  }

  #readDash(line: string, indent: number, number: number): boolean {
    const block = this.#blockAt(indent, "list", number);
    if (block?.kind !== "list" || this.#longKey !== undefined) return false;
    this.#wait(indent, number, false, (node) => block.items.push(node));
    let column = indent + 1;
    while (line[column] === " ") column += 1;
    if (column >= line.length || line[column] === "#") return true;
    const isNested = line[column] === "-" && (line[column + 1] === " " || line[column + 1] === undefined);
    if (isNested || readKey(line, column) !== undefined) return this.#readContent(line, column, number);
    return this.#readValue(line, indent + 1, indent, number);
  }

  #readLongKey(line: string, indent: number, number: number): boolean {
    const key = readScalarText(line.slice(indent + 2).trim());
    if (typeof key !== "string" || this.#longKey !== undefined) return false;
    this.#longKey = { key, indent, line: number };
    return true;
  }

  #readLongValue(line: string, indent: number): boolean {
    const long = this.#longKey;
    if (long?.indent !== indent || line.trim() !== ":") return false;
    this.#longKey = undefined;
    return this.#addEntry(long.key, indent, long.line);
  }

  #addEntry(key: string, indent: number, number: number): boolean {
    const block = this.#blockAt(indent, "map", number);
    if (block?.kind !== "map") return false;
    this.#wait(indent, number, true, (node) => block.entries.set(key, node));
    return true;
  }

  /** Reads what stands behind a key or dash on the same line. */
  #readValue(line: string, from: number, indent: number, number: number): boolean {
    const rest = line.slice(from).trim();
    if (rest === "" || rest.startsWith("#")) return true;
    const node = readFlow(rest, number);
    const waiting = this.#waiting;
    if (node === undefined || waiting === undefined || waiting.indent !== indent) return false;
    this.#waiting = undefined;
    waiting.put(node);
    return true;
  }

  #wait(indent: number, line: number, isKey: boolean, put: (node: DataNode) => void): void {
    this.#waiting = { indent, line, isKey, put };
  }

  /** A key without a value is null. */
  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.put({ kind: "scalar", value: null, line: waiting.line });
  }

  /** Gives the block that a line of this indentation belongs to, opened when it is the first. */
  #blockAt(indent: number, kind: OpenBlock["kind"], line: number): OpenBlock | undefined {
    const waiting = this.#waiting;
    const isBelow = waiting !== undefined && indent > waiting.indent;
    const isListOfKey = waiting?.isKey === true && kind === "list" && indent === waiting.indent;
    if (isBelow || isListOfKey || this.#root === undefined) return this.#openBlock(indent, kind, line);
    this.#settle();
    for (let block = this.#blocks.at(-1); block !== undefined; block = this.#blocks.at(-1)) {
      if (block.indent < indent) return undefined;
      if (block.indent === indent && block.kind === kind) return block;
      this.#blocks.pop();
    }
    return undefined;
  }

  #openBlock(indent: number, kind: OpenBlock["kind"], line: number): OpenBlock | undefined {
    if (this.#blocks.length >= maxDepth) return undefined;
    const waiting = this.#waiting;
    const holderLine = waiting?.line ?? line;
    const block: OpenBlock = kind === "map" ? { kind, indent, entries: new Map() } : { kind, indent, items: [] };
    const node: DataNode =
      block.kind === "map"
        ? { kind: "map", entries: block.entries, line: holderLine }
        : { kind: "list", items: block.items, line: holderLine };
    if (waiting === undefined) this.#root = node;
    else waiting.put(node);
    this.#waiting = undefined;
    this.#blocks.push(block);
    return block;
  }
}

/** Finds a key on one line and the column behind its colon. */
function readKey(line: string, from: number): { readonly text: string; readonly end: number } | undefined {
  const start = line[from] ?? "";
  if (start === '"' || start === "'") {
    const close = line.indexOf(start, from + 1);
    if (close === -1 || line[close + 1] !== ":" || line.slice(from, close).includes("\\")) return undefined;
    const isEnd = close + 2 >= line.length || line[close + 2] === " ";
    return isEnd ? { text: line.slice(from + 1, close), end: close + 2 } : undefined;
  }
  if ("[]{}&*!|>%@`#,".includes(start)) return undefined;
  let colon = line.indexOf(":", from);
  while (colon !== -1 && colon + 1 < line.length && line[colon + 1] !== " ") colon = line.indexOf(":", colon + 1);
  if (colon === -1 || line.slice(from, colon).includes(" #")) return undefined;
  return { text: line.slice(from, colon).trimEnd(), end: colon + 1 };
}
