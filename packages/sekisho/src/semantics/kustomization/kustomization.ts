import { parseYamlSource } from "../../formats/yaml-source/parse-yaml-source.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";

/** What a kustomization does with a file or directory that it names. */
export type KustomizationUse =
  /** Objects, or another kustomization whose objects are built upon. */
  | "resource"
  | "patch"
  /** Files that become values of ConfigMaps and Secrets, and settings. */
  | "other";

/** A name of a file, directory or address in a kustomization. */
export interface KustomizationReference {
  readonly use: KustomizationUse;
  /** As written. */
  readonly path: string;
  readonly range: OffsetRange;
}

/** A patch that is written in the kustomization itself. */
export interface InlinePatch {
  readonly text: string;
  /** The whole text as it stands in the kustomization. */
  readonly range: OffsetRange;
}

/** What a kustomization changes in objects by itself, and where. */
export interface KustomizationChange {
  readonly field: "images" | "replicas" | "configMapGenerator" | "secretGenerator";
  readonly name: string;
  readonly range: OffsetRange;
}

/** A kustomization. */
export interface Kustomization {
  /** A component is a part of overlays and never built by itself; `other` is no kustomization of kustomize. */
  readonly kind: "overlay" | "component" | "other";
  readonly references: readonly KustomizationReference[];
  readonly inlinePatches: readonly InlinePatch[];
  readonly changes: readonly KustomizationChange[];
  /** Where it asks for the output of charts, which needs helm and, often, the network. */
  readonly charts: OffsetRange | undefined;
}

const pathLists: Readonly<Record<string, KustomizationUse>> = {
  resources: "resource",
  bases: "resource",
  components: "resource",
  configurations: "other",
  crds: "other",
  generators: "other",
  transformers: "other",
  validators: "other",
};

const holdersOfPaths: Readonly<Record<string, KustomizationUse>> = {
  patches: "patch",
  patchesJson6902: "patch",
  replacements: "other",
};

/** Reads a kustomization; one that cannot be read refers to nothing, and whoever builds it says why. */
export function readKustomization(text: string): Kustomization {
  const root = parseYamlSource(text)[0]?.root;
  const references: KustomizationReference[] = [];
  const inlinePatches: InlinePatch[] = [];
  const changes: KustomizationChange[] = [];
  let charts: OffsetRange | undefined;
  for (const { key, keyRange, value } of root?.kind === "map" ? root.entries : []) {
    const use = Object.hasOwn(pathLists, key) ? pathLists[key] : undefined;
    const holds = Object.hasOwn(holdersOfPaths, key) ? holdersOfPaths[key] : undefined;
    if (use !== undefined) for (const item of itemsOf(value)) addPath(references, use, item);
    if (holds !== undefined) for (const item of itemsOf(value)) addPath(references, holds, valueOf(item, "path"));
    if (key === "patches" || key === "patchesJson6902") {
      for (const item of itemsOf(value)) addInline(inlinePatches, valueOf(item, "patch"));
    }
    if (key === "patchesStrategicMerge") for (const item of itemsOf(value)) addPatch(item, references, inlinePatches);
    if (key === "openapi") addPath(references, "other", valueOf(value, "path"));
    if (key === "configMapGenerator" || key === "secretGenerator") addFiles(references, value);
    if (key === "helmCharts" || key === "helmChartInflationGenerator") charts = keyRange;
    if (isChange(key)) changes.push(...itemsOf(value).flatMap((item) => changeOf(key, item)));
  }
  return { kind: kindOf(root), references, inlinePatches, changes, charts };
}

function kindOf(root: YamlNode | undefined): Kustomization["kind"] {
  if (root !== undefined && root.kind !== "map") return "other";
  const apiVersion = textOf(valueOf(root, "apiVersion"));
  if (apiVersion !== undefined && !apiVersion.startsWith("kustomize.config.k8s.io/")) return "other";
  return textOf(valueOf(root, "kind")) === "Component" ? "component" : "overlay";
}

function isChange(key: string): key is KustomizationChange["field"] {
  return key === "images" || key === "replicas" || key === "configMapGenerator" || key === "secretGenerator";
}

function changeOf(field: KustomizationChange["field"], item: YamlNode): readonly KustomizationChange[] {
  const entry = entryOf(item, "name");
  const name = textOf(entry?.value);
  if (entry === undefined || name === undefined) return [];
  return [{ field, name, range: { start: entry.keyRange.start, end: entry.value.end } }];
}

function addFiles(references: KustomizationReference[], generators: YamlNode): void {
  for (const generator of itemsOf(generators)) {
    const named = [...itemsOf(valueOf(generator, "files")), ...itemsOf(valueOf(generator, "envs"))];
    for (const item of [...named, valueOf(generator, "env")]) addPath(references, "other", item, true);
  }
}

function addPatch(item: YamlNode, references: KustomizationReference[], inline: InlinePatch[]): void {
  if (textOf(item)?.includes("\n") === true) addInline(inline, item);
  else addPath(references, "patch", item);
}

function addInline(inline: InlinePatch[], node: YamlNode | undefined): void {
  const text = textOf(node);
  if (text !== undefined && node !== undefined) inline.push({ text, range: { start: node.start, end: node.end } });
}

/** Adds a path; `mayHaveKey` leaves out the key of `key=path`. */
function addPath(
  references: KustomizationReference[],
  use: KustomizationUse,
  node: YamlNode | undefined,
  mayHaveKey = false,
): void {
  const text = textOf(node);
  if (text === undefined || text === "" || node === undefined) return;
  const path = mayHaveKey ? text.slice(text.indexOf("=") + 1) : text;
  references.push({ use, path, range: { start: node.start, end: node.end } });
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === "list" ? [...node.items] : [];
}

function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === "map" ? findEntry(node, key) : undefined;
}

function findEntry(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

function valueOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return entryOf(node, key)?.value;
}

function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

/** Tells whether a name that is no local file is an address that kustomize would fetch from. */
export function isRemoteReference(path: string): boolean {
  return (
    /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/|git::|[\w.-]{1,100}@)/i.test(path) ||
    /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\//.test(path)
  );
}
