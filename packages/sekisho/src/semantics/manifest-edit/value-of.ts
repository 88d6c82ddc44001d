import type { YamlNode } from "../../formats/yaml-source/syntax.ts";
import type { ManifestValue } from "../kubernetes/manifest-value.ts";
import { toManifestValue } from "../kubernetes/to-manifest-value.ts";

/** Gives the plain value of a node; null for one whose aliases make too much of it. */
export function valueOf(node: YamlNode): ManifestValue {
  return toManifestValue(node) ?? null;
}
