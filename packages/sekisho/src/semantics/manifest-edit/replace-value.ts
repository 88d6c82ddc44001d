import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { type Editing, edit, isSharedWithin, type PlacedValue, refusals, refuse } from "./editing.ts";
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
  edit(editing, lineEndOf(text, span.behind), blockEndOf(text, span.end, column), "");
}

function writeBlock(editing: Editing, placed: PlacedValue, value: ManifestValue): void {
  const { node, span, holder, column } = placed;
  const { text, facts } = editing;
  const isEmpty = span.start === span.end;
  if (holder === "item") {
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
  if (isBlock(node) && !span.isAlias) edit(editing, keyLineEnd, blockEndOf(text, span.end, column), below);
  else {
    if (!isEmpty) edit(editing, span.behind, span.end, "");
    const end = lineEndOf(text, isEmpty ? span.behind : span.end);
    edit(editing, end, end, below);
  }
}

function isBlock(node: YamlNode): boolean {
  return node.kind !== "scalar" && !node.isFlow;
}
