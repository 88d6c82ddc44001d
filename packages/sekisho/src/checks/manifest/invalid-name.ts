import { quote } from "../../model/quote.ts";
import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import { isName, type NameForm } from "../../semantics/kubernetes/object-name.ts";
import { defineObjectCheck } from "./define.ts";

/** Kinds whose names are not subdomains. Source: Kubernetes documentation, "Object Names and IDs"; the API's validation. */
const forms: ReadonlyMap<string, NameForm> = new Map([
  ["Namespace", "label"],
  ["Service", "strict-label"],
  ["Role.rbac.authorization.k8s.io", "path-segment"],
  ["RoleBinding.rbac.authorization.k8s.io", "path-segment"],
  ["ClusterRole.rbac.authorization.k8s.io", "path-segment"],
  ["ClusterRoleBinding.rbac.authorization.k8s.io", "path-segment"],
  ["APIService.apiregistration.k8s.io", "path-segment"],
]);

/** The names of its jobs, which are 11 characters longer, have to fit into 63. */
const maxCronJobName = 52;

const wanted: Readonly<Record<NameForm, { readonly en: string; readonly ja: string }>> = {
  label: { en: "at most 63 of a-z, 0-9 and -", ja: "a～z、0～9、- の 63 文字以内" },
  "strict-label": {
    en: "at most 63 of a-z, 0-9 and -, beginning with a letter",
    ja: "英小文字で始まる a～z、0～9、- の 63 文字以内",
  },
  subdomain: { en: "at most 253 of a-z, 0-9, - and .", ja: "a～z、0～9、-、. の 253 文字以内" },
  "path-segment": { en: "no / and no %", ja: "/ と % を含まない名前" },
};

export const invalidName = defineObjectCheck({
  id: "manifest/invalid-name",
  aliases: [],
  title: { en: "Name that Kubernetes refuses", ja: "使用できないオブジェクト名" },
  severity: "medium",
  why: { en: "The API server refuses the object.", ja: "API サーバーがオブジェクトを拒否します。" },
  remediation: {
    en: "Use lower-case letters, digits and hyphens.",
    ja: "英小文字、数字、ハイフンを使用してください。",
  },
  sources: ["Kubernetes documentation, Object Names and IDs"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: My_Settings }",
      "apiVersion: v1\nkind: Service\nmetadata: { name: 1-web }",
      "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop.example }",
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: ${"a".repeat(53)} }`,
    ],
    pass: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: my.settings-1 }",
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: 'system:Viewer' }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: '${NAME}' }",
      "apiVersion: example.com/v1\nkind: Shop\nmetadata: { name: my-shop }",
    ],
  },
  evaluate(object) {
    const { name } = object;
    if (name === "" || /[${}]/.test(name)) return [];
    const kind = describeGroupKind(object);
    const form = forms.get(kind) ?? "subdomain";
    const isTooLong = kind === "CronJob.batch" && name.length > maxCronJobName;
    if (isName(name, form) && !isTooLong) return [];
    const shown = quote(name);
    const expected = isTooLong ? { en: "at most 52 characters", ja: "52 文字以内" } : wanted[form];
    return [
      {
        message: {
          en: `“${shown}” is no name for a ${object.kind}: expected ${expected.en}.`,
          ja: `「${shown}」は ${object.kind} の名前に使用できません（${expected.ja}）。`,
        },
        pointer: "/metadata/name",
      },
    ];
  },
});
