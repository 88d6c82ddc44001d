import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import {
  findTokenMount,
  isBound,
  serviceAccountNameOf,
  type TokenMount,
} from "../../semantics/pod-settings/service-account-token.ts";
import { definePodCheck } from "../manifest/define.ts";

export const serviceAccountToken = definePodCheck({
  id: "workload/service-account-token",
  aliases: [
    "checkov:CKV_K8S_38",
    "kube-bench:5.1.6",
    "kubeaudit:AutomountServiceAccountTokenTrueAndDefaultSA",
    "kubescape:C-0034",
    "kubescape:C-0053",
    "kubesec:AutomountServiceAccountToken",
    "polaris:automountServiceAccountToken",
    "popeye:POP-301",
    "trivy:KSV-0036",
  ],
  title: {
    en: "Pod holds an API token that it may not need",
    ja: "不要な可能性がある API トークンがマウントされている",
  },
  severity: "low",
  severityReason: {
    en: "Info for a ServiceAccount of the pod's own: its roles may stand elsewhere.",
    ja: "専用の ServiceAccount は、ロールが別の場所で定義されている可能性があるため「情報」とします。",
  },
  why: {
    en: "Whoever takes the pod over speaks to the API server as its ServiceAccount, and finds out what it may do there.",
    ja: "Pod が侵害されると、その ServiceAccount として API サーバーにアクセスされ、許可された操作を悪用されます。",
  },
  remediation: {
    en: "Set automountServiceAccountToken: false where the program does not call the API; else give it a ServiceAccount of its own with a role.",
    ja: "API を使用しないプログラムには automountServiceAccountToken: false を設定し、使用する場合は専用の ServiceAccount とロールを割り当ててください。",
  },
  sources: ["CIS Kubernetes Benchmark 5.1.6", "Kubernetes documentation: Configure Service Accounts for Pods"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app }] }",
      "spec: { automountServiceAccountToken: true, containers: [{ name: app }] }",
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: app }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { serviceAccountName: app, automountServiceAccountToken: true, containers: [{ name: app }] }`,
    ],
    pass: [
      "spec: { automountServiceAccountToken: false, containers: [{ name: app }] }",
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: app }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { serviceAccountName: app, containers: [{ name: app }] }`,
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: app }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: app }
subjects: [{ kind: ServiceAccount, name: app }]
---
apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { serviceAccountName: app, containers: [{ name: app }] }`,
    ],
  },
  evaluate(template, { set }) {
    const mount = findTokenMount(template);
    const account = serviceAccountNameOf(template);
    // A ServiceAccount of the pod's own that a binding gives a role to is there to be used.
    if (mount === undefined || (account !== "default" && isBound(set, template.workload.namespace, account))) return [];
    const pointer = "/spec/automountServiceAccountToken";
    return [
      {
        message: {
          en: `The token of the ServiceAccount ${quote(account)} is mounted: ${reasons[mount].en}.`,
          ja: `ServiceAccount ${quote(account)} のトークンがマウントされます（${reasons[mount].ja}）。`,
        },
        pointer,
        severity: account === "default" ? "low" : "info",
        fix: { safety: "proposal", changes: [{ set: pointer, value: false }] },
      },
    ];
  },
});

const reasons: Readonly<Record<TokenMount, Text>> = {
  pod: { en: "the pod sets automountServiceAccountToken to true", ja: "Pod の automountServiceAccountToken が true" },
  "service-account": {
    en: "the ServiceAccount sets automountServiceAccountToken to true",
    ja: "ServiceAccount の automountServiceAccountToken が true",
  },
  default: {
    en: "automountServiceAccountToken is not set to false",
    ja: "automountServiceAccountToken が false になっていない",
  },
};
