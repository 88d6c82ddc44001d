import type { DataNode } from "../../model/data-tree.ts";

const maxDepth = 32;

/**
 * Reads a value that stands on one line, trimmed: a text in quotes or without, `[a, b]`, `{a: b}`, with a comment
 * behind it. `undefined` when it is anything else or goes on in the next line.
 */
export function readFlow(text: string, line: number): DataNode | undefined {
  const start = text[0];
  if (start === "{" || start === "[") {
    const reader = new FlowReader(text, line);
    const node = reader.readValue(0);
    return node !== undefined && reader.isDone() ? node : undefined;
  }
  const value = readScalarText(text);
  return value === undefined ? undefined : { kind: "scalar", value, line };
}

/** Reads a text in quotes or a plain one, with its comment; `undefined` when it is none. */
export function readScalarText(text: string): string | boolean | null | undefined {
  const start = text[0] ?? "";
  if (start === '"' || start === "'") {
    const end = findClosingQuote(text, 0);
    const rest = end === undefined ? "" : text.slice(end + 1);
    if (end === undefined || (rest !== "" && !/^ +#/.test(rest))) return undefined;
    return unquote(text.slice(0, end + 1));
  }
  if ("&*!|>%@`{[]},#".includes(start) || /^[-?:](?: |$)/.test(text)) return undefined;
  const comment = text.indexOf(" #");
  const plain = comment === -1 ? text : text.slice(0, comment).trimEnd();
  if (plain.includes(": ") || plain.endsWith(":")) return undefined;
  return resolvePlain(plain);
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

function resolvePlain(text: string): string | boolean | null {
  const constant = constants.get(text);
  return constant === undefined ? text : constant;
}

function findClosingQuote(text: string, from: number): number | undefined {
  const mark = text[from] ?? "";
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === "\\" && mark === '"') at += 1;
    else if (text[at] === mark) {
      if (mark === '"' || text[at + 1] !== "'") return at;
      at += 1;
    }
  }
  return undefined;
}

/** Resolves quotes; `undefined` for the escapes that JSON does not have. */
function unquote(quoted: string): string | undefined {
  const inside = quoted.slice(1, -1);
  if (quoted.startsWith("'")) return inside.replaceAll("''", "'");
  if (!inside.includes("\\")) return inside;
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === "string" ? value : undefined;
  } catch {
    // The complete reader looks at it.
    return undefined;
  }
}

/** Reads `{…}` and `[…]`; lives for one value. */
class FlowReader {
  readonly #text: string;
  readonly #line: number;
  #at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.#line = line;
  }

  isDone(): boolean {
    const rest = this.#text.slice(this.#at);
    return rest === "" || /^ +#/.test(rest);
  }

  readValue(depth: number): DataNode | undefined {
    const start = this.#text[this.#at];
    if (depth > maxDepth) return undefined;
    if (start === "{") return this.#readMap(depth);
    if (start === "[") return this.#readList(depth);
    const value = this.#readScalar();
    return value === undefined ? undefined : { kind: "scalar", value, line: this.#line };
  }

  #readMap(depth: number): DataNode | undefined {
    const entries = new Map<string, DataNode>();
    this.#at += 1;
    for (;;) {
      this.#skipBlanks();
      if (this.#take("}")) return { kind: "map", entries, line: this.#line };
      const key = this.#readScalar();
      if (typeof key !== "string" || !this.#take(":")) return undefined;
      this.#skipBlanks();
      const value = this.readValue(depth + 1);
      if (value === undefined) return undefined;
      entries.set(key, value);
      this.#skipBlanks();
      if (!this.#take(",") && this.#text[this.#at] !== "}") return undefined;
    }
  }

  #readList(depth: number): DataNode | undefined {
    const items: DataNode[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipBlanks();
      if (this.#take("]")) return { kind: "list", items, line: this.#line };
      const value = this.readValue(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      this.#skipBlanks();
      if (!this.#take(",") && this.#text[this.#at] !== "]") return undefined;
    }
  }

  #readScalar(): string | boolean | null | undefined {
    const start = this.#text[this.#at] ?? "";
    if (start === '"' || start === "'") {
      const end = findClosingQuote(this.#text, this.#at);
      if (end === undefined) return undefined;
      const quoted = this.#text.slice(this.#at, end + 1);
      this.#at = end + 1;
      return unquote(quoted);
    }
    plainPattern.lastIndex = this.#at;
    const plain = plainPattern.exec(this.#text)?.[0];
    if (plain === undefined || "&*!|>%@`#".includes(start)) return undefined;
    this.#at += plain.length;
    return resolvePlain(plain.trimEnd());
  }

  #skipBlanks(): void {
    while (this.#text[this.#at] === " ") this.#at += 1;
  }

  #take(part: string): boolean {
    if (this.#text[this.#at] !== part) return false;
    this.#at += 1;
    return true;
  }
}

/** A plain text in a flow value: up to a bracket, comma, or a colon before a blank. */
const plainPattern = /(?:[^,[\]{}:#]|:(?![ ,[\]{}]|$)|(?<! )#){1,4000}/y;
