import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import { emptyRecord, type ManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import type { Layout } from "../manifest-edit/layout.ts";
import { renderBlock } from "../manifest-edit/render-value.ts";
import { findChanges } from "./find-changes.ts";
import { toJsonPatch } from "./json-patch.ts";
import { findStrategicPatch } from "./strategic-patch.ts";

/** An object before and after its repair. */
export interface ChangedObject {
  readonly before: ManifestObject;
  readonly after: ManifestObject;
  /** Why it changes: the ids of the checks. */
  readonly rules: readonly string[];
}

const layout: Layout = { lineEnd: "\n", step: 2, listStep: 0, itemGap: 1, quote: '"', isJson: false };

const head = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n";

/**
 * Writes a Kustomize component that makes the changes in whatever overlay names it: strategic merge patches where merging
 * gives the wanted value, JSON patches elsewhere. Empty when nothing changes.
 */
export function writeComponent(objects: readonly ChangedObject[]): string {
  const patches = objects.flatMap((object) => writePatch(object) ?? []);
  return patches.length === 0 ? "" : head + patches.join("");
}

function writePatch({ before, after, rules }: ChangedObject): string | undefined {
  const tree = findChanges(before.content, after.content);
  // An object that the server names cannot be named by a patch.
  if (tree === undefined || before.name === "") return undefined;
  const patch: ManifestValue = findStrategicPatch(before, tree) ?? toJsonPatch(before.content, tree);
  const reasons = rules.map((rule) => `# ${rule}\n`).join("");
  const target = `- target:\n    ${renderBlock(targetOf(before), 4, layout)}\n`;
  const body = renderBlock(patch, 4, layout);
  return `${reasons}${target}  patch: |-\n    ${body}\n`;
}

/** The names of a target are regular expressions. Source: Kustomize, patches, "target". */
function targetOf(object: ManifestObject): ManifestMap {
  const group = groupOf(object);
  const target = emptyRecord<ManifestValue>();
  if (group !== "") target["group"] = group;
  target["version"] = object.apiVersion.slice(object.apiVersion.indexOf("/") + 1);
  target["kind"] = object.kind;
  target["name"] = object.name.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  if (object.hasNamespace && object.namespace !== "") target["namespace"] = object.namespace;
  return target;
}
