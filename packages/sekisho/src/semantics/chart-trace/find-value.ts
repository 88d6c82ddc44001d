import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { anyElement } from "./value-reference.ts";

/** A file of values, the strongest first in a list of them. */
export interface ValuesFile {
  readonly path: string;
  readonly root: YamlNode | undefined;
  /** The key, outermost first, below which the values of the template's chart stand in this file. */
  readonly prefix: readonly string[];
}

/** Which element of how many a rendered item is: `*` in a path of keys. */
export interface ElementPlace {
  readonly index: number;
  readonly count: number;
}

/** The place of a value, or of the part of the way to it that is there. */
export interface FoundValue {
  readonly path: string;
  readonly range: OffsetRange;
  /** How many of the asked keys were found. */
  readonly depth: number;
}

/** Finds the value that the keys of `.Values` lead to in the strongest file that has it, or has most of the way to it. */
export function findValuePlace(
  files: readonly ValuesFile[],
  keys: readonly string[],
  element: ElementPlace | undefined,
): FoundValue | undefined {
  let best: FoundValue | undefined;
  for (const { path, root, prefix } of files) {
    if (root === undefined) continue;
    const isGlobal = keys[0] === "global";
    const way = isGlobal ? keys : [...prefix, ...keys];
    const { range, depth } = follow(root, way, element);
    const own = depth - (way.length - keys.length);
    if (range !== undefined && own > (best?.depth ?? 0)) best = { path, range, depth: own };
  }
  return best;
}

function follow(
  root: YamlNode,
  keys: readonly string[],
  element: ElementPlace | undefined,
): { readonly range: OffsetRange | undefined; readonly depth: number } {
  let node = root;
  let range: OffsetRange | undefined;
  for (const [depth, key] of keys.entries()) {
    if (node.kind === "list") {
      const item = [...node.items][key === anyElement ? indexAmong(node.items.length, element) : indexOf(key)];
      if (item === undefined) return { range, depth };
      node = item;
      range = item;
    } else {
      const entry = node.kind === "map" ? node.entries.find((candidate) => candidate.key === key) : undefined;
      if (entry === undefined) return { range, depth };
      node = entry.value;
      range = node.start < entry.keyRange.start ? entry.keyRange : { start: entry.keyRange.start, end: node.end };
    }
  }
  return { range, depth: keys.length };
}

function indexOf(key: string): number {
  return /^\d{1,9}$/.test(key) ? Number(key) : -1;
}

/** Gives the place of a rendered item among the values that were rendered, when there are as many. */
function indexAmong(count: number, element: ElementPlace | undefined): number {
  return element !== undefined && element.count === count ? element.index : -1;
}
