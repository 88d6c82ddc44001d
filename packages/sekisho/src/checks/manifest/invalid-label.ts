import { quote } from "../../model/quote.ts";
import { mapAt, pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { isLabelKey, isLabelValue } from "../../semantics/kubernetes/object-name.ts";
import { defineObjectCheck } from "./define.ts";

const places = [
  ["metadata", "labels"],
  ["spec", "template", "metadata", "labels"],
  ["spec", "selector", "matchLabels"],
] as const;

export const invalidLabel = defineObjectCheck({
  id: "manifest/invalid-label",
  aliases: ["kube-score:label-values"],
  title: { en: "Label that Kubernetes refuses", ja: "使用できないラベル" },
  severity: "medium",
  why: { en: "The API server refuses the object.", ja: "API サーバーがオブジェクトを拒否します。" },
  remediation: {
    en: "Use at most 63 letters, digits, -, _ and . in keys and values; quote values that YAML would read as a number or a truth value.",
    ja: "キーと値は英数字、-、_、. の 63 文字以内にしてください。数値や真偽値と解釈される値には引用符が必要です。",
  },
  sources: ["Kubernetes documentation, Labels and Selectors: Syntax and character set"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { owner: 'Team Shop' } }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { release: 1.10 } }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { 'app/name/x': web } }",
    ],
    pass: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { app.kubernetes.io/name: web, empty: '', release: '1.10' } }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { version: '${VERSION}' } }",
    ],
  },
  evaluate({ content }) {
    return places.flatMap((place) =>
      Object.entries(mapAt(content, ...place)).flatMap(([key, value]) => {
        const pointer = `/${place.join("/")}${pointerPart(key)}`;
        const isText = typeof value === "string";
        const shown = quote(key);
        if (!isLabelKey(key) && !/[${}]/.test(key)) {
          return [
            violation(pointer, {
              en: `“${shown}” is no key of a label.`,
              ja: `「${shown}」はラベルのキーに使用できません。`,
            }),
          ];
        }
        if (isText && (isLabelValue(value) || /[${}]/.test(value))) return [];
        if (value === null) return [];
        const got = quote(isText ? value : JSON.stringify(value));
        const message = {
          en: `${shown}: “${got}” is no value of a label.`,
          ja: `${shown} の値「${got}」はラベルに使用できません。`,
        };
        const isScalar = typeof value === "number" || typeof value === "boolean";
        if (!isScalar) return [violation(pointer, message)];
        const fix = { safety: "proposal", changes: [{ set: pointer, value: String(value) }] } as const;
        return [{ ...violation(pointer, message), fix }];
      }),
    );
  },
});

function violation(pointer: string, message: { readonly en: string; readonly ja: string }) {
  return { message, pointer, detail: `label:${pointer}` };
}
