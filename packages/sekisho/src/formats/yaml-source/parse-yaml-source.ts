import type { YamlDocument, YamlSourceProblem } from "./syntax.ts";
import { YamlCursor, YamlSyntaxError } from "./yaml-cursor.ts";
import { YamlReader } from "./yaml-reader.ts";

/**
 * Reads a stream of YAML documents with the place of every key and value, as Kubernetes' own reader understands them.
 *
 * Documents are read apart: a broken one takes nothing from the others. Documents without content are left out. Never
 * throws. JSON is read too, being YAML. Source: YAML 1.1; where libyaml and go-yaml, which the API server and kubectl use,
 * differ from it, they are followed.
 */
export function parseYamlSource(text: string): readonly YamlDocument[] {
  return [...readYamlDocuments(text)];
}

/** Gives the documents of `parseYamlSource` one after the other, for those who keep none of them. */
export function* readYamlDocuments(text: string): Generator<YamlDocument> {
  for (const piece of splitDocuments(text)) {
    const document = readPiece(text, piece);
    if (!isEmpty(document)) yield document;
  }
}

/** Gives a stream's documents one by one, with no more of their trees in memory than is wanted. */
export interface YamlDocuments extends Iterable<YamlDocument> {
  /** Gives a document by its place among those of the stream, from 0. */
  at(index: number): YamlDocument | undefined;
  /** Lets go of all documents in front of one; they are read again when they are asked for. */
  forgetBefore?(index: number): void;
}

/** Opens the documents of `parseYamlSource`: each is read when it is asked for. Walking over all keeps none. */
export function openYamlDocuments(text: string): YamlDocuments {
  const pieces = splitDocuments(text);
  // The pieces that are documents, as far as is known.
  const known: Piece[] = [];
  const trees = new Map<number, YamlDocument>();
  const findNext = (): YamlDocument | undefined => {
    for (let next = pieces.next(); !next.done; next = pieces.next()) {
      const document = readPiece(text, next.value);
      if (isEmpty(document)) continue;
      known.push(next.value);
      return document;
    }
    return undefined;
  };
  const read = (index: number): YamlDocument | undefined => {
    const piece = known[index];
    if (piece !== undefined) return readPiece(text, piece);
    let document = findNext();
    while (document !== undefined && known.length <= index) document = findNext();
    return document;
  };
  return {
    at(index) {
      const tree = trees.get(index) ?? read(index);
      if (tree !== undefined) trees.set(index, tree);
      return tree;
    },
    forgetBefore(index) {
      for (const place of trees.keys()) if (place < index) trees.delete(place);
    },
    *[Symbol.iterator]() {
      for (let index = 0; ; index++) {
        const document = trees.get(index) ?? read(index);
        if (document === undefined) return;
        yield document;
      }
    },
  };
}

function isEmpty({ root, problems }: YamlDocument): boolean {
  return root === undefined && problems.length === 0;
}

/** The part of a stream that one document stands in. */
interface Piece {
  /** Where its content begins: behind `---`. */
  readonly start: number;
  readonly end: number;
  /** Whether content on the first line stands behind `---`. */
  readonly isMarked: boolean;
  /** Too many documents stand in front of it: it is not read. */
  readonly isTooLate?: true;
}

/** A whole cluster has fewer; each takes memory, even if nothing stands in it. */
const maxYamlDocuments = 500_000;

/**
 * Splits at the lines that begin with `---` or `...`, as kubectl does: nothing can hide them; and JSON where one object ends and
 * a line begins with the next, as `jq` writes them.
 */
function* splitDocuments(text: string): Generator<Piece> {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  let isMarked = false;
  let count = 0;
  const isJson = beginsWithObject(text, start);
  for (let line = start; line <= text.length; line = nextLineStart(text, line)) {
    const marker = isJson && beginsNextObject(text, line) ? "{" : markerAt(text, line);
    if (marker === undefined) continue;
    count += 1;
    if (count >= maxYamlDocuments) {
      yield { start: line, end: text.length, isMarked: false, isTooLate: true };
      return;
    }
    yield { start, end: line, isMarked };
    if (marker === "{") start = line;
    else start = marker === "..." ? nextLineStart(text, line) : line + 3;
    isMarked = marker === "---";
  }
  yield { start: Math.min(start, text.length), end: text.length, isMarked };
}

function markerAt(text: string, at: number): "---" | "..." | undefined {
  const marker = (["---", "..."] as const).find((sign) => text.startsWith(sign, at));
  if (marker === undefined) return undefined;
  const next = text[at + 3];
  return next === undefined || next === "\n" || next === "\r" || next === " " || next === "\t" ? marker : undefined;
}

/** In JSON, nothing but the end of a document lets an object follow another without a comma. */
function beginsNextObject(text: string, line: number): boolean {
  if (text[line] !== "{") return false;
  let before = line - 1;
  while (before >= 0 && isBlank(text, before)) before -= 1;
  return text[before] === "}";
}

/** Two braces are those of a template. */
function beginsWithObject(text: string, start: number): boolean {
  let at = start;
  while (isBlank(text, at)) at += 1;
  return text[at] === "{" && text[at + 1] !== "{";
}

function isBlank(text: string, at: number): boolean {
  const sign = text[at];
  return sign === " " || sign === "\n" || sign === "\r" || sign === "\t";
}

function nextLineStart(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found === -1 ? text.length + 1 : found + 1;
}

/** Of a longer document, the items of a List are not held: a whole cluster may stand in it. */
const maxHeldLength = 1_048_576;

function readPiece(text: string, piece: Piece, mayBeLong = piece.end - piece.start > maxHeldLength): YamlDocument {
  if (piece.isTooLate === true) return refuseRest(text, piece);
  const cursor = new YamlCursor(text, piece.start, piece.end);
  const reader = new YamlReader(cursor, mayBeLong);
  const range = { start: piece.start, end: piece.end };
  try {
    skipDirectives(cursor, piece);
    const root = reader.readDocument(piece.isMarked);
    if (mayBeLong && reader.store.hasAnchors) return readPiece(text, piece, false);
    const problems = reader.store.duplicates.map(
      ({ key, keyRange }): YamlSourceProblem => ({ code: "duplicate-key", got: key, ...keyRange }),
    );
    return { ...range, root, problems, hasAliases: reader.store.hasAliases };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    return { ...range, root: undefined, problems: [toProblem(error, text, piece)], hasAliases: false };
  }
}

function refuseRest(text: string, { start, end }: Piece): YamlDocument {
  const lineEnd = Math.min(end, nextLineStart(text, start) - 1);
  const problem = { code: "too-many-documents", got: text.slice(start, lineEnd), start, end: lineEnd } as const;
  return { start, end, root: undefined, problems: [problem], hasAliases: false };
}

/** Lines such as `%YAML 1.1` in front of a document. */
function skipDirectives(cursor: YamlCursor, piece: Piece): void {
  if (piece.isMarked) return;
  for (;;) {
    const { at, lineStart } = cursor;
    cursor.skip(false);
    if (cursor.unit() !== 0x25 || cursor.column !== 0) {
      cursor.at = at;
      cursor.lineStart = lineStart;
      return;
    }
    cursor.skipToLineEnd();
  }
}

/** Text of a template engine is no YAML: that is the thing to say, whatever the parser stumbled over. */
function toProblem({ code, range }: YamlSyntaxError, text: string, piece: Piece): YamlSourceProblem {
  const written = text.slice(piece.start, piece.end);
  const template = written.indexOf("{{");
  if (template === -1) return { code, got: text.slice(range.start, range.end), ...range };
  const start = piece.start + template;
  const closing = text.indexOf("}}", start);
  const end = closing === -1 || closing > start + 80 ? start + 2 : closing + 2;
  return { code: "template", got: text.slice(start, end), start, end };
}
