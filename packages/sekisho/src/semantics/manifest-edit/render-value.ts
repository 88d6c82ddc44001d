import { isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import type { Layout } from "./layout.ts";
import { renderScalar } from "./render-scalar.ts";

/** Tells whether a value is written on the line of its key: a plain value, or an empty map or list. */
export function isInline(value: ManifestValue): boolean {
  if (isManifestList(value)) return value.length === 0;
  return !isManifestMap(value) || Object.keys(value).length === 0;
}

/** Writes `key: value` in block style. Its first line stands where the text is put; the others begin at a column. */
export function renderEntry(key: string, value: ManifestValue, column: number, layout: Layout): string {
  return `${renderKey(key, layout, false)}:${renderBehindColon(value, column, layout)}`;
}

/** Writes what stands behind the colon of a key in that column: ` value`, or the lines below it. */
function renderBehindColon(value: ManifestValue, column: number, layout: Layout): string {
  return isInline(value) ? ` ${renderInline(value, layout)}` : renderBelowKey(value, column, layout);
}

/** Writes the lines below a key, each behind a line end. */
export function renderBelowKey(value: ManifestValue, column: number, layout: Layout): string {
  const inner = column + (isManifestList(value) ? layout.listStep : layout.step);
  return layout.lineEnd + " ".repeat(inner) + renderBlock(value, inner, layout);
}

/** Writes a value whose block begins at a column, the first line without its indentation. */
export function renderBlock(value: ManifestValue, column: number, layout: Layout): string {
  if (isInline(value)) return renderInline(value, layout);
  const between = layout.lineEnd + " ".repeat(column);
  if (isManifestList(value)) {
    const dash = `-${" ".repeat(layout.itemGap)}`;
    return value.map((item) => dash + renderBlock(item, column + dash.length, layout)).join(between);
  }
  if (!isManifestMap(value)) return renderInline(value, layout);
  return Object.entries(value)
    .map(([key, held]) => renderEntry(key, held, column, layout))
    .join(between);
}

function renderInline(value: ManifestValue, layout: Layout): string {
  if (isManifestList(value)) return "[]";
  if (isManifestMap(value)) return "{}";
  return renderScalar(value, { isFlow: false, quote: layout.quote, isJson: layout.isJson });
}

/** How brackets are filled. */
export interface FlowPlace {
  readonly layout: Layout;
  readonly isJson: boolean;
  /** Blanks in front of the line that the value begins on; `undefined` when everything stands on one line. */
  readonly indent?: number;
}

/** Writes a value in brackets. */
export function renderFlow(value: ManifestValue, place: FlowPlace): string {
  const { layout, isJson, indent } = place;
  const pieces = isManifestList(value)
    ? value.map((item) => renderFlow(item, inside(place)))
    : Object.entries(isManifestMap(value) ? value : {}).map(([key, held]) => renderFlowEntry(key, held, inside(place)));
  const [opening, closing] = isManifestList(value) ? ["[", "]"] : ["{", "}"];
  if (typeof value !== "object" || value === null) {
    return renderScalar(value, { isFlow: true, quote: layout.quote, isJson });
  }
  if (pieces.length === 0) return opening + closing;
  if (indent === undefined) {
    const space = isManifestList(value) || isJson ? "" : " ";
    return opening + space + pieces.join(", ") + space + closing;
  }
  const line = layout.lineEnd + " ".repeat(indent);
  const deeper = line + " ".repeat(layout.step);
  return opening + deeper + pieces.join(`,${deeper}`) + line + closing;
}

/** Writes `key: value` in brackets. */
export function renderFlowEntry(key: string, value: ManifestValue, place: FlowPlace): string {
  return `${renderKey(key, place.layout, true, place.isJson)}: ${renderFlow(value, place)}`;
}

function inside(place: FlowPlace): FlowPlace {
  return place.indent === undefined ? place : { ...place, indent: place.indent + place.layout.step };
}

function renderKey(key: string, layout: Layout, isFlow: boolean, isJson = false): string {
  return renderScalar(key, { isFlow, quote: layout.quote, isJson });
}
