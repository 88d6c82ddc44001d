import { quote } from "../../model/quote.ts";
import { defineContainerCheck } from "./define.ts";

export const duplicateVariable = defineContainerCheck({
  id: "manifest/duplicate-variable",
  aliases: ["kube-linter:duplicate-env-var", "kube-score:environment-variable-key-duplication", "kubescape:C-0295"],
  title: { en: "Variable that is set twice", ja: "重複して設定された環境変数" },
  severity: "low",
  why: {
    en: "The last value wins; whoever changes the first changes nothing.",
    ja: "最後の値だけが有効になるため、先に書かれた値を変更しても反映されません。",
  },
  remediation: { en: "Delete all but the last.", ja: "最後の 1 つを残して削除してください。" },
  sources: ["Kubernetes API reference, Container v1: env"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: MODE, value: a }, { name: MODE, value: b }] }] }",
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: A, value: a }, { name: B }, { name: A, valueFrom: { fieldRef: { fieldPath: metadata.name } } }] }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: MODE, value: a }, { name: mode, value: b }] }] }",
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: A, value: a }] }, { name: two, image: two:1, env: [{ name: A, value: b }] }] }",
      // A variable that is built from its own earlier value needs both.
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: OPTIONS, value: -a }, { name: OPTIONS, value: $(OPTIONS) -b }] }] }",
    ],
  },
  evaluate({ spec, pointer: base }) {
    const variables = spec.env ?? [];
    const last = new Map(variables.map(({ value, pointer }) => [value.name ?? "", pointer]));
    const uses = variables.flatMap(({ value }) => value.value ?? []);
    return variables.flatMap(({ value: { name = "" }, pointer }) => {
      const isUsed = uses.some((text) => text.includes(`$(${name})`));
      if (name === "" || last.get(name) === pointer || isUsed) return [];
      const shown = quote(name);
      const place = pointer.slice(base.length);
      return [
        {
          message: { en: `${shown} is set again further down.`, ja: `${shown} は後で再び設定されています。` },
          pointer: `${place}/name`,
          detail: `variable:${name}`,
          fix: { safety: "safe", changes: [{ remove: place }] },
        },
      ];
    });
  },
});
