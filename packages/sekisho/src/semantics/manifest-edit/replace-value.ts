import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { type Editing, edit, isSharedWithin, type PlacedValue, refusals, refuse } from "./editing.ts";
import { keptComments } from "./kept-comments.ts";
import { renderScalar } from "./render-scalar.ts";
import { isInline, renderBelowKey, renderBlock, renderFlow } from "./render-value.ts";
import { blockEndOf, columnOf, lineEndOf } from "./text-lines.ts";

/** Writes another value in the place of one. */
export function replaceValue(editing: Editing, placed: PlacedValue, value: ManifestValue): void {
  const { node, span, holder } = placed;
  if (!span.isAlias && isSharedWithin(editing, node)) {
    refuse(editing, refusals.shared);
    return;
  }
  if (span.hasProperties) {
    refuse(editing, refusals.unusual);
    return;
  }
  if (holder === "flow") {
    edit(editing, span.start, span.end, spaced(editing, span.behind, span, renderInPlace(editing, placed, value)));
  } else if (isInline(value)) writeInline(editing, placed, renderInPlace(editing, placed, value));
  else writeBlock(editing, placed, value);
}

/** A value right behind its colon or dash needs a blank. */
function spaced(editing: Editing, behind: number, span: { readonly start: number }, written: string): string {
  const isTight = span.start === behind && !/[ \t\n]/.test(editing.text.charAt(behind - 1));
  return isTight ? ` ${written}` : written;
}

function renderInPlace({ facts }: Editing, placed: PlacedValue, value: ManifestValue): string {
  const { layout } = facts;
  if (typeof value === "object" && value !== null) {
    return renderFlow(value, {
      layout,
      isJson: placed.isJson,
      ...(placed.indent === undefined ? {} : { indent: placed.indent }),
    });
  }
  const isFlow = placed.holder === "flow";
  const before = styleBefore(placed);
  const place = { isFlow, quote: layout.quote, isJson: placed.isJson };
  return renderScalar(value, before === undefined ? place : { ...place, before });
}

function styleBefore({ node, span }: PlacedValue) {
  return node.kind === "scalar" && !span.isAlias ? node.style : undefined;
}

function writeInline(editing: Editing, placed: PlacedValue, written: string): void {
  const { node, span, holder, column } = placed;
  const { text } = editing;
  if (holder === "item" || !isBlock(node) || span.isAlias) {
    keepItemComments(editing, placed);
    // Behind the end of an empty value the blank is missing; a colon without one is no colon.
    const isEmpty = span.start === span.end;
    edit(
      editing,
      isEmpty ? span.behind : span.start,
      isEmpty ? span.behind : span.end,
      isEmpty ? ` ${written}` : written,
    );
    return;
  }
  edit(editing, span.behind, span.behind, ` ${written}`);
  const below = { start: lineEndOf(text, span.behind), end: blockEndOf(text, span.end, column) };
  edit(editing, below.start, below.end, commentsOf(editing, placed, below));
}

/** Gives the comments of a block that is replaced, as lines where its first one stands. */
function commentsOf({ text, facts }: Editing, { node }: PlacedValue, range: OffsetRange): string {
  const between = facts.layout.lineEnd + " ".repeat(columnOf(text, node.start));
  return keptComments(text, range, [node])
    .map((comment) => between + comment)
    .join("");
}

/** Puts the comments of an item's block that is replaced below it; that of its last line stays where it is. */
function keepItemComments(editing: Editing, { node, span, column }: PlacedValue): void {
  if (!isBlock(node) || span.isAlias) return;
  const { text, facts } = editing;
  const between = facts.layout.lineEnd + " ".repeat(column);
  const comments = keptComments(text, span, [node]).map((comment) => between + comment);
  const end = lineEndOf(text, span.end);
  edit(editing, end, end, comments.join(""));
}

function writeBlock(editing: Editing, placed: PlacedValue, value: ManifestValue): void {
  const { node, span, holder, column } = placed;
  const { text, facts } = editing;
  const isEmpty = span.start === span.end;
  if (holder === "item") {
    keepItemComments(editing, placed);
    const inner = isEmpty ? column + 2 : columnOf(text, span.start);
    const written = renderBlock(value, inner, facts.layout);
    edit(
      editing,
      isEmpty ? span.behind : span.start,
      isEmpty ? span.behind : span.end,
      isEmpty ? ` ${written}` : written,
    );
    return;
  }
  const below = renderBelowKey(value, column, facts.layout);
  const keyLineEnd = lineEndOf(text, span.behind);
  if (isBlock(node) && !span.isAlias) {
    const old = { start: keyLineEnd, end: blockEndOf(text, span.end, column) };
    edit(editing, old.start, old.end, commentsOf(editing, placed, old) + below);
  } else {
    if (!isEmpty) edit(editing, span.behind, span.end, "");
    const end = lineEndOf(text, isEmpty ? span.behind : span.end);
    edit(editing, end, end, below);
  }
}

function isBlock(node: YamlNode): boolean {
  return node.kind !== "scalar" && !node.isFlow;
}
