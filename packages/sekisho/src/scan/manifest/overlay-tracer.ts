import { resolve } from "node:path";
import { type KustomizationFile, pathsOf } from "../../access/rendering/plan-overlays.ts";
import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { YamlDocument, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { locate } from "../../semantics/kubernetes/locate.ts";
import type { InlinePatch } from "../../semantics/kustomization/kustomization.ts";
import { type OverlayDocument, type OverlayLayer, traceOverlay } from "../../semantics/kustomization/trace-overlay.ts";
import type { EditablePlace, Rendering } from "./rendering.ts";
import type { SourceFiles } from "./source-files.ts";

/** A built overlay and the files that it was made from. */
export interface TracedOverlay {
  /** The overlay first, then what it builds upon. */
  readonly layers: readonly KustomizationFile[];
  readonly files: SourceFiles;
  /** Absolute directory that the paths in origin annotations count from. */
  readonly originBase: string;
  /** What was built. */
  readonly documents: readonly YamlDocument[];
}

/** Makes a function that leads built values back to bases, patches and kustomizations. Files are read on first use. */
export function createOverlayTracer({ layers, files, originBase, documents }: TracedOverlay): Rendering["trace"] {
  let read: readonly OverlayLayer[] | undefined;
  const toEditable = (path: string, range: OffsetRange): EditablePlace | undefined => {
    const source = files.named(path);
    return source === undefined ? undefined : { source, range };
  };
  return ({ source: { document, pointer: inDocument } }, pointer) => {
    const built = documents[document]?.root;
    if (built === undefined) return undefined;
    const root = locate(built, inDocument).node;
    const origin = findOrigin(root, originBase, files);
    read ??= layers.map((layer) => readLayer(layer, files));
    const place = traceOverlay(root, pointer.slice(inDocument.length), { origin, layers: read });
    return place === undefined ? undefined : toEditable(place.path, place.range);
  };
}

/** Finds the object as its file has it, by the annotation that names the file. */
function findOrigin(root: YamlNode, originBase: string, files: SourceFiles): OverlayDocument | undefined {
  const annotation = locate(root, "/metadata/annotations/config.kubernetes.io~1origin");
  if (annotation.missing.length > 0 || annotation.node.kind !== "scalar") return undefined;
  const described = parseYamlSource(String(annotation.node.value))[0]?.root;
  const relativePath = described === undefined ? undefined : textAt(described, "/path");
  if (relativePath === undefined) return undefined;
  const path = resolve(originBase, relativePath);
  const source = files.read(path);
  const node = source === undefined ? undefined : findObject(files.documentsOf(path), root);
  if (source === undefined || node === undefined) return undefined;
  return { path: source.path, text: source.text, root: node, placeOf: (range) => range };
}

/** Finds the object of the same kind whose name is that of the built one, or the longest part of it: names get prefixes. */
function findObject(documents: readonly YamlDocument[], built: YamlNode): YamlNode | undefined {
  const kind = textAt(built, "/kind");
  const name = textAt(built, "/metadata/name") ?? "";
  let best: { readonly node: YamlNode; readonly length: number } | undefined;
  for (const node of documents.flatMap(({ root }) => objectsIn(root))) {
    const own = textAt(node, "/metadata/name") ?? "";
    if (textAt(node, "/kind") !== kind || !name.includes(own)) continue;
    if (own.length > (best?.length ?? -1)) best = { node, length: own.length };
  }
  return best?.node;
}

function objectsIn(root: YamlNode | undefined): readonly YamlNode[] {
  if (root === undefined) return [];
  const items = locate(root, "/items");
  return items.missing.length === 0 && items.node.kind === "list" ? [...items.node.items] : [root];
}

function textAt(root: YamlNode, pointer: string): string | undefined {
  const { node, missing } = locate(root, pointer);
  return missing.length === 0 && node.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

function readLayer(layer: KustomizationFile, files: SourceFiles): OverlayLayer {
  const source = files.read(layer.path);
  const patches: OverlayDocument[] = [];
  for (const path of pathsOf(layer, (use) => use === "patch")) {
    const text = files.read(path);
    if (text === undefined) continue;
    for (const { root } of files.documentsOf(path)) {
      if (root !== undefined) patches.push({ path: text.path, text: text.text, root, placeOf: (range) => range });
    }
  }
  const path = source?.path ?? files.nameOf(layer.path);
  for (const inline of layer.kustomization.inlinePatches) {
    const placeOf = (range: OffsetRange): OffsetRange => lineInside(layer.text, inline, range);
    for (const { root } of parseYamlSource(inline.text)) {
      if (root !== undefined) patches.push({ path, text: inline.text, root, placeOf });
    }
  }
  return { path, kustomization: layer.kustomization, patches };
}

/** Gives the line of a kustomization that a place in a patch inside of it stands on; the patch's first line for flow styles. */
function lineInside(text: string, inline: InlinePatch, { start }: OffsetRange): OffsetRange {
  const isBlock = text[inline.range.start] === "|";
  const asked = isBlock ? inline.text.slice(0, start).split("\n").length : 0;
  let at = inline.range.start;
  for (let line = 0; line < asked; line++) {
    const next = text.indexOf("\n", at);
    if (next === -1) break;
    at = next + 1;
  }
  const end = text.indexOf("\n", at);
  const line = text.slice(at, end === -1 ? text.length : end);
  return { start: at + line.length - line.trimStart().length, end: at + line.trimEnd().length };
}
