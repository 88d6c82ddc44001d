import type { ColumnSpan, DataNode } from "../../model/data-tree.ts";
import { type ParsedDocument, problemAt, type SyntaxProblem } from "../../model/syntax-problem.ts";
import type { Text } from "../../model/text.ts";

/** What is taken beside RFC 8259. */
export interface JsonTreeOptions {
  /** Comments and commas before a closing bracket, as editors and Bun write them. */
  readonly allowComments?: boolean;
}

const maxDepth = 256;

const expectations = {
  value: { en: "a JSON value", ja: "JSON の値" },
  key: { en: "a key in double quotes", ja: "二重引用符で囲まれたキー" },
  colon: { en: "a colon behind the key", ja: "キーの後のコロン" },
  commaOrBrace: { en: "a comma or }", ja: "カンマまたは }" },
  commaOrBracket: { en: "a comma or ]", ja: "カンマまたは ]" },
  quote: { en: "a closing double quote on the same line", ja: "同じ行の閉じ二重引用符" },
  escape: { en: "an escape that JSON knows", ja: "JSON で有効なエスケープ" },
  comment: { en: "the end of the comment", ja: "コメントの終わり" },
  end: { en: "the end of the document", ja: "文書の終わり" },
  depth: { en: `at most ${maxDepth} nested values`, ja: `${maxDepth} 段以内の入れ子` },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Reads a JSON document with the line of every value. Where the text breaks the rules, reading ends: the tree holds
 * everything before. Of a key that comes twice the last value counts, as with `JSON.parse`. Source: RFC 8259.
 */
export function parseJsonTree(text: string, options: JsonTreeOptions = {}): ParsedDocument {
  return new JsonReader(text, options.allowComments === true).read();
}

/** A holder whose values are still being read. */
type OpenHolder = OpenList | OpenMap;

interface OpenList {
  readonly kind: "list";
  readonly items: DataNode[];
  readonly line: number;
  readonly keyColumns?: ColumnSpan;
}

interface OpenMap {
  readonly kind: "map";
  readonly entries: Map<string, DataNode>;
  readonly line: number;
  readonly keyColumns?: ColumnSpan;
}

/** The key that a value stands behind, or only its own line. */
interface ValuePlace {
  readonly line: number;
  readonly keyColumns?: ColumnSpan;
  /** Whether it stands in a list, or in a map that has no key: then nothing but texts says where it is. */
  readonly isKeyless?: boolean;
}

/** One walk over one text; lives for one call. */
class JsonReader {
  readonly #text: string;
  readonly #allowComments: boolean;
  readonly #open: OpenHolder[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #problem: SyntaxProblem | undefined;

  constructor(text: string, allowComments: boolean) {
    this.#text = text;
    this.#allowComments = allowComments;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
  }

  read(): ParsedDocument {
    this.#skipBlanks();
    const root = this.#readValue({ line: this.#line });
    if (root !== undefined) this.#fillOpenHolders();
    this.#skipBlanks();
    if (this.#problem === undefined && this.#at < this.#text.length) this.#fail("end");
    const problems = this.#problem === undefined ? [] : [this.#problem];
    return root === undefined ? { problems } : { root, problems };
  }

  /** Fills lists and maps, the innermost first, until all are closed: no recursion, so no depth breaks the stack. */
  #fillOpenHolders(): void {
    for (let holder = this.#open.at(-1); holder !== undefined; holder = this.#open.at(-1)) {
      const goesOn = holder.kind === "map" ? this.#readEntry(holder) : this.#readItem(holder.items);
      if (this.#problem !== undefined) return;
      if (!goesOn) this.#open.pop();
    }
  }

  /** Reads one entry, or the closing brace: then it gives `false`. */
  #readEntry({ entries, keyColumns: ownColumns }: OpenMap): boolean {
    if (this.#closes("}", entries.size > 0, "commaOrBrace")) return false;
    if (this.#problem !== undefined) return false;
    if (this.#text[this.#at] !== '"') return this.#fail("key");
    const line = this.#line;
    const start = this.#column();
    const key = this.#readText();
    if (key === undefined) return false;
    const keyColumns = [start, this.#column()] as const;
    this.#skipBlanks();
    if (this.#text[this.#at] !== ":") return this.#fail("colon");
    this.#at += 1;
    this.#skipBlanks();
    const value = this.#readValue({ line, keyColumns, isKeyless: ownColumns === undefined });
    if (value === undefined) return false;
    entries.set(key, value);
    return true;
  }

  #readItem(items: DataNode[]): boolean {
    if (this.#closes("]", items.length > 0, "commaOrBracket")) return false;
    if (this.#problem !== undefined) return false;
    const value = this.#readValue({ line: this.#line, isKeyless: true });
    if (value === undefined) return false;
    items.push(value);
    return true;
  }

  /** Steps over what stands between values; gives `true` at the closing bracket. */
  #closes(bracket: "}" | "]", hasValues: boolean, expected: keyof typeof expectations): boolean {
    this.#skipBlanks();
    if (this.#takes(bracket)) return true;
    if (!hasValues) return false;
    if (!this.#takes(",")) return this.#fail(expected);
    this.#skipBlanks();
    return this.#allowComments && this.#takes(bracket);
  }

  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** The column of the next character. */
  #column(): number {
    return this.#at - this.#lineStart + 1;
  }

  #readValue(place: ValuePlace): DataNode | undefined {
    const { line } = place;
    const start = this.#text[this.#at];
    if (start === '"') {
      const startColumn = this.#column();
      const value = this.#readText();
      if (value === undefined) return undefined;
      // Columns of another line than that of the key would mark something else.
      const isPlaced = place.isKeyless === true && this.#line === line;
      return isPlaced
        ? { kind: "scalar", value, line, columns: [startColumn, this.#column()] }
        : { kind: "scalar", value, line };
    }
    if (start === "{" || start === "[") return this.#openHolder(start, place);
    return this.#readWord(line);
  }

  #openHolder(bracket: "{" | "[", place: ValuePlace): DataNode | undefined {
    if (this.#open.length >= maxDepth) {
      this.#fail("depth");
      return undefined;
    }
    this.#at += 1;
    const { line, keyColumns } = place;
    const placed = keyColumns === undefined ? { line } : { line, keyColumns };
    const holder: OpenHolder =
      bracket === "{" ? { kind: "map", entries: new Map(), ...placed } : { kind: "list", items: [], ...placed };
    this.#open.push(holder);
    return holder;
  }

  #readWord(line: number): DataNode | undefined {
    wordPattern.lastIndex = this.#at;
    const word = wordPattern.exec(this.#text)?.[0] ?? "";
    const value = words.has(word) ? (words.get(word) ?? null) : readNumber(word);
    if (value === undefined) {
      this.#fail("value");
      return undefined;
    }
    this.#at += word.length;
    return { kind: "scalar", value, line };
  }

  /** Reads the text in quotes that starts here; most have no escape and are one slice. */
  #readText(): string | undefined {
    const start = this.#at + 1;
    for (let at = start; at < this.#text.length; at += 1) {
      const unit = this.#text.charCodeAt(at);
      if (unit === 0x22) {
        this.#at = at + 1;
        return this.#text.slice(start, at);
      }
      if (unit === 0x5c) return this.#readEscapedText(start, at);
      if (unit === 0x0a) break;
    }
    this.#fail("quote");
    return undefined;
  }

  #readEscapedText(start: number, firstEscape: number): string | undefined {
    let end = firstEscape;
    while (end < this.#text.length && this.#text[end] !== '"' && this.#text[end] !== "\n") {
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    if (this.#text[end] !== '"') {
      this.#fail("quote");
      return undefined;
    }
    const value = unescapeJson(this.#text.slice(start, end));
    if (value === undefined) this.#fail("escape");
    else this.#at = end + 1;
    return value;
  }

  #skipBlanks(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 0x2f && this.#allowComments) {
        if (!this.#skipComment()) return;
        continue;
      }
      if (unit === 0x0a) this.#startLine(this.#at);
      else if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0d) return;
      this.#at += 1;
    }
  }

  #skipComment(): boolean {
    const next = this.#text[this.#at + 1];
    if (next !== "/" && next !== "*") return this.#fail("value");
    const end = this.#text.indexOf(next === "/" ? "\n" : "*/", this.#at + 2);
    if (end === -1 && next === "*") return this.#fail("comment");
    const past = end === -1 ? this.#text.length : end + (next === "/" ? 0 : 2);
    let lineEnd = this.#text.indexOf("\n", this.#at);
    for (; lineEnd !== -1 && lineEnd < past; lineEnd = this.#text.indexOf("\n", lineEnd + 1)) {
      this.#startLine(lineEnd);
    }
    this.#at = past;
    return true;
  }

  #startLine(lineEnd: number): void {
    this.#line += 1;
    this.#lineStart = lineEnd + 1;
  }

  #fail(expected: keyof typeof expectations): false {
    this.#problem ??= problemAt(this.#text, this.#at, expectations[expected]);
    return false;
  }
}

const wordPattern = /[-+.\w]{1,400}/y;
const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function readNumber(word: string): number | undefined {
  return numberPattern.test(word) ? Number(word) : undefined;
}

/** Resolves the escapes of the inside of a JSON string; `undefined` when one is none of JSON's. */
function unescapeJson(inside: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${inside.replaceAll("\t", "\\t")}"`);
    return typeof value === "string" ? value : undefined;
  } catch {
    // The caller says where.
    return undefined;
  }
}
