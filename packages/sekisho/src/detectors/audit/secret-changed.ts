import { findText, isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { Text } from "../../model/text.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changedWhat } from "../../semantics/audit/changed-what.ts";
import { defineEventDetector } from "../define.ts";

const accountToken = "kubernetes.io/service-account-token";

export const secretChanged = defineEventDetector({
  id: "audit/secret-changed",
  aliases: ["falco:K8s Secret Created", "falco:K8s Secret Deleted", "sigma:58d31a75-a4f8-4c40-985b-373d58162ca2"],
  title: { en: "Secret written or deleted", ja: "シークレットの作成・変更・削除" },
  severity: "info",
  severityReason: {
    en: "Medium for a token of a service account that does not end, and in namespaces of the system.",
    ja: "失効しないサービスアカウントトークンの作成、およびシステムの名前空間では「中」とします。",
  },
  why: {
    en: "Who writes a secret decides what password, key or certificate software uses from now on; a token of a service account in a secret does not end and is a way back in.",
    ja: "シークレットを書き換えると、以後ソフトウェアが使用するパスワード、鍵、証明書が変わります。シークレットに格納されたサービスアカウントトークンは失効せず、再侵入の手段になります。",
  },
  remediation: {
    en: "Let only the pipeline or the secret manager write secrets, and use tokens that end (TokenRequest) instead of those in secrets.",
    ja: "シークレットの書き込みはパイプラインやシークレット管理ツールだけに許可し、シークレット内のトークンの代わりに有効期限のあるトークン（TokenRequest）を使用してください。",
  },
  response: [
    { en: "Find the release or the change that explains it.", ja: "該当するリリースや変更作業の有無を確認します。" },
    {
      en: "Without one, delete a secret that was made and renew one that was changed.",
      ja: "該当がない場合は、作成されたシークレットを削除し、変更されたシークレットを更新します。",
    },
    {
      en: "Look for workloads that mount it, and for calls with its token.",
      ja: "シークレットをマウントするワークロードと、そのトークンによる操作を調べます。",
    },
  ],
  falsePositives: {
    en: "Releases, certificate renewals and secret managers write secrets all day: most of these are for the record.",
    ja: "リリース、証明書の更新、シークレット管理ツールが日常的に書き込みます。多くは記録として扱ってください。",
  },
  techniques: ["attack@18#T1552.007", "attack@18#T1098"],
  sources: ["Kubernetes documentation, Secrets: ServiceAccount token Secrets", "MITRE ATT&CK, T1552.007 Container API"],
  reads: { verbs: ["create", "update", "patch", "delete", "deletecollection"], resources: ["secrets"] },
  parameters: {
    ignored: {
      type: "string-list",
      default: ["sh.helm.release.v1.*"],
      description: {
        en: "Names of secrets that hold no credentials, with * and ?: Helm keeps releases in them.",
        ja: "認証情報を含まないシークレットの名前（* と ? を使用可）。Helm はリリースの記録に使用します。",
      },
    },
    systemNamespaces: {
      type: "string-list",
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: { en: "Namespaces of the system, with * and ?.", ja: "システムの名前空間（* と ? を使用可）。" },
    },
  },
  examples: {
    fires: [
      {
        name: "deleted",
        events: [{ verb: "delete", resource: "secrets", namespace: "shop", name: "database", level: "Metadata" }],
      },
      {
        name: "a token that does not end",
        events: [
          {
            verb: "create",
            resource: "secrets",
            namespace: "shop",
            name: "way-in",
            request: {
              type: accountToken,
              metadata: { annotations: { "kubernetes.io/service-account.name": "web" } },
            },
          },
        ],
      },
      {
        name: "changed, the body left out",
        events: [
          { verb: "patch", resource: "secrets", namespace: "kube-system", name: "bootstrap", level: "Metadata" },
        ],
      },
    ],
    silent: [
      {
        name: "a release of Helm",
        events: [
          {
            verb: "create",
            resource: "secrets",
            namespace: "shop",
            name: "sh.helm.release.v1.web.v7",
            level: "Metadata",
          },
        ],
      },
      {
        name: "stored as it was",
        events: [
          {
            verb: "update",
            resource: "secrets",
            namespace: "shop",
            name: "tls",
            request: { metadata: { resourceVersion: "9" } },
            response: { kind: "Secret", metadata: { resourceVersion: "9" } },
          },
        ],
      },
      { name: "read", events: [{ verb: "get", resource: "secrets", namespace: "shop", name: "database" }] },
      {
        name: "not allowed",
        events: [{ verb: "delete", resource: "secrets", namespace: "shop", name: "database", code: 403 }],
      },
    ],
  },
  judge(event, { parameters }) {
    const { object } = event;
    if (object === undefined || parameters.ignored.some((pattern) => matchesWildcard(pattern, nameOf(event))))
      return [];
    const changed = changedWhat(event);
    if (changed === undefined) return [];
    const what = describeAuditObject(event);
    const isToken = !event.verb.startsWith("delete") && isAccountToken(event.requestObject);
    const isOfSystem = parameters.systemNamespaces.some((pattern) => matchesWildcard(pattern, object.namespace));
    return [
      {
        subject: what,
        message: isToken ? tokenMessage(what) : changed,
        severity: isToken || isOfSystem ? "medium" : "info",
      },
    ];
  },
});

/** Of an object that is created, some API servers leave the name to the body. */
function nameOf({ object, requestObject }: AuditEvent): string {
  if (object !== undefined && object.name !== "") return object.name;
  const metadata = isJsonObject(requestObject) ? requestObject["metadata"] : undefined;
  return (isJsonObject(metadata) ? findText(metadata, "name") : undefined) ?? "";
}

function isAccountToken(body: unknown): boolean {
  return isJsonObject(body) && body["type"] === accountToken;
}

function tokenMessage(what: string): Text {
  return {
    en: `Made ${what}, a token of a service account that does not end.`,
    ja: `失効しないサービスアカウントトークン ${what} を作成または変更しました。`,
  };
}
