import { quote } from "../../model/quote.ts";
import { pointerKeys } from "../../semantics/kubernetes/manifest-value.ts";
import type { ShapeProblem } from "../../semantics/kubernetes/shape.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck } from "./define.ts";

export const wrongType = definePodCheck({
  id: "manifest/wrong-type",
  aliases: ["kube-linter:schema-validation"],
  title: { en: "Field with a value of another type", ja: "型が異なる値を持つフィールド" },
  severity: "medium",
  why: {
    en: "The API server refuses the object. Most often YAML read a number or a truth value where a text is wanted.",
    ja: "API サーバーがオブジェクトを拒否します。多くは、文字列が必要な箇所に数値や真偽値として解釈される値を書いたことが原因です。",
  },
  remediation: {
    en: "Write the value as the field wants it; texts like 1, yes or null need quotes.",
    ja: "フィールドに合った型で記述してください。1、yes、null などを文字列にするには引用符が必要です。",
  },
  sources: ["Kubernetes API reference, PodSpec v1"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: PORT, value: 8080 }] }] }",
      "spec: { hostNetwork: 'true', containers: [] }",
      "spec: { containers: [{ name: web, image: web:1, command: run }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: PORT, value: '8080' }], resources: { limits: { cpu: 1 } } }] }",
      "spec: { hostNetwork: null, containers: [] }",
    ],
  },
  evaluate(template) {
    return template.problems.map((problem) => {
      const { pointer, expected, got } = problem;
      const name = quote(pointerKeys(pointer).at(-1) ?? "");
      const change = repair(template, problem);
      return {
        message: {
          en: `${name}: expected ${expected.en}, got ${got}.`,
          ja: `${name} には${expected.ja}が必要ですが、${got} が指定されています。`,
        },
        pointer,
        detail: `field:${pointer}`,
        ...(change === undefined
          ? {}
          : { fix: { safety: change.isSure ? "safe" : "proposal", changes: [change.change] } }),
      };
    });
  },
});

/** No mode of a file has more digits: above, a number was not written in octal (`0022` is 18). */
const highestMode = 0o7777;

/**
 * Gives the value that was meant: a number or truth value as a text, or a quoted one without its quotes. How a number or truth
 * value was written (`0022`, `1.10`, `yes`) is lost, so that its text is sure for large whole numbers alone; the API server
 * refuses the object as it is, and nothing runs by it.
 */
function repair({ workload, pointer: base }: PodTemplate, { pointer, expected }: ShapeProblem) {
  let written: unknown = workload.content;
  for (const key of pointerKeys(base + pointer)) {
    written = typeof written === "object" && written !== null ? Reflect.get(written, key) : undefined;
  }
  if (expected.en === "a text" && (typeof written === "number" || typeof written === "boolean")) {
    const isSure = typeof written === "number" && Number.isSafeInteger(written) && written > highestMode;
    return { isSure, change: { set: pointer, value: String(written) } };
  }
  if (expected.en === "true or false" && (written === "true" || written === "false")) {
    return { isSure: true, change: { set: pointer, value: written === "true" } };
  }
  return undefined;
}
