import type { SyntaxProblem } from "../../model/syntax-problem.ts";
import { problemAt } from "../../model/syntax-problem.ts";
import { decodeEntities } from "./entities.ts";

/** One element with everything below it. Prefixes of names are cut off. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, in order, trimmed. */
  readonly text: string;
  /** Line on which it starts, from 1. */
  readonly line: number;
}

/** An XML document as far as it could be read. */
export interface ParsedXml {
  readonly root?: XmlElement;
  readonly problems: readonly SyntaxProblem[];
}

const maxDepth = 200;

const expectations = {
  close: { en: "the end tag of the element", ja: "要素の終了タグ" },
  comment: { en: "the end of the comment, section or declaration", ja: "コメント、セクションまたは宣言の終わり" },
  tag: { en: "an element", ja: "要素" },
  attribute: { en: "an attribute with its value in quotes, or >", ja: "引用符付きの値を持つ属性または >" },
  depth: { en: `at most ${maxDepth} nested elements`, ja: `${maxDepth} 段以内の入れ子` },
} as const;

/**
 * Reads an XML document with lines. Entities of a document type are never read, neither inside nor from outside; only
 * the five of XML and character references mean anything. Where the text breaks the rules, reading ends and the tree
 * holds everything before. Source: XML 1.0, fifth edition.
 */
export function parseXml(text: string): ParsedXml {
  return new XmlReader(text).read();
}

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
}

/** One walk over one text; lives for one call. */
class XmlReader {
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  #root: OpenElement | undefined;
  #at = 0;
  #line = 1;
  #countedTo = 0;
  #problem: SyntaxProblem | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(): ParsedXml {
    while (this.#problem === undefined && this.#at < this.#text.length) this.#readNext();
    if (this.#problem === undefined && this.#root === undefined) this.#fail("tag");
    if (this.#problem === undefined && this.#open.length > 0) this.#fail("close");
    const problems = this.#problem === undefined ? [] : [this.#problem];
    if (this.#root === undefined) return { problems };
    for (const element of this.#open) element.text = element.text.trim();
    return { root: this.#root, problems };
  }

  #readNext(): void {
    const start = this.#text.indexOf("<", this.#at);
    const end = start === -1 ? this.#text.length : start;
    this.#addText(decodeEntities(this.#text.slice(this.#at, end)));
    this.#at = end;
    if (start !== -1) this.#readMarkup();
  }

  #readMarkup(): void {
    if (this.#startsWith("<!--")) this.#skipPast("-->");
    else if (this.#startsWith("<![CDATA[")) this.#readSection();
    else if (this.#startsWith("<?")) this.#skipPast("?>");
    else if (this.#startsWith("<!")) this.#skipDocumentType();
    else if (this.#startsWith("</")) this.#closeElement();
    else this.#openElement();
  }

  #readSection(): void {
    const begin = this.#at + "<![CDATA[".length;
    if (this.#skipPast("]]>")) this.#addText(this.#text.slice(begin, this.#at - 3));
  }

  #skipDocumentType(): void {
    const bracket = this.#text.indexOf("[", this.#at);
    const end = this.#text.indexOf(">", this.#at);
    this.#skipPast(bracket !== -1 && bracket < end ? "]>" : ">");
  }

  #skipPast(part: string): boolean {
    const end = this.#text.indexOf(part, this.#at);
    if (end === -1) return this.#fail("comment");
    this.#at = end + part.length;
    return true;
  }

  #openElement(): void {
    namePattern.lastIndex = this.#at + 1;
    const name = namePattern.exec(this.#text)?.[0];
    if (name === undefined) return void this.#fail("tag");
    if (this.#open.length >= maxDepth) return void this.#fail("depth");
    if (this.#root !== undefined && this.#open.length === 0) return void this.#fail("tag");
    const line = this.#countLine();
    this.#at += 1 + name.length;
    const attributes = this.#readAttributes();
    if (attributes === undefined) return;
    const element: OpenElement = { name: withoutPrefix(name), attributes, children: [], text: "", line };
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    if (this.#text[this.#at] === "/") this.#at += 2;
    else {
      this.#at += 1;
      this.#open.push(element);
    }
  }

  /** Reads attributes up to `>` or `/>`, which it leaves. */
  #readAttributes(): ReadonlyMap<string, string> | undefined {
    let attributes: Map<string, string> | undefined;
    for (;;) {
      blankPattern.lastIndex = this.#at;
      this.#at += blankPattern.exec(this.#text)?.[0].length ?? 0;
      if (this.#text[this.#at] === ">" || this.#startsWith("/>")) return attributes ?? noAttributes;
      attributePattern.lastIndex = this.#at;
      const found = attributePattern.exec(this.#text);
      const quoteMark = found?.[2];
      const close =
        found === null || quoteMark === undefined ? -1 : this.#text.indexOf(quoteMark, attributePattern.lastIndex);
      if (found === null || close === -1) {
        this.#fail("attribute");
        return undefined;
      }
      attributes ??= new Map();
      const value = this.#text.slice(attributePattern.lastIndex, close);
      attributes.set(withoutPrefix(found[1] ?? ""), decodeEntities(value));
      this.#at = close + 1;
    }
  }

  #closeElement(): void {
    namePattern.lastIndex = this.#at + 2;
    const name = namePattern.exec(this.#text)?.[0] ?? "";
    const element = this.#open.at(-1);
    const end = this.#text.indexOf(">", this.#at);
    if (element === undefined || element.name !== withoutPrefix(name) || end === -1) return void this.#fail("close");
    element.text = element.text.trim();
    this.#open.pop();
    this.#at = end + 1;
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined && text !== "") element.text += text;
  }

  #startsWith(part: string): boolean {
    return this.#text.startsWith(part, this.#at);
  }

  /** Counts on from the last element. */
  #countLine(): number {
    let next = this.#text.indexOf("\n", this.#countedTo);
    while (next !== -1 && next < this.#at) {
      this.#line += 1;
      this.#countedTo = next + 1;
      next = this.#text.indexOf("\n", this.#countedTo);
    }
    return this.#line;
  }

  #fail(expected: keyof typeof expectations): false {
    this.#problem ??= problemAt(this.#text, this.#at, expectations[expected]);
    return false;
  }
}

const noAttributes: ReadonlyMap<string, string> = new Map();
const namePattern = /[\p{L}_:][-\p{L}\p{N}_:.]{0,300}/uy;
const blankPattern = /\s+/y;
const attributePattern = /([^\s=<>"'/]{1,300})\s{0,100}=\s{0,100}(["'])/y;

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Finds the first child of a name. */
export function findChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** Finds the text of the first child of a name; `undefined` when there is none or it is empty. */
export function findChildText(element: XmlElement | undefined, name: string): string | undefined {
  const text = findChild(element, name)?.text;
  return text === undefined || text === "" ? undefined : text;
}

/** Gives the children of a name in order. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
