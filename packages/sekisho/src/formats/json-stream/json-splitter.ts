import type { Text } from "../../model/text.ts";
import { type OpenValue, scanValue, startValue } from "./open-value.ts";
import { flatterValue, smallerValue, soundValue } from "./value-expectations.ts";

/**
 * What is done with a value: its members are looked at one by one, it is given as a whole, it is told where it stands, or it
 * is passed over.
 */
export type JsonHandling = "open" | "take" | "mark" | "skip";

/** Where a value stands. */
export interface JsonPlace {
  /** JSON pointer: `/components/17`. */
  readonly pointer: string;
  /** The pointer with `*` for every index of a list: `/components/*`. */
  readonly pattern: string;
  /** The numbers in place of the pattern's `*`. */
  readonly indices: readonly number[];
}

/** The bytes of a value that was followed to its end, and not read. */
export interface JsonSpan {
  /** Bytes before it, from the start of the document. */
  readonly start: number;
  readonly length: number;
  /** The most lists and objects around one place in it. */
  readonly levels: number;
}

/** A place where the document breaks the rules of JSON or a limit. */
export interface JsonStreamProblem {
  readonly pointer: string;
  /** Bytes before the place, from the start of the document. */
  readonly offset: number;
  readonly expected: Text;
  /** Whether nothing behind the place was read. */
  readonly isEnd: boolean;
}

/** What a reading obeys. */
export interface JsonSplitterSettings {
  /** Asked with the pattern of every value whose holder is open, once for all elements of a list. */
  readonly handle: (pattern: string) => JsonHandling;
  readonly onValue: (place: JsonPlace, value: unknown) => void;
  /** Told of the values that are marked. */
  readonly onSpan?: (place: JsonPlace, span: JsonSpan) => void;
  readonly onProblem: (problem: JsonStreamProblem) => void;
  /** Told of a member that its object has had before, where the object is looked into and the member is not passed over. */
  readonly onDoubled?: (pointer: string) => void;
  /** Larger values are passed over with a problem. */
  readonly maxValueBytes: number;
  /** Deeper values are passed over with a problem; any depth when left out. */
  readonly maxValueLevels?: number;
  /** Bytes behind the document are left to the caller, and are no problem. */
  readonly stopsAtEnd?: boolean;
}

type Expected = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

/** A list or an object whose values are looked at one by one. */
interface OpenHolder extends JsonPlace {
  readonly isList: boolean;
  /** Handling of all elements of a list; left out for an object, where each member is asked for. */
  readonly elements?: JsonHandling;
  /** Pattern of all elements of a list: one text, of which the hash is known. */
  readonly elementPattern: string;
  index: number;
  key: string;
  /** Members that were not passed over. */
  keys?: Set<string>;
}

const maxOpenHolders = 32;
/** So many members of an object are remembered. */
const maxKnownKeys = 1000;
const root: JsonPlace = { pointer: "", pattern: "", indices: [] };

const expectations = {
  value: { en: "a JSON value", ja: "JSON の値" },
  "value-or-end": { en: "a JSON value or ]", ja: "JSON の値または ]" },
  key: { en: "a key in double quotes", ja: "二重引用符で囲まれたキー" },
  "key-or-end": { en: "a key in double quotes or }", ja: "二重引用符で囲まれたキーまたは }" },
  colon: { en: "a colon behind the key", ja: "キーの後のコロン" },
  "comma-or-end": { en: "a comma or a closing bracket", ja: "カンマまたは閉じ括弧" },
  nothing: { en: "the end of the document", ja: "文書の終わり" },
  rest: { en: "the rest of the document", ja: "文書の続き" },
} as const satisfies Readonly<Record<Expected | "rest", Text>>;

/**
 * Reads a JSON document of any size piece by piece.
 *
 * Only the values that are taken are ever in memory, one at a time. A taken value that is no JSON is a problem of its
 * own: the values behind it are read. Of what is passed over, brackets and strings are followed and nothing is checked.
 */
export class JsonSplitter {
  readonly #settings: JsonSplitterSettings;
  readonly #holders: OpenHolder[] = [];
  #value: OpenValue | undefined;
  #expected: Expected = "value";
  #offset = 0;
  #isBroken = false;

  constructor(settings: JsonSplitterSettings) {
    this.#settings = settings;
  }

  /** Whether nothing more is read, because the text broke the rules. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Whether the document has ended. */
  get isOver(): boolean {
    return this.#expected === "nothing" && this.#value === undefined && !this.#isBroken;
  }

  /** Reads the next bytes, which are UTF-8 without a byte order mark; gives how many were looked at. */
  write(piece: Uint8Array): number {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const stopsAtEnd = this.#settings.stopsAtEnd === true;
    let at = 0;
    while (at < bytes.length && !this.#isBroken && !(stopsAtEnd && this.isOver)) {
      at = this.#value === undefined ? this.#readStructure(bytes, at) : this.#readValue(this.#value, bytes, at);
    }
    this.#offset += piece.length;
    return Math.min(at, piece.length);
  }

  /** Says that the document ends here. */
  end(): void {
    if (this.#isBroken) return;
    if (this.#value?.kind === "word") this.#endValue(this.#value, this.#offset);
    if (this.#value !== undefined) this.#fail("rest", 0);
    else if (this.#expected !== "nothing") this.#fail(this.#holders.length === 0 ? this.#expected : "rest", 0);
  }

  #readStructure(piece: Uint8Array, at: number): number {
    const byte = piece[at];
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    switch (this.#expected) {
      case "colon":
        if (byte !== 0x3a) return this.#fail("colon", at);
        this.#expected = "value";
        return at + 1;
      case "comma-or-end":
        if (byte !== 0x2c) return this.#closeHolder(byte, at);
        this.#expected = this.#holders.at(-1)?.isList === true ? "value" : "key";
        return at + 1;
      case "nothing":
        return this.#fail("nothing", at);
      case "key-or-end":
      case "key":
        if (byte === 0x7d && this.#expected === "key-or-end") return this.#closeHolder(byte, at);
        if (byte !== 0x22) return this.#fail(this.#expected, at);
        this.#value = startValue("key", byte, this.#offset + at);
        return at;
      default:
        if (byte === 0x5d && this.#expected === "value-or-end") return this.#closeHolder(byte, at);
        return this.#startValue(byte ?? 0, at);
    }
  }

  #startValue(byte: number, at: number): number {
    const holder = this.#holders.at(-1);
    if (holder?.isList === true) holder.index++;
    const handling = holder?.elements ?? this.#settings.handle(this.#place().pattern);
    if (holder?.isList === false && handling !== "skip") this.#noteKey(holder);
    const isHolder = byte === 0x7b || byte === 0x5b;
    if (handling === "open" && isHolder && this.#holders.length < maxOpenHolders) {
      this.#openHolder(byte === 0x5b);
      return at + 1;
    }
    const value = startValue(handling === "open" ? "take" : handling, byte, this.#offset + at);
    if (value === undefined) return this.#fail("value", at);
    this.#value = value;
    return at;
  }

  #noteKey(holder: OpenHolder): void {
    const { onDoubled } = this.#settings;
    if (onDoubled === undefined) return;
    holder.keys ??= new Set();
    if (holder.keys.has(holder.key)) onDoubled(this.#place().pointer);
    else if (holder.keys.size < maxKnownKeys) holder.keys.add(holder.key);
  }

  #openHolder(isList: boolean): void {
    const place = this.#place();
    const elementPattern = `${place.pattern}/*`;
    const elements = isList ? { elements: this.#settings.handle(elementPattern) } : {};
    this.#holders.push({ ...place, isList, index: -1, key: "", elementPattern, ...elements });
    this.#expected = isList ? "value-or-end" : "key-or-end";
  }

  #closeHolder(byte: number | undefined, at: number): number {
    if (byte !== (this.#holders.at(-1)?.isList === true ? 0x5d : 0x7d)) return this.#fail("comma-or-end", at);
    this.#holders.pop();
    this.#expected = this.#holders.length === 0 ? "nothing" : "comma-or-end";
    return at + 1;
  }

  #readValue(value: OpenValue, piece: Buffer, at: number): number {
    const end = scanValue(value, piece, at);
    if (value.use === "skip" || value.use === "mark") {
      if (value.isWhole) this.#endValue(value, this.#offset + end);
      return end;
    }
    if (value.isWhole && value.bytes === 0 && end - at <= this.#settings.maxValueBytes) {
      // Most values lie in one piece: they become texts without a view of their bytes.
      this.#closeValue(value, piece.toString("utf8", at, end));
      return end;
    }
    this.#keep(value, piece.subarray(at, end));
    if (value.isWhole) this.#endValue(value, this.#offset + end);
    return end;
  }

  #endValue(value: OpenValue, end: number): void {
    if (value.use !== "mark") {
      this.#closeValue(value, value.use === "skip" ? "" : textOf(value));
      return;
    }
    this.#value = undefined;
    this.#expected = this.#holders.length === 0 ? "nothing" : "comma-or-end";
    const { start, deepest: levels } = value;
    this.#settings.onSpan?.(this.#place(), { start, length: end - start, levels });
  }

  #keep(value: OpenValue, part: Uint8Array): void {
    value.bytes += part.length;
    if (value.bytes <= this.#settings.maxValueBytes) {
      // The piece may be written over once the caller has it back.
      value.parts.push(value.isWhole ? part : Buffer.from(part));
      return;
    }
    if (value.use === "key") {
      this.#fail("key", 0);
      return;
    }
    this.#report(smallerValue(this.#settings.maxValueBytes), value.start, false);
    value.use = "skip";
    value.parts.length = 0;
  }

  #closeValue(value: OpenValue, text: string): void {
    this.#value = undefined;
    const holder = this.#holders.at(-1);
    if (value.use === "key") {
      const key = parseText(text);
      if (holder !== undefined && typeof key === "string") holder.key = key;
      else this.#fail("key", 0);
      this.#expected = "colon";
      return;
    }
    this.#expected = holder === undefined ? "nothing" : "comma-or-end";
    if (value.use === "skip") return;
    const { maxValueLevels = Infinity } = this.#settings;
    if (value.deepest > maxValueLevels) {
      this.#report(flatterValue(maxValueLevels), value.start, false);
      return;
    }
    const parsed = parseText(text);
    if (parsed === undefined) this.#report(soundValue, value.start, false);
    else this.#settings.onValue(this.#place(), parsed);
  }

  #place(): JsonPlace {
    const holder = this.#holders.at(-1);
    if (holder === undefined) return root;
    const { index, indices } = holder;
    if (holder.isList) {
      return {
        pointer: `${holder.pointer}/${index}`,
        pattern: holder.elementPattern,
        indices: indices.length === 0 ? [index] : [...indices, index],
      };
    }
    const name = holder.key.replaceAll("~", "~0").replaceAll("/", "~1");
    return { pointer: `${holder.pointer}/${name}`, pattern: `${holder.pattern}/${name}`, indices };
  }

  /** Ends the reading; gives an offset behind everything. */
  #fail(expected: keyof typeof expectations, at: number): number {
    this.#report(expectations[expected], this.#offset + at, true);
    this.#isBroken = true;
    this.#value = undefined;
    return Number.MAX_SAFE_INTEGER;
  }

  #report(expected: Text, offset: number, isEnd: boolean): void {
    this.#settings.onProblem({ pointer: this.#place().pointer, offset, expected, isEnd });
  }
}

function textOf({ parts }: OpenValue): string {
  const [only] = parts;
  const bytes = parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}

/** Gives the value; `undefined`, which is no JSON value, when the text is none. */
function parseText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // The caller says where.
    return undefined;
  }
}
