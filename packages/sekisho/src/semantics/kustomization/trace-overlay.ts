import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type LocatedValue, rangeOfLocated } from "../kubernetes/locate.ts";
import { pointerKeys } from "../kubernetes/manifest-value.ts";
import { followKeys } from "./follow-keys.ts";
import type { Kustomization, KustomizationChange } from "./kustomization.ts";

/** A document that an overlay is built from. */
export interface OverlayDocument {
  readonly path: string;
  /** The text that the ranges of the nodes are of. */
  readonly text: string;
  readonly root: YamlNode;
  /** Gives the place in the file of a place in the document: another one for a patch inside a kustomization. */
  readonly placeOf: (range: OffsetRange) => OffsetRange;
}

/** A kustomization of an overlay with its patches, in their order. */
export interface OverlayLayer {
  readonly path: string;
  readonly kustomization: Kustomization;
  readonly patches: readonly OverlayDocument[];
}

/** What a built object was made from. */
export interface OverlaySources {
  /** The object as it stands in the file that it comes from; `undefined` when it was generated or is not known. */
  readonly origin: OverlayDocument | undefined;
  /** The overlay first, then what it builds upon. */
  readonly layers: readonly OverlayLayer[];
}

/** Where a value of a built object comes from. */
export interface OverlayPlace {
  readonly path: string;
  readonly range: OffsetRange;
}

/**
 * Finds where a JSON pointer into a built object leads in the files of its overlay: to the patch that set or removed the
 * value, to the line of the kustomization that changed it, or to the object's own file, there to what is nearest.
 */
export function traceOverlay(root: YamlNode, pointer: string, sources: OverlaySources): OverlayPlace | undefined {
  const keys = pointerKeys(pointer);
  const built = followKeys(root, keys, root);
  for (const layer of sources.layers) {
    for (const patch of layer.patches.toReversed()) {
      const range = rangeInPatch(patch, { root, keys, built });
      if (range !== undefined) return { path: patch.path, range: patch.placeOf(range) };
    }
    const change = findChange(layer, root, { keys, built, origin: sources.origin });
    if (change !== undefined) return { path: layer.path, range: change.range };
  }
  if (sources.origin === undefined) return undefined;
  const followed = followKeys(root, keys, sources.origin.root);
  return { path: sources.origin.path, range: sources.origin.placeOf(rangeOfLocated(sources.origin.text, followed)) };
}

interface Asked {
  readonly root: YamlNode;
  readonly keys: readonly string[];
  /** What the keys lead to in the built object. */
  readonly built: LocatedValue;
}

function rangeInPatch({ root: patch, text }: OverlayDocument, asked: Asked): OffsetRange | undefined {
  if (patch.kind === "list") {
    return [...patch.items].map((step) => rangeInStep(step, text, asked)).find((range) => range !== undefined);
  }
  if (textAt(patch, "kind") !== textAt(asked.root, "kind") || asked.built.missing.length > 0) return undefined;
  const followed = followKeys(asked.root, asked.keys, patch);
  if (followed.missing.length > 0 || asked.keys.length === 0) return undefined;
  return isSame(followed.node, asked.built.node) ? rangeOfLocated(text, followed) : undefined;
}

/** Finds what one step of a JSON patch says of a value. Source: RFC 6902, section 4. */
function rangeInStep(step: YamlNode, text: string, { root, keys, built }: Asked): OffsetRange | undefined {
  const path = pointerKeys(textAt(step, "path") ?? "");
  if (path.length === 0 || path.length > keys.length || !path.every((key, at) => isSameKey(key, keys[at])))
    return undefined;
  const operation = textAt(step, "op");
  if (operation === "remove") return built.missing.length > 0 ? step : undefined;
  const value = step.kind === "map" ? step.entries.find(({ key }) => key === "value") : undefined;
  if (value === undefined || built.missing.length > 0) return undefined;
  const base = followKeys(root, keys.slice(0, path.length), root);
  const followed = followKeys(base.node, keys.slice(path.length), value.value);
  if (followed.missing.length > 0 || !isSame(followed.node, built.node)) return undefined;
  return rangeOfLocated(text, { ...followed, keyRange: followed.keyRange ?? value.keyRange });
}

/** `-` adds at the end of a list, so that any item may be the one. */
function isSameKey(key: string, asked: string | undefined): boolean {
  return key === asked || (key === "-" && /^\d{1,9}$/.test(asked ?? ""));
}

interface ChangeQuestion {
  readonly keys: readonly string[];
  readonly built: LocatedValue;
  readonly origin: OverlayDocument | undefined;
}

/** Finds the line of a kustomization that changed an image or a count, or generated the object. */
function findChange(layer: OverlayLayer, root: YamlNode, question: ChangeQuestion): KustomizationChange | undefined {
  const { keys, built, origin } = question;
  const { changes } = layer.kustomization;
  const name = textAt(root, "metadata", "name") ?? "";
  if (origin === undefined) {
    const field = textAt(root, "kind") === "Secret" ? "secretGenerator" : "configMapGenerator";
    return changes.find((change) => change.field === field && name.includes(change.name));
  }
  const before = followKeys(root, keys, origin.root);
  if (before.missing.length > 0 || isSame(before.node, built.node)) return undefined;
  if (keys.at(-1) === "image" && before.node.kind === "scalar") {
    const image = String(before.node.value);
    return changes.find((change) => change.field === "images" && imageName(image) === change.name);
  }
  if (keys.join("/") !== "spec/replicas") return undefined;
  const own = textAt(origin.root, "metadata", "name");
  return changes.find((change) => change.field === "replicas" && change.name === own);
}

/** Gives an image without tag and digest. */
function imageName(image: string): string {
  const [name = ""] = image.split("@", 1);
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}

/** Maps and lists are the same when a patch has them at all: it may hold a part of what was built. */
function isSame(left: YamlNode, right: YamlNode): boolean {
  if (left.kind !== right.kind) return false;
  return left.kind !== "scalar" || right.kind !== "scalar" || left.value === right.value;
}

function textAt(node: YamlNode, ...keys: readonly string[]): string | undefined {
  const { node: found, missing } = followKeys(node, keys, node);
  return missing.length === 0 && found.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}
