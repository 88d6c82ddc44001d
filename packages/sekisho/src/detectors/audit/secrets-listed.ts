import type { AuditEvent } from "../../model/audit-event.ts";
import type { Severity } from "../../model/severity.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { effectiveUser, isServiceAccount } from "../../semantics/audit/caller.ts";
import { isInformer, queryOf } from "../../semantics/audit/request-query.ts";
import { defineEventDetector } from "../define.ts";

export const secretsListed = defineEventDetector({
  id: "audit/secrets-listed",
  aliases: ["falco:K8s Secret Get Successfully", "sigma:eeb3e9e1-b685-44e4-9232-6bb701f925b5"],
  title: {
    en: "All secrets of the cluster or of the system read",
    ja: "クラスター全体またはシステムのシークレットの一括読み取り",
  },
  severity: "high",
  severityReason: {
    en: "Low when a service account keeps them in memory, as controllers do.",
    ja: "コントローラーのように、サービスアカウントが一覧を保持する形で読み取る場合は「低」とします。",
  },
  why: {
    en: "A list carries the values of all secrets: passwords, keys and tokens of every application, or those that govern the cluster itself.",
    ja: "一覧の応答には、すべてのシークレットの値が含まれます。全アプリケーションのパスワード、鍵、トークン、またはクラスター自体を制御する認証情報を一度に取得できます。",
  },
  remediation: {
    en: "Give `get` of secrets by name (resourceNames) and in one namespace only; leave `list` and `watch` to controllers that need them.",
    ja: "シークレットの get は名前（resourceNames）と名前空間を限定して許可し、list と watch は必要なコントローラーだけに許可してください。",
  },
  response: [
    {
      en: "Ask the caller; compare client and address with what is usual for them.",
      ja: "目的を確認し、クライアントと接続元アドレスを普段の利用と比べます。",
    },
    {
      en: "Without an answer, withdraw the caller's credentials.",
      ja: "確認できない場合は、主体の認証情報を無効にします。",
    },
    {
      en: "Count every secret of the namespace or the cluster as known to others, and renew it.",
      ja: "対象の名前空間またはクラスターのシークレットをすべて漏えいしたものとみなし、更新します。",
    },
  ],
  falsePositives: {
    en: "Backup tools, GitOps agents, secret managers and dashboards read all secrets. Accept them by caller.",
    ja: "バックアップ、GitOps、シークレット管理、ダッシュボードの各ツールはすべてのシークレットを読み取ります。主体を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1552.007"],
  sources: ["MITRE ATT&CK, T1552.007 Container API", "Kubernetes documentation, Good practices for Kubernetes Secrets"],
  reads: { verbs: ["list", "watch"], resources: ["secrets"] },
  parameters: {
    namespaces: {
      type: "string-list",
      default: ["kube-system"],
      description: {
        en: "Namespaces whose secrets nobody lists, with * and ?.",
        ja: "一覧の読み取りを検知する名前空間（* と ? を使用可）。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "all of the cluster",
        events: [{ verb: "list", resource: "secrets", uri: "?limit=500", level: "Metadata" }],
      },
      {
        name: "those of the system, by a stolen token",
        events: [
          {
            user: "system:serviceaccount:shop:web",
            agent: "curl/8.5.0",
            verb: "list",
            resource: "secrets",
            namespace: "kube-system",
          },
        ],
      },
      {
        name: "a controller's memory of all, which is worth a look once",
        events: [
          {
            user: "system:serviceaccount:ops:copier",
            verb: "watch",
            resource: "secrets",
            uri: "?watch=true&resourceVersion=7",
          },
        ],
      },
    ],
    silent: [
      { name: "those of one application", events: [{ verb: "list", resource: "secrets", namespace: "shop" }] },
      {
        name: "one of them, as controllers ask for it",
        events: [{ verb: "list", resource: "secrets", uri: "?fieldSelector=metadata.name%3Ddatabase&limit=500" }],
      },
      { name: "one by its name", events: [{ verb: "get", resource: "secrets", namespace: "kube-system", name: "ca" }] },
      { name: "refused", events: [{ verb: "list", resource: "secrets", code: 403 }] },
      {
        name: "the control plane",
        events: [{ user: "system:kube-controller-manager", verb: "list", resource: "secrets" }],
      },
    ],
  },
  judge(event, { parameters }) {
    const namespace = event.object?.namespace ?? "";
    const isWatched = namespace === "" || parameters.namespaces.some((pattern) => matchesWildcard(pattern, namespace));
    if (!isWatched || isOfOneName(event)) return [];
    const what = describeAuditObject(event);
    return [
      {
        subject: what,
        message:
          namespace === ""
            ? { en: "Read all secrets of the cluster.", ja: "クラスターのすべてのシークレットを読み取りました。" }
            : { en: `Read all secrets: ${what}.`, ja: `${what} をすべて読み取りました。` },
        severity: severityOf(event),
      },
    ];
  },
});

function isOfOneName(event: AuditEvent): boolean {
  if ((event.object?.name ?? "") !== "") return true;
  return /(?:^|,)metadata\.name={1,2}[^,]/.test(queryOf(event, "fieldSelector"));
}

function severityOf(event: AuditEvent): Severity {
  return isServiceAccount(effectiveUser(event)) && isInformer(event) ? "low" : "high";
}
