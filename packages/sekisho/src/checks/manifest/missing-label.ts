import { quote } from "../../model/quote.ts";
import { pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "./define.ts";

export const missingLabel = defineObjectCheck({
  id: "manifest/missing-label",
  aliases: [
    "kube-linter:required-annotation-email",
    "kube-linter:required-label-owner",
    "kubescape:C-0076",
    "kubescape:C-0077",
  ],
  title: { en: "Required label or annotation is missing", ja: "必須のラベルまたはアノテーションの不足" },
  severity: "low",
  why: {
    en: "In an incident nobody finds out whose it is and what it belongs to.",
    ja: "インシデント発生時に、責任者や所属するシステムを特定できません。",
  },
  remediation: { en: "Add the label or annotation.", ja: "ラベルまたはアノテーションを追加してください。" },
  sources: ["Kubernetes documentation, Recommended Labels"],
  parameters: {
    labels: {
      type: "string-map",
      description: {
        en: "Labels that every object needs, each with a regular expression for the whole value; an empty one takes any value.",
        ja: "すべてのオブジェクトに必要なラベルと、値全体に一致する正規表現。空の場合は任意の値を受け付けます。",
      },
      default: {},
    },
    annotations: {
      type: "string-map",
      description: {
        en: "Annotations that every object needs, as for labels.",
        ja: "すべてのオブジェクトに必要なアノテーション。指定方法はラベルと同じです。",
      },
      default: {},
    },
    kinds: {
      type: "string-list",
      description: {
        en: "Kinds that need them; workloads, Services and Namespaces by default.",
        ja: "対象の種類。既定ではワークロード、Service、Namespace です。",
      },
      default: ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "Service", "Namespace"],
    },
  },
  examples: {
    fail: [
      {
        manifests: "apiVersion: v1\nkind: Service\nmetadata: { name: web, labels: { app: web } }",
        parameters: { labels: { owner: "" } },
      },
      {
        manifests: "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, annotations: { contact: shop } }",
        parameters: { annotations: { contact: "[^@]+@example\\.com" } },
      },
    ],
    pass: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web }",
      {
        manifests: "apiVersion: v1\nkind: Service\nmetadata: { name: web, labels: { owner: shop } }",
        parameters: { labels: { owner: "shop|pay" } },
      },
      {
        manifests: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }",
        parameters: { labels: { owner: "" } },
      },
    ],
  },
  evaluate(object, { parameters }) {
    if (!parameters.kinds.includes(object.kind)) return [];
    return (["labels", "annotations"] as const).flatMap((field) =>
      Object.entries(parameters[field]).flatMap(([key, form]) => {
        const value = object[field][key];
        if (value !== undefined && (form === "" || matchesWhole(value, form))) return [];
        const shown = quote(key);
        const message =
          value === undefined
            ? { en: `${shown} is missing in ${field}.`, ja: `${field} に ${shown} がありません。` }
            : {
                en: `${shown} is “${quote(value)}”; expected ${quote(form)}.`,
                ja: `${shown} の値「${quote(value)}」は ${quote(form)} に一致しません。`,
              };
        return [{ message, pointer: `/metadata/${field}${pointerPart(key)}`, detail: `${field}:${key}` }];
      }),
    );
  },
});

/** The form comes from the user's own configuration, the value from what is scanned: long ones are not tried. */
function matchesWhole(value: string, form: string): boolean {
  try {
    return value.length <= 256 && new RegExp(`^(?:${form})$`).test(value);
  } catch {
    return value === form;
  }
}
