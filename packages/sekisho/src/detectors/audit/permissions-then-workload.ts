import { quote } from "../../model/quote.ts";
import { describeCaller } from "../../semantics/audit/caller.ts";
import { bindingResources, findSentBinding, roleResources } from "../../semantics/audit/sent-permissions.ts";
import { findSentPod, podResources } from "../../semantics/audit/sent-pod.ts";
import { describePrincipal } from "../../semantics/permissions/principal.ts";
import { defineSequenceDetector } from "../define.ts";

export const permissionsThenWorkload = defineSequenceDetector({
  id: "audit/permissions-then-workload",
  aliases: ["guardduty:AttackSequence:EKS/CompromisedCluster"],
  title: { en: "Permissions changed, then a workload", ja: "権限の変更に続くワークロードの変更" },
  severity: "high",
  why: {
    en: "Who first widens permissions and then starts something that runs with them is making a way to stay: the workload keeps the power when the stolen credentials are long gone.",
    ja: "権限を広げた直後に、その権限で動くワークロードを作成する行為は、侵入後の足場作りの典型です。盗まれた認証情報が無効になった後も、ワークロードが権限を持ち続けます。",
  },
  remediation: {
    en: "Let only a deployment pipeline change roles and bindings, and keep it apart from who may start workloads.",
    ja: "ロールとバインディングの変更はデプロイ用のパイプラインだけに許可し、ワークロードを作成できる主体と分離してください。",
  },
  response: [
    {
      en: "Read what role or binding was changed, and who gets it.",
      ja: "変更されたロールまたはバインディングと、権限を得た主体を確認します。",
    },
    {
      en: "Stop the workload, keep its pods' logs, and take the permissions back.",
      ja: "ワークロードを停止し、Pod のログを保全したうえで、権限を元に戻します。",
    },
    {
      en: "Look at everything that the caller and the workload's service account did since.",
      ja: "主体とワークロードのサービスアカウントによる、その後の操作をすべて調べます。",
    },
  ],
  falsePositives: {
    en: "Installing an operator or a Helm chart does both. Pipelines that deploy are accepted by service account.",
    ja: "Operator や Helm チャートのインストールでも両方が行われます。デプロイ用のパイプラインは、サービスアカウントを指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1098.006", "attack@18#T1610"],
  sources: ["MITRE ATT&CK, T1098.006 Additional Container Cluster Roles", "MITRE ATT&CK, T1610 Deploy Container"],
  parameters: {
    seconds: { type: "integer", default: 300, description: { en: "Within so many seconds.", ja: "この秒数以内。" } },
  },
  examples: {
    fires: [
      {
        name: "a binding, then a pod",
        events: [
          {
            verb: "create",
            resource: "clusterrolebindings.rbac.authorization.k8s.io",
            name: "helper",
            request: {
              roleRef: { kind: "ClusterRole", name: "edit" },
              subjects: [{ kind: "ServiceAccount", name: "helper", namespace: "shop" }],
            },
          },
          { verb: "create", resource: "pods", namespace: "shop", name: "helper", after: 60 },
        ],
      },
    ],
    silent: [
      {
        name: "the pod comes first",
        events: [
          { verb: "create", resource: "pods", namespace: "shop", name: "helper" },
          { verb: "create", resource: "roles.rbac.authorization.k8s.io", namespace: "shop", name: "helper" },
        ],
      },
      {
        name: "two people",
        events: [
          { verb: "create", resource: "roles.rbac.authorization.k8s.io", namespace: "shop", name: "helper" },
          { user: "tom", verb: "create", resource: "pods", namespace: "shop", name: "helper" },
        ],
      },
      {
        name: "an hour later",
        events: [
          { verb: "create", resource: "roles.rbac.authorization.k8s.io", namespace: "shop", name: "helper" },
          { verb: "create", resource: "pods", namespace: "shop", name: "helper", after: 3600 },
        ],
      },
    ],
  },
  steps: [
    {
      reads: { verbs: ["create", "update", "patch"], resources: [...roleResources, ...bindingResources] },
      keysOf: (event) => [describeCaller(event)],
    },
    {
      reads: { verbs: ["create", "update", "patch"], resources: podResources },
      keysOf: (event) => [describeCaller(event)],
    },
  ],
  seconds: ({ seconds }) => seconds,
  alert([changed, made], event) {
    const account = findSentPod(event)?.spec.serviceAccountName;
    const subjects = findSentBinding(event)?.subjects ?? [];
    const [role, workload] = [quote(changed.object), quote(made.object)];
    const runsAs = account === undefined ? [] : [`ServiceAccount:${event.object?.namespace ?? ""}/${account}`];
    return {
      subject: made.object,
      message: {
        en: `Changed ${role}, then ${workload}.`,
        ja: `${role} を変更した後、${workload} を変更しました。`,
      },
      empowers: [...subjects.map(describePrincipal), ...runsAs],
    };
  },
});
