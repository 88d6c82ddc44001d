import { quote } from "../../model/quote.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedPod } from "../../semantics/audit/changed-pod.ts";
import { podResources } from "../../semantics/audit/sent-pod.ts";
import { isControllerAccount } from "../../semantics/audit/system-caller.ts";
import { defineEventDetector } from "../define.ts";

export const controllerAccount = defineEventDetector({
  id: "audit/controller-account",
  aliases: [],
  title: {
    en: "Workload runs as a controller of Kubernetes",
    ja: "Kubernetes のコントローラーのサービスアカウントを使用するワークロードの作成",
  },
  severity: "high",
  why: {
    en: "Controllers run inside of the control plane, never in a pod. Their accounts may read all secrets, make any pod or widen any role; a pod that takes one gets all that.",
    ja: "これらのコントローラーはコントロールプレーン内で動作し、Pod として動作することはありません。アカウントはすべてのシークレットの読み取り、任意の Pod の作成、ロールの変更などの権限を持ち、使用した Pod がその権限を取得します。",
  },
  remediation: {
    en: "Delete the workload, and let nobody make pods in kube-system: who may make pods may take any account of the namespace.",
    ja: "ワークロードを削除し、kube-system での Pod の作成を禁止してください。Pod を作成できる主体は、その名前空間のどのアカウントも使用できます。",
  },
  response: [
    { en: "Delete the workload at once.", ja: "ワークロードを直ちに削除します。" },
    {
      en: "List every request of the account that came from a pod's address: all of it was the intruder.",
      ja: "Pod のアドレスから行われた、このアカウントのリクエストをすべて確認します。いずれも侵入者による操作とみなします。",
    },
    {
      en: "Delete the account so that its tokens end; the controller manager makes it anew.",
      ja: "アカウントを削除してトークンを無効にします。アカウントはコントローラーマネージャーにより再作成されます。",
    },
  ],
  falsePositives: {
    en: "None are known: no distribution runs these in pods of their own account.",
    ja: "既知のものはありません。これらのアカウントを Pod に割り当てるディストリビューションはありません。",
  },
  techniques: ["attack@18#T1078.001", "attack@18#T1610"],
  sources: [
    "Kubernetes documentation, Using RBAC Authorization: Roles for built-in controllers",
    "MITRE ATT&CK, T1078.001 Default Accounts",
  ],
  reads: { verbs: ["create", "update", "patch"], resources: podResources, needs: "request" },
  examples: {
    fires: [
      {
        name: "the account that may widen roles",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "kube-system",
            name: "helper",
            request: {
              spec: {
                serviceAccountName: "clusterrole-aggregation-controller",
                containers: [{ name: "main", image: "alpine" }],
              },
            },
          },
        ],
      },
      {
        name: "by the old name of the field, in a Job",
        events: [
          {
            verb: "create",
            resource: "jobs.batch",
            namespace: "kube-system",
            name: "helper",
            request: {
              kind: "Job",
              spec: {
                template: {
                  spec: { serviceAccount: "generic-garbage-collector", containers: [{ name: "main" }] },
                },
              },
            },
          },
        ],
      },
    ],
    silent: [
      {
        name: "an account of an add-on",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "kube-system",
            name: "coredns-x",
            request: { spec: { serviceAccountName: "coredns", containers: [{ name: "main" }] } },
          },
        ],
      },
      {
        name: "an account of that name elsewhere",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "shop",
            name: "web",
            request: { spec: { serviceAccountName: "job-controller", containers: [{ name: "main" }] } },
          },
        ],
      },
      {
        name: "a new image of a workload that does",
        events: [
          {
            verb: "patch",
            resource: "deployments.apps",
            namespace: "kube-system",
            name: "helper",
            request: { spec: { template: { spec: { containers: [{ name: "main", image: "alpine:3" }] } } } },
          },
        ],
      },
      {
        name: "refused",
        events: [
          {
            verb: "create",
            resource: "pods",
            namespace: "kube-system",
            name: "helper",
            code: 403,
            request: { spec: { serviceAccountName: "job-controller", containers: [{ name: "main" }] } },
          },
        ],
      },
    ],
  },
  judge(event) {
    const spec = findChangedPod(event)?.spec;
    const name = spec?.serviceAccountName || spec?.serviceAccount || "";
    const namespace = event.object?.namespace ?? "";
    if (!isControllerAccount(namespace, name)) return [];
    const [what, account] = [describeAuditObject(event), quote(name)];
    return [
      {
        subject: what,
        message: {
          en: `Made ${what} run as the controller's account ${account}.`,
          ja: `コントローラーのサービスアカウント ${account} を使用する ${what} を作成または変更しました。`,
        },
        empowers: [`ServiceAccount:${namespace}/${name}`],
      },
    ];
  },
});
