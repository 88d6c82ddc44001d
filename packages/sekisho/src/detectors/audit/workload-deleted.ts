import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { defineEventDetector } from "../define.ts";

const deployments = "deployments.apps";

export const workloadDeleted = defineEventDetector({
  id: "audit/workload-deleted",
  aliases: ["falco:K8s Deployment Deleted", "sigma:40967487-139b-4811-81d9-c9767a92aa5a"],
  title: { en: "Workload deleted", ja: "ワークロードの削除" },
  severity: "low",
  severityReason: { en: "High in namespaces of the system.", ja: "システムの名前空間では「高」とします。" },
  why: {
    en: "Without its workload an application is gone at once, and with it what protected the cluster where it is one of the system's.",
    ja: "ワークロードを削除すると、アプリケーションは直ちに停止します。システムのワークロードの場合は、クラスターの保護機能が失われます。",
  },
  remediation: {
    en: "Let only the deployment pipeline delete workloads, and keep their manifests where they can be applied again.",
    ja: "ワークロードの削除はデプロイ用のパイプラインだけに許可し、マニフェストを再適用できる状態で管理してください。",
  },
  response: [
    { en: "Apply the manifest again.", ja: "マニフェストを再適用します。" },
    { en: "Ask the caller; look at what else they deleted.", ja: "主体に確認し、ほかに削除されたものを調べます。" },
    {
      en: "Withdraw the caller's credentials unless they can explain it.",
      ja: "説明が得られない場合は、主体の認証情報を無効にします。",
    },
  ],
  falsePositives: {
    en: "Releases and clean-up of test environments. Accept them by caller and namespace.",
    ja: "リリースや検証環境の後片付けも該当します。主体と名前空間を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1485", "attack@18#T1489"],
  sources: ["MITRE ATT&CK, T1489 Service Stop; T1485 Data Destruction"],
  reads: {
    verbs: ["delete", "deletecollection"],
    resources: [deployments, "daemonsets.apps", "statefulsets.apps", "cronjobs.batch", "replicationcontrollers"],
  },
  parameters: {
    systemNamespaces: {
      type: "string-list",
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: { en: "Namespaces of the system, with * and ?.", ja: "システムの名前空間（* と ? を使用可）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "of an application",
        events: [{ verb: "delete", resource: deployments, namespace: "shop", name: "web", level: "Metadata" }],
      },
      {
        name: "of the system",
        events: [{ verb: "delete", resource: "daemonsets.apps", namespace: "kube-system", name: "cilium" }],
      },
      {
        name: "all of a namespace",
        events: [{ verb: "deletecollection", resource: "statefulsets.apps", namespace: "shop" }],
      },
    ],
    silent: [
      {
        name: "a pod, which comes again",
        events: [{ verb: "delete", resource: "pods", namespace: "shop", name: "web-1" }],
      },
      {
        name: "with its namespace, by the controller",
        events: [
          {
            user: "system:serviceaccount:kube-system:namespace-controller",
            verb: "deletecollection",
            resource: deployments,
            namespace: "old",
          },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "delete", resource: deployments, namespace: "shop", name: "web", code: 403 }],
      },
      {
        name: "not there",
        events: [{ verb: "delete", resource: deployments, namespace: "shop", name: "web", code: 404 }],
      },
    ],
  },
  judge(event, { parameters }) {
    const what = describeAuditObject(event);
    const namespace = event.object?.namespace ?? "";
    const isOfSystem = parameters.systemNamespaces.some((pattern) => matchesWildcard(pattern, namespace));
    return [
      {
        subject: what,
        message: { en: `Deleted ${what}.`, ja: `${what} を削除しました。` },
        severity: isOfSystem ? "high" : "low",
      },
    ];
  },
});
