import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { isCreation } from "../../semantics/audit/creation.ts";
import { defineEventDetector } from "../define.ts";

const accounts = "serviceaccounts";

export const serviceAccountCreated = defineEventDetector({
  id: "audit/service-account-created",
  aliases: [
    "falco:K8s Serviceaccount Created",
    "falco:Service Account Created in Kube Namespace",
    "sigma:e31bae15-83ed-473e-bf31-faf4f8a17d36",
  ],
  title: { en: "Service account created", ja: "サービスアカウントの作成" },
  severity: "info",
  severityReason: { en: "Medium in namespaces of the system.", ja: "システムの名前空間では「中」とします。" },
  why: {
    en: "A new account is an identity that stays when stolen credentials are withdrawn; among the accounts of the system nobody notices it.",
    ja: "新しいアカウントは、盗まれた認証情報を無効にした後も残る ID です。システムのアカウントに紛れると気付かれません。",
  },
  remediation: {
    en: "Let only the deployment pipeline create service accounts, and nobody but the cluster's set-up in kube-system.",
    ja: "サービスアカウントの作成はデプロイ用のパイプラインだけに許可し、kube-system ではクラスターの構築時に限定してください。",
  },
  response: [
    {
      en: "Find the release that explains it; without one, delete the account.",
      ja: "該当するリリースがない場合は、アカウントを削除します。",
    },
    { en: "List the bindings that name it.", ja: "そのアカウントを対象とするバインディングを確認します。" },
    { en: "Look for tokens and pods of the account.", ja: "アカウントのトークンと Pod を調べます。" },
  ],
  falsePositives: {
    en: "Every new application has one. In kube-system they come with add-ons of the cluster.",
    ja: "新しいアプリケーションのたびに作成されます。kube-system ではアドオンの導入時に作成されます。",
  },
  techniques: ["attack@18#T1136"],
  sources: ["MITRE ATT&CK, T1136 Create Account"],
  reads: { verbs: ["create", "update", "patch"], resources: [accounts] },
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
        events: [{ verb: "create", resource: accounts, namespace: "shop", name: "web", level: "Metadata" }],
      },
      {
        name: "by an apply, in the system's namespace",
        events: [{ verb: "patch", resource: accounts, namespace: "kube-system", name: "kube-proxy-2", code: 201 }],
      },
    ],
    silent: [
      {
        name: "the one that each namespace has",
        events: [
          {
            user: "system:serviceaccount:kube-system:service-account-controller",
            verb: "create",
            resource: accounts,
            namespace: "shop",
            name: "default",
          },
        ],
      },
      { name: "one that was there", events: [{ verb: "patch", resource: accounts, namespace: "shop", name: "web" }] },
      {
        name: "refused",
        events: [{ verb: "create", resource: accounts, namespace: "kube-system", name: "helper", code: 403 }],
      },
      {
        name: "there already",
        events: [{ verb: "create", resource: accounts, namespace: "kube-system", name: "helper", code: 409 }],
      },
    ],
  },
  judge(event, { parameters }) {
    if (!isCreation(event)) return [];
    const what = describeAuditObject(event);
    const namespace = event.object?.namespace ?? "";
    const isOfSystem = parameters.systemNamespaces.some((pattern) => matchesWildcard(pattern, namespace));
    return [
      {
        subject: what,
        message: { en: `Made ${what}.`, ja: `${what} を作成しました。` },
        severity: isOfSystem ? "medium" : "info",
      },
    ];
  },
});
