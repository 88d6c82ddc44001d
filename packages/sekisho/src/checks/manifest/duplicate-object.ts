import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import type { ManifestObject, ObjectSource } from "../../semantics/kubernetes/manifest-object.ts";
import { defineSetCheck } from "./define.ts";

export const duplicateObject = defineSetCheck({
  id: "manifest/duplicate-object",
  aliases: [],
  title: { en: "Object that is written twice", ja: "重複して記述されたオブジェクト" },
  severity: "medium",
  severityReason: {
    en: "Low when the two stand in two files of one directory: they may be alternatives.",
    ja: "同じディレクトリの別ファイルにある場合は、使い分けの可能性があるため「低」です。",
  },
  why: {
    en: "The one that is applied last wins; what the other says, maybe the safer, is lost without a word.",
    ja: "最後に適用されたものだけが有効になり、もう一方の内容（より安全な設定かもしれません）は通知なく失われます。",
  },
  remediation: {
    en: "Keep one of them, or give it another name.",
    ja: "どちらかを削除するか、別の名前を付けてください。",
  },
  sources: ["Kubernetes documentation, Object Names and IDs"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: default }",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n---\napiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: web }",
    ],
    pass: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }\n---\napiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: web }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: once- }\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { generateName: once- }",
    ],
  },
  evaluate(set) {
    const first = new Map<string, ManifestObject>();
    return set.objects.flatMap((object) => {
      if (object.name === "") return [];
      // Kinds that moved from extensions to apps are the same objects.
      const kind = describeGroupKind(object).replace(/\.extensions$/, ".apps");
      const { source, namespace, name } = object;
      const key = [kind, namespace, name, directoryOf(source), renderingOf(source)].join("\n");
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, object);
        return [];
      }
      const isSameFile = other.source.path === source.path;
      return [
        {
          object,
          message: {
            en: `${object.kind} ${name} stands in ${other.source.path}, too.`,
            ja: `${object.kind} ${name} は ${other.source.path} にも記述されています。`,
          },
          pointer: "/metadata/name",
          ...(isSameFile ? {} : { severity: "low" as const }),
        },
      ];
    });
  },
});

/** Directories hold alternatives (stages, regions), and renderings of a chart are judged each on its own. */
function directoryOf({ path }: ObjectSource): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function renderingOf({ rendering }: ObjectSource): string {
  return rendering === undefined ? "" : [rendering.directory, ...rendering.values].join("\n");
}
