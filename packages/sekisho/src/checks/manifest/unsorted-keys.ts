import {
  isManifestList,
  isManifestMap,
  type ManifestValue,
  pointerPart,
} from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "./define.ts";

export const unsortedKeys = defineObjectCheck({
  id: "manifest/unsorted-keys",
  aliases: ["kube-linter:sorted-keys"],
  isOptional: true,
  title: { en: "Keys are not in alphabetical order", ja: "キーがアルファベット順ではない" },
  severity: "info",
  why: {
    en: "Teams that agreed on an order find changes and duplicates faster.",
    ja: "並び順を統一しているチームでは、変更や重複を見つけやすくなります。",
  },
  remediation: { en: "Sort the keys of each map.", ja: "各マップのキーを並べ替えてください。" },
  sources: ["kube-linter: sorted-keys"],
  parameters: {
    recursive: {
      type: "boolean",
      description: {
        en: "Look at every level, not only at the outermost.",
        ja: "最上位だけでなく、すべての階層を確認します。",
      },
      default: true,
    },
  },
  examples: {
    fail: [
      "kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { namespace: shop, name: a }",
    ],
    pass: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }",
      {
        manifests: "apiVersion: v1\nkind: ConfigMap\nmetadata: { namespace: shop, name: a }",
        parameters: { recursive: false },
      },
    ],
  },
  evaluate({ content }, { parameters: { recursive } }) {
    const [first, ...others] = unsortedAt(content, "", recursive);
    if (first === undefined) return [];
    return [
      {
        message: {
          en: `Maps with unsorted keys: ${others.length + 1}.`,
          ja: `キーが並んでいないマップが ${others.length + 1} 個あります。`,
        },
        pointer: first,
        also: others.slice(0, 20),
      },
    ];
  },
});

/** Gives the pointers of keys that come before the one above them. */
function unsortedAt(value: ManifestValue, pointer: string, isRecursive: boolean): readonly string[] {
  const found: string[] = [];
  if (isManifestMap(value)) {
    const keys = Object.keys(value);
    const early = keys.find((key, index) => index > 0 && key < (keys[index - 1] ?? ""));
    if (early !== undefined) found.push(pointer + pointerPart(early));
  }
  if (!isRecursive || !(isManifestMap(value) || isManifestList(value))) return found;
  for (const [key, held] of Object.entries(value)) found.push(...unsortedAt(held, pointer + pointerPart(key), true));
  return found;
}
