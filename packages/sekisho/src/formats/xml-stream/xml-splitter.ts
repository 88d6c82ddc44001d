import type { Text } from "../../model/text.ts";
import { parseXml, type XmlElement } from "../xml/parse-xml.ts";
import { findTokenEnd, nameOfTag } from "./token.ts";

/** What is done with an element: its children are looked at one by one, it is given as a whole, or it is passed over. */
export type XmlHandling = "open" | "take" | "skip";

/** A place where the document breaks the rules of XML or a limit. */
export interface XmlStreamProblem {
  /** From 1. */
  readonly line: number;
  readonly expected: Text;
  /** Whether nothing behind the place was read. */
  readonly isEnd: boolean;
}

/** What a reading obeys. Paths are names without prefixes, joined by slashes: `bom/components/component`. */
export interface XmlSplitterSettings {
  /** Asked with the path of every element whose parent is open. */
  readonly handle: (path: string) => XmlHandling;
  /**
   * Told of every element that is taken, and of every open one when it starts: then it has attributes only. Lines in the
   * element count from its own first one, which stands on `line` of the document, from 1.
   */
  readonly onElement: (path: string, element: XmlElement, line: number) => void;
  readonly onProblem: (problem: XmlStreamProblem) => void;
  /** Longer elements are passed over with a problem. */
  readonly maxElementUnits: number;
}

/** An element that is taken or passed over, until it ends. */
interface HeldElement {
  readonly path: string;
  readonly line: number;
  isTaken: boolean;
  depth: number;
}

const maxOpenElements = 32;

const expectations = {
  close: { en: "the end tag of the element", ja: "要素の終了タグ" },
  tag: { en: "an element", ja: "要素" },
  whole: { en: "an element that is XML", ja: "XML として正しい要素" },
  rest: { en: "the rest of the document", ja: "文書の続き" },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Reads an XML document of any size piece by piece.
 *
 * Only the element that is taken is in memory, one at a time. Document types are passed over: no entity of theirs is
 * ever read. A taken element that breaks the rules is a problem of its own, and those behind it are read.
 */
export class XmlSplitter {
  readonly #settings: XmlSplitterSettings;
  readonly #path: string[] = [];
  #text = "";
  #at = 0;
  /** Where the text starts that has to be kept. */
  #keptFrom = 0;
  #line = 1;
  #held: HeldElement | undefined;
  #hasRoot = false;
  #isBroken = false;

  constructor(settings: XmlSplitterSettings) {
    this.#settings = settings;
  }

  /** Whether nothing more is read, because the text broke the rules. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Reads the next part of the text. */
  write(piece: string): void {
    if (this.#isBroken) return;
    this.#text = this.#text.slice(this.#keptFrom) + piece;
    this.#at -= this.#keptFrom;
    this.#keptFrom = 0;
    while (!this.#isBroken && this.#readToken());
    if (this.#held?.isTaken !== true) this.#keptFrom = this.#at;
    else if (this.#text.length - this.#keptFrom > this.#settings.maxElementUnits) this.#giveUp(this.#held);
  }

  /** Says that the document ends here. */
  end(): void {
    if (this.#isBroken) return;
    const isOpen = this.#path.length > 0 || this.#held !== undefined || this.#text.slice(this.#at).trim() !== "";
    if (isOpen) this.#fail("rest");
    else if (!this.#hasRoot) this.#fail("tag");
  }

  /** Reads up to the end of the next piece of markup; `false` when it is not all there yet. */
  #readToken(): boolean {
    const start = this.#text.indexOf("<", this.#at);
    if (start === -1) {
      // Blanks between elements are read away; anything else waits, so that the end can say that it is there.
      if (this.#held === undefined && this.#text.slice(this.#at).trim() === "") this.#move(this.#text.length);
      return false;
    }
    if (this.#path.length === 0 && this.#held === undefined && this.#text.slice(this.#at, start).trim() !== "") {
      return this.#fail("tag");
    }
    const end = findTokenEnd(this.#text, start);
    if (end === undefined) return this.#waitFor(start);
    this.#move(start);
    const line = this.#line;
    this.#move(end);
    const second = this.#text.charCodeAt(start + 1);
    if (second === 0x21 || second === 0x3f) return true;
    if (second === 0x2f) return this.#closeElement(start, end);
    return this.#openElement({ start, end, line });
  }

  /** A tag that never ends is not kept for ever. */
  #waitFor(start: number): boolean {
    return this.#text.length - start > this.#settings.maxElementUnits ? this.#fail("tag") : false;
  }

  #openElement({ start, end, line }: { readonly start: number; readonly end: number; readonly line: number }): boolean {
    const name = nameOfTag(this.#text, start + 1);
    if (name === "") return this.#fail("tag");
    const isEmpty = this.#text.charCodeAt(end - 2) === 0x2f;
    if (this.#held !== undefined) {
      if (!isEmpty) this.#held.depth++;
      return true;
    }
    if (this.#path.length === 0 && this.#hasRoot) return this.#fail("tag");
    this.#hasRoot = true;
    const path = [...this.#path, name].join("/");
    const handling = this.#path.length < maxOpenElements ? this.#settings.handle(path) : "skip";
    if (handling === "open") {
      this.#giveElement(path, `${this.#text.slice(start, isEmpty ? end - 2 : end - 1)}/>`, line);
      if (!isEmpty) this.#path.push(name);
    } else if (!isEmpty) {
      this.#held = { path, line, isTaken: handling === "take", depth: 1 };
      this.#keptFrom = start;
    } else if (handling === "take") {
      this.#giveElement(path, this.#text.slice(start, end), line);
    }
    return true;
  }

  #closeElement(start: number, end: number): boolean {
    const held = this.#held;
    if (held === undefined) {
      if (this.#path.pop() !== nameOfTag(this.#text, start + 2)) return this.#fail("close");
      return true;
    }
    held.depth--;
    if (held.depth > 0) return true;
    this.#held = undefined;
    if (held.isTaken) this.#giveElement(held.path, this.#text.slice(this.#keptFrom, end), held.line);
    return true;
  }

  #giveElement(path: string, text: string, line: number): void {
    const { root, problems } = parseXml(text);
    const [problem] = problems;
    if (problem !== undefined || root === undefined) {
      const { expected = expectations.whole, line: inner = 1 } = problem ?? {};
      this.#settings.onProblem({ line: line + inner - 1, expected, isEnd: false });
    }
    if (root !== undefined && problem === undefined) this.#settings.onElement(path, root, line);
  }

  #giveUp(held: HeldElement): void {
    const limit = this.#settings.maxElementUnits;
    const expected = { en: `an element of at most ${limit} characters`, ja: `${limit} 文字以内の要素` };
    this.#settings.onProblem({ line: held.line, expected, isEnd: false });
    held.isTaken = false;
    this.#keptFrom = this.#at;
  }

  /** Moves on, counting lines. */
  #move(end: number): void {
    let next = this.#text.indexOf("\n", this.#at);
    while (next !== -1 && next < end) {
      this.#line++;
      next = this.#text.indexOf("\n", next + 1);
    }
    this.#at = end;
  }

  #fail(expected: keyof typeof expectations): false {
    this.#settings.onProblem({ line: this.#line, expected: expectations[expected], isEnd: true });
    this.#isBroken = true;
    this.#text = "";
    return false;
  }
}
