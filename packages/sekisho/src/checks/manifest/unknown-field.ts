import { findClosestWord } from "../../model/closest-word.ts";
import { quote } from "../../model/quote.ts";
import { pointerKeys } from "../../semantics/kubernetes/manifest-value.ts";
import { podFieldNames } from "../../semantics/pod-settings/pod-field-names.ts";
import { definePodCheck } from "./define.ts";

export const unknownField = definePodCheck({
  id: "manifest/unknown-field",
  aliases: ["kube-linter:schema-validation"],
  title: { en: "Field that Kubernetes does not know", ja: "Kubernetes に存在しないフィールド" },
  severity: "medium",
  why: {
    en: "The API server drops the field, or refuses the object: what it was written for, a limit or a protection, does not hold.",
    ja: "API サーバーはこのフィールドを無視するか、オブジェクトを拒否します。意図した制限や保護は有効になりません。",
  },
  remediation: {
    en: "Correct the name of the field, or move it where it belongs.",
    ja: "フィールド名を修正するか、正しい位置に移動してください。",
  },
  sources: [
    "Kubernetes documentation, API concepts: Server-side field validation",
    "Kubernetes API reference, PodSpec v1",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, resource: { limits: { memory: 1Gi } } }] }",
      "spec: { containers: [{ name: web, image: web:1, securityContext: { readonlyRootFilesystem: true } }] }",
      "spec: { containers: [], runAsNonRoot: true }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, securityContext: { readOnlyRootFilesystem: true } }] }",
      "spec: { containers: [], nodeSelector: { anything: goes } }",
    ],
  },
  evaluate({ unknownFields }) {
    return unknownFields.map((pointer) => {
      const name = pointerKeys(pointer).at(-1) ?? "";
      const near = findClosestWord(name, podFieldNames);
      const isElsewhere = near === name;
      const hint = isElsewhere
        ? { en: "; it belongs to another place", ja: "指定する位置が異なります。" }
        : {
            en: near === undefined ? "" : `; did you mean ${near}`,
            ja: near === undefined ? "" : `${near} の誤りではありませんか。`,
          };
      const end = near === undefined || isElsewhere ? "." : "?";
      return {
        message: {
          en: `Kubernetes does not know ${quote(name)} here${hint.en}${end}`,
          ja: `${quote(name)} はここでは使用できません。${hint.ja}`,
        },
        pointer,
        detail: `field:${pointer}`,
      };
    });
  },
});
