import type { OffsetRange } from "../../model/source-text.ts";
import { findIndent, splitExpression } from "./template-expression.ts";
import { type LinePiece, type OutputAction, readTemplateLines, type TemplateLine } from "./template-line.ts";

/** A key, an item or a whole document of the YAML that a template gives out, told by indentation. */
export interface OutlineNode {
  readonly kind: "document" | "entry" | "item";
  /** Column of the key or dash; -1 for a document. */
  readonly column: number;
  /** What the key is made of; empty for items and documents. */
  readonly key: readonly LinePiece[];
  /** What stands behind the key or dash on its line. */
  readonly value: readonly LinePiece[];
  /** The line that it stands on, without its indentation. */
  readonly range: OffsetRange;
  readonly children: OutlineNode[];
  /** Actions below it whose output nobody sees in the template. */
  readonly fillers: OutlineFiller[];
}

/** An action that gives out lines of its own. */
export interface OutlineFiller {
  readonly action: OutputAction;
  readonly range: OffsetRange;
}

/** What a template gives out by itself, and what its definitions give out where they are called. */
export interface TemplateOutline {
  readonly documents: readonly OutlineNode[];
  readonly definitions: ReadonlyMap<string, OutlineNode>;
}

/** Lists in lists that begin on one line. */
const maxDashes = 16;

interface OpenOutline {
  readonly documents: OutlineNode[];
  /** The node that the next line may stand in, outermost first. */
  path: OutlineNode[];
}

/** Reads the outline of a template. */
export function readTemplateOutline(text: string): TemplateOutline {
  const definitions = new Map<string, OutlineNode>();
  const main = openOutline();
  const outer: OpenOutline[] = [];
  let current = main;
  for (const line of readTemplateLines(text)) {
    for (const name of line.definitions) {
      if (name === undefined) {
        current = outer.pop() ?? main;
        continue;
      }
      outer.push(current);
      current = openOutline();
      const [document] = current.documents;
      if (document !== undefined && !definitions.has(name)) definitions.set(name, document);
    }
    addLine(current, line);
  }
  return { documents: main.documents, definitions };
}

function openOutline(): OpenOutline {
  const document = newNode("document", -1, { start: 0, end: 0 });
  return { documents: [document], path: [document] };
}

function newNode(
  kind: OutlineNode["kind"],
  column: number,
  range: OffsetRange,
  pieces: Pick<OutlineNode, "key" | "value"> = { key: [], value: [] },
): OutlineNode {
  return { kind, column, range, ...pieces, children: [], fillers: [] };
}

function addLine(outline: OpenOutline, line: TemplateLine): void {
  const { start, end } = line;
  const pieces = trimPieces(line.pieces);
  const [first] = pieces;
  if (first === undefined || (typeof first === "string" && first.startsWith("#"))) return;
  if (typeof first === "string" && /^---(?:\s|$)/.test(first)) {
    const document = newNode("document", -1, { start, end });
    outline.documents.push(document);
    outline.path = [document];
    return;
  }
  if (pieces.every((piece) => typeof piece !== "string" || piece.trim() === "")) {
    for (const piece of pieces) if (typeof piece !== "string") addFiller(outline, piece, line);
    return;
  }
  addContent(outline, pieces, { range: { start, end }, column: line.column });
}

function addFiller(outline: OpenOutline, action: OutputAction, line: TemplateLine): void {
  const column = findIndent(splitExpression(action.expression)) ?? line.column;
  const filler = { action, range: { start: line.start, end: line.end } };
  const holder = outline.path.findLast((node) => node.column < column);
  holder?.fillers.push(filler);
  // A list may stand in the column of its key.
  const last = outline.path.at(-1);
  if (last !== holder && last?.column === column && isEmptyEntry(last)) last.fillers.push(filler);
}

function isEmptyEntry({ kind, value, children }: OutlineNode): boolean {
  return kind === "entry" && value.length === 0 && children.length === 0;
}

interface ContentPlace {
  readonly range: OffsetRange;
  readonly column: number;
}

/** Adds the items that dashes begin, one in the other, and then the key behind them. */
function addContent(outline: OpenOutline, content: readonly LinePiece[], place: ContentPlace): void {
  let { column } = place;
  let pieces = content;
  let dashes = 0;
  for (let dash = dashOf(pieces); dash !== undefined && dashes < maxDashes; dash = dashOf(pieces)) {
    dashes++;
    pieces = withoutStart(pieces, dash);
    const { value } = splitEntry(pieces) === undefined ? { value: pieces } : { value: [] };
    addNode(
      outline,
      newNode("item", column, place.range, { key: [], value: dashOf(pieces) === undefined ? value : [] }),
    );
    column += dash;
  }
  const entry = splitEntry(pieces);
  if (entry !== undefined) addNode(outline, newNode("entry", column, place.range, entry));
}

function addNode(outline: OpenOutline, node: OutlineNode): void {
  const { path } = outline;
  for (let last = path.at(-1); last !== undefined && !holds(last, node); last = path.at(-1)) path.pop();
  path.at(-1)?.children.push(node);
  path.push(node);
}

/** Tells by their columns whether a node may stand in another: a list also in the column of its key. */
function holds(holder: OutlineNode, node: OutlineNode): boolean {
  if (holder.column < node.column) return true;
  return node.kind === "item" && holder.kind === "entry" && holder.column === node.column;
}

/** Gives how long a dash with its blanks is; `undefined` where there is none. */
function dashOf([first]: readonly LinePiece[]): number | undefined {
  if (typeof first !== "string") return undefined;
  return /^-(?:[ \t]{1,200}|$)/.exec(first)?.[0].length;
}

function withoutStart([first, ...others]: readonly LinePiece[], length: number): readonly LinePiece[] {
  if (typeof first !== "string") return others;
  return first.length > length ? [first.slice(length), ...others] : others;
}

/** Splits a line at the colon behind its key; `undefined` when it has none. */
function splitEntry(pieces: readonly LinePiece[]): Pick<OutlineNode, "key" | "value"> | undefined {
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece !== "string") continue;
    if (index === 0 && /^[{[|>&*!%@]/.test(piece)) return undefined;
    const colon = colonOf(piece, index === pieces.length - 1);
    if (colon === undefined) continue;
    const key = trimPieces([...pieces.slice(0, index), piece.slice(0, colon)]);
    const value = trimPieces([piece.slice(colon + 1), ...pieces.slice(index + 1)]);
    return { key, value: withoutComment(value) };
  }
  return undefined;
}

/** Finds a colon with a blank or the end of the line behind it. */
function colonOf(text: string, isLast: boolean): number | undefined {
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) {
    const next = text[at + 1];
    if (next === " " || next === "\t" || next === "\r" || (next === undefined && isLast)) return at;
    // `key:{{ … }}` is no entry, but `key:{{- … | nindent 4 }}` is one once it is rendered.
    if (next === undefined) return at;
  }
  return undefined;
}

/** Leaves out a comment at the end of a value, and a mark that says how a text is written. */
function withoutComment(value: readonly LinePiece[]): readonly LinePiece[] {
  const [first] = value;
  if (typeof first === "string" && (first.startsWith("#") || /^[|>][-+\d]{0,2}\s*(?:#|$)/.test(first))) return [];
  const last = value.at(-1);
  if (typeof last !== "string") return value;
  const comment = last.search(/\s#/);
  return comment === -1 ? value : trimPieces([...value.slice(0, -1), last.slice(0, comment)]);
}

/** Leaves out the blanks at both ends. */
function trimPieces(pieces: readonly LinePiece[]): readonly LinePiece[] {
  const trimmed = [...pieces];
  const first = trimmed[0];
  if (typeof first === "string") trimmed[0] = first.trimStart();
  const last = trimmed.at(-1);
  if (typeof last === "string") trimmed[trimmed.length - 1] = last.trimEnd();
  while (trimmed[0] === "") trimmed.shift();
  while (trimmed.at(-1) === "") trimmed.pop();
  return trimmed;
}
