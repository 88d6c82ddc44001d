import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from "yaml";
import type { DataNode } from "../../model/data-tree.ts";
import { problemAt, type SyntaxProblem } from "../../model/syntax-problem.ts";
import type { ParsedYaml } from "./parsed-yaml.ts";

const maxDepth = 100;
const maxProblems = 100;
const maxDocuments = 100;
/** The library takes time that grows with the square of a broken line's length. */
const maxLineLength = 10_000;
const maxLength = 8 * 1024 * 1024;

const depthProblem = { en: `at most ${maxDepth} nested values`, ja: `${maxDepth} 段以内の入れ子` };
const lengthProblem = {
  en: `YAML of at most ${maxLength} characters in lines of at most ${maxLineLength}, where it uses more than plain maps and lists`,
  ja: `単純なマップとリスト以外を使う場合、全体で ${maxLength} 文字以内、1 行あたり ${maxLineLength} 文字以内の YAML`,
};
const yamlProblem = { en: "valid YAML", ja: "正しい YAML" };

/** Reads any YAML stream with the library. */
export function readWithLibrary(text: string): ParsedYaml {
  const tooLong = text.length > maxLength ? maxLength : findLongLine(text);
  if (tooLong !== undefined) return { documents: [], problems: [problemAt(text, tooLong, lengthProblem)] };
  const tooDeep = findDepth(text);
  if (tooDeep !== undefined) return { documents: [], problems: [problemAt(text, tooDeep, depthProblem)] };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, logLevel: "silent" });
  const problems: SyntaxProblem[] = [];
  const documents: DataNode[] = [];
  for (const document of parsed.slice(0, maxDocuments)) {
    for (const error of document.errors) {
      if (problems.length < maxProblems) problems.push(problemAt(text, error.pos[0], yamlProblem));
    }
    const root = new TreeBuilder(document, lines).build();
    if (root !== undefined) documents.push(root);
  }
  return { documents, problems };
}

function findLongLine(text: string): number | undefined {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    const stop = end === -1 ? text.length : end;
    if (stop - start > maxLineLength) return start;
    start = stop + 1;
  }
  return undefined;
}

/** Finds the place where brackets or indentation are nested too deep for a reader that recurses. */
function findDepth(text: string): number | undefined {
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5b || unit === 0x7b) open += 1;
    else if ((unit === 0x5d || unit === 0x7d) && open > 0) open -= 1;
    if (open > maxDepth) return at;
  }
  const dashes = /^(?:[ ]*[-?][ ]){100}/m.exec(text);
  const indented = /^[ ]{1000}/m.exec(text);
  return dashes?.index ?? indented?.index;
}

/** Turns the library's tree of one document into ours. */
class TreeBuilder {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, DataNode>();

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  build(): DataNode | undefined {
    const root = this.#document.contents;
    if (root === null || depthOf(this.#document) > maxDepth) return undefined;
    return this.#convert(root, this.#lineOf(root));
  }

  #lineOf(node: Node): number {
    return Math.max(1, this.#lines.linePos(node.range?.[0] ?? 0).line);
  }

  #convert(node: unknown, line: number): DataNode {
    if (isAlias(node)) return this.#anchors.get(node.source) ?? { kind: "scalar", value: null, line };
    const converted = this.#convertContent(node, line);
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      this.#anchors.set(node.anchor, converted);
    }
    return converted;
  }

  #convertContent(node: unknown, line: number): DataNode {
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#convert(item, isNode(item) ? this.#lineOf(item) : line));
      return { kind: "list", items, line };
    }
    if (isMap(node)) {
      const entries = new Map<string, DataNode>();
      for (const pair of node.items) {
        const keyLine = isNode(pair.key) ? this.#lineOf(pair.key) : line;
        if (isScalar(pair.key)) entries.set(textOfScalar(pair.key), this.#convert(pair.value, keyLine));
      }
      return { kind: "map", entries, line };
    }
    return { kind: "scalar", value: isScalar(node) ? valueOfScalar(node) : null, line };
  }
}

function isNode(node: unknown): node is Node {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node);
}

function textOfScalar(node: { value: unknown; source?: string }): string {
  if (typeof node.value === "string") return node.value;
  return node.source ?? String(node.value);
}

function valueOfScalar(node: { value: unknown; source?: string }): string | boolean | null {
  if (node.value === null || typeof node.value === "boolean") return node.value;
  return textOfScalar(node);
}

function depthOf(document: Document): number {
  let deepest = 0;
  visit(document, (_key, _node, path) => {
    deepest = Math.max(deepest, path.length);
    return deepest > maxDepth * 2 ? visit.BREAK : undefined;
  });
  return deepest / 2;
}
