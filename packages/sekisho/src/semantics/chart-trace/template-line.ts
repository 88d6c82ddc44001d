import type { OffsetRange } from "../../model/source-text.ts";
import { createScopeFollower } from "./template-scope.ts";
import { splitTemplate, type TemplateToken } from "./template-tokens.ts";
import type { TemplateScope } from "./value-reference.ts";

/** A part of a line: text that is given out as it is, or an action that gives something out. */
export type LinePiece = string | OutputAction;

/** An action that gives something out, or text that depends on a condition: what it is, only a rendering tells. */
export interface OutputAction {
  /** The expression; empty for what depends on a condition. */
  readonly expression: string;
  readonly scope: TemplateScope;
}

/** A line of a template: from a line end outside of actions to the next one. */
export interface TemplateLine extends OffsetRange {
  readonly pieces: readonly LinePiece[];
  /** The column of its first text or action. */
  readonly column: number;
  /** Names of the definitions that begin and end on it, in order; `undefined` for the end of the innermost. */
  readonly definitions: readonly (string | undefined)[];
}

/** Reads the lines of a template, every action with what names mean at its place. Lines without output are left out. */
export function readTemplateLines(text: string): readonly TemplateLine[] {
  const lines: TemplateLine[] = [];
  const follower = createScopeFollower();
  const blocks: boolean[] = [];
  let line = emptyLine(0);
  const endLine = (end: number): void => {
    const finished = finish(line, end);
    if (finished !== undefined) lines.push(finished);
    line = emptyLine(end + 1);
  };
  for (const token of splitTemplate(text)) {
    if (token.kind === "text") {
      readText(token, line, (end) => {
        endLine(end);
        return line;
      });
      continue;
    }
    const scope = follower.current();
    const definition = followDefinition(token.text, blocks);
    if (definition !== "none") line.definitions.push(definition.name);
    if (follower.take(token.text) === "output") line.parts.push({ token, piece: { expression: token.text, scope } });
    else line.parts.push({ token, piece: undefined });
  }
  endLine(text.length);
  return lines;
}

interface OpenLine {
  readonly start: number;
  /** `undefined` marks a control action: it gives nothing out. */
  readonly parts: { readonly token: OffsetRange; readonly piece: LinePiece | undefined }[];
  readonly definitions: (string | undefined)[];
}

function emptyLine(start: number): OpenLine {
  return { start, parts: [], definitions: [] };
}

function readText(token: TemplateToken, first: OpenLine, endLine: (end: number) => OpenLine): void {
  let line = first;
  let at = 0;
  for (let end = token.text.indexOf("\n"); end !== -1; end = token.text.indexOf("\n", at)) {
    pushText(line, token, at, end);
    line = endLine(token.start + end);
    at = end + 1;
  }
  pushText(line, token, at, token.text.length);
}

function pushText(line: OpenLine, token: TemplateToken, from: number, to: number): void {
  if (to <= from) return;
  const piece = token.text.slice(from, to);
  line.parts.push({ token: { start: token.start + from, end: token.start + to }, piece });
}

/** Tells whether an action begins or ends a definition. `blocks` are those that are open: true for definitions. */
function followDefinition(action: string, blocks: boolean[]): "none" | { readonly name: string | undefined } {
  const [word = ""] = action.split(/\s/, 1);
  if (word === "if" || word === "with" || word === "range") blocks.push(false);
  if (word === "end") return blocks.pop() === true ? { name: undefined } : "none";
  if (word !== "define" && word !== "block") return "none";
  blocks.push(true);
  return { name: /"([^"\n]{1,400})"/.exec(action.slice(0, 500))?.[1] ?? "" };
}

function finish({ start, parts, definitions }: OpenLine, end: number): TemplateLine | undefined {
  const pieces = piecesOf(parts);
  const first = parts.find(({ piece }) => piece !== undefined && (typeof piece !== "string" || piece.trim() !== ""));
  if (first === undefined)
    return definitions.length === 0 ? undefined : { start, end, pieces: [], column: 0, definitions };
  const blanks = typeof first.piece === "string" ? first.piece.length - first.piece.trimStart().length : 0;
  const contentStart = first.token.start + blanks;
  return { start: contentStart, end, pieces, column: contentStart - start, definitions };
}

/** Gives the pieces of a line; what stands between control actions depends on a condition. */
function piecesOf(parts: OpenLine["parts"]): readonly LinePiece[] {
  const firstText = parts.findIndex(({ piece }) => typeof piece !== "string" || piece.trim() !== "");
  const isControl = ({ piece }: OpenLine["parts"][number]): boolean => piece === undefined;
  const from = parts.findIndex((part, index) => index > firstText && isControl(part));
  const to = parts.findLastIndex(isControl);
  const pieces: LinePiece[] = [];
  for (const [index, { piece }] of parts.entries()) {
    const isConditional = from !== -1 && index >= from && index <= to;
    if (!isConditional) pieces.push(...(piece === undefined ? [] : [piece]));
    else if (index === from) pieces.push(conditional);
  }
  return pieces;
}

const conditional: OutputAction = { expression: "", scope: { dot: undefined, variables: new Map() } };
