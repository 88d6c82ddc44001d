import { findText, isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";
import { type RequestSubject, readRequestSubject } from "../../formats/pkcs10/request-subject.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findSentObject } from "../../semantics/audit/sent-object.ts";
import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { describePrincipal, toPrincipal } from "../../semantics/permissions/principal.ts";
import { defineEventDetector } from "../define.ts";

const requests = "certificatesigningrequests.certificates.k8s.io";
const approvals = `${requests}/approval`;
const clientSigner = "kubernetes.io/kube-apiserver-client";

/** Made by OpenSSL: `openssl req -new -newkey ed25519 -subj "/O=system:masters/O=ops/CN=eve"`. */
const mastersRequest = Buffer.from(
  `-----BEGIN CERTIFICATE REQUEST-----\n${[
    "MIG0MGgCAQAwNTEXMBUGA1UECgwOc3lzdGVtOm1hc3RlcnMxDDAKBgNVBAoMA29w",
    "czEMMAoGA1UEAwwDZXZlMCowBQYDK2VwAyEA8bq+FS5j5jFtkOroIApYOkf+RBWs",
    "IehUyR1KMvxEG1+gADAFBgMrZXADQQDCpQKtAlf1xST9LPEBS2/MfwABe42us6lo",
    "ZUXvl5UE50GWM/P/xFMzWv5zcetOP8cOyfXTdNDOIf8ZENO7Zg8L",
  ].join("\n")}\n-----END CERTIFICATE REQUEST-----\n`,
).toString("base64");

export const clientCertificate = defineEventDetector({
  id: "audit/client-certificate",
  aliases: [],
  title: { en: "Client certificate asked for or approved", ja: "クライアント証明書の要求または承認" },
  severity: "medium",
  severityReason: {
    en: "High when it is approved, critical for the group system:masters.",
    ja: "承認された場合は「高」、system:masters グループの場合は「重大」とします。",
  },
  why: {
    en: "The API server believes a certificate until it ends, and cannot withdraw it: whoever has one comes back when passwords and tokens are long renewed.",
    ja: "API サーバーは有効期限まで証明書を信頼し、失効させる手段がありません。パスワードやトークンを更新した後も、証明書の所有者は再び侵入できます。",
  },
  remediation: {
    en: "Give `approve` of signers/kube-apiserver-client to nobody by hand, and let people sign in by an identity provider.",
    ja: "署名者 kubernetes.io/kube-apiserver-client に対する approve は、人に付与せず、人の認証には ID プロバイダーを使用してください。",
  },
  response: [
    { en: "Ask who wanted the certificate, and for what.", ja: "証明書を要求した主体と目的を確認します。" },
    {
      en: "Deny and delete the request; take every permission from its user and groups if it was issued.",
      ja: "要求を拒否して削除します。発行済みの場合は、その証明書のユーザーとグループに付与された権限をすべて外します。",
    },
    {
      en: "Look for calls of that user; to end a certificate of system:masters, the cluster's authority is made anew.",
      ja: "そのユーザーによる操作を調べます。system:masters の証明書を無効にするには、クラスターの認証局の更新が必要です。",
    },
  ],
  falsePositives: {
    en: "Some tools for access to clusters issue short client certificates by design. Accept them by caller.",
    ja: "クラスターへのアクセスを管理するツールには、短期間のクライアント証明書を発行するものがあります。主体を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1098", "attack@18#T1136"],
  sources: [
    "Kubernetes documentation, Certificates and Certificate Signing Requests",
    "Kubernetes documentation, Role Based Access Control Good Practices: CSRs and certificate issuing",
  ],
  reads: { verbs: ["create", "update", "patch"], resources: [requests, approvals] },
  parameters: {
    ordinarySigners: {
      type: "string-list",
      default: ["kubernetes.io/kubelet-serving", "kubernetes.io/kube-apiserver-client-kubelet"],
      description: {
        en: "Signers of certificates that do not let people in.",
        ja: "人のアクセスに使用されない証明書の署名者。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "for the group of administrators",
        events: [
          {
            verb: "create",
            resource: requests,
            name: "eve",
            request: { spec: { signerName: clientSigner, usages: ["client auth"], request: mastersRequest } },
          },
        ],
      },
      {
        name: "approved",
        events: [
          {
            verb: "update",
            resource: approvals,
            name: "eve",
            request: {
              spec: { signerName: clientSigner },
              status: { conditions: [{ type: "Approved", status: "True" }] },
            },
          },
        ],
      },
      {
        name: "approved, the body left out",
        events: [{ verb: "update", resource: approvals, name: "eve", level: "Metadata" }],
      },
    ],
    silent: [
      {
        name: "a kubelet's own",
        events: [
          {
            user: "system:bootstrap:abcdef",
            groups: ["system:bootstrappers"],
            verb: "create",
            resource: requests,
            request: { spec: { signerName: "kubernetes.io/kube-apiserver-client-kubelet" } },
          },
        ],
      },
      {
        name: "the controller that approves those of nodes",
        events: [
          {
            user: "system:serviceaccount:kube-system:certificate-controller",
            verb: "update",
            resource: approvals,
            name: "csr-x",
          },
        ],
      },
      {
        name: "denied",
        events: [
          {
            verb: "update",
            resource: approvals,
            name: "eve",
            request: { spec: { signerName: clientSigner }, status: { conditions: [{ type: "Denied" }] } },
          },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "create", resource: requests, code: 403, request: { spec: { signerName: clientSigner } } }],
      },
    ],
  },
  judge(event, { parameters }) {
    const isApproval = event.object?.subresource === "approval";
    const content = findSentObject(event)?.content;
    const signer = findTextAt(content, "spec", "signerName") ?? "";
    if (parameters.ordinarySigners.includes(signer)) return [];
    if (isApproval && content !== undefined && !isApproved(listAt(content, "status", "conditions"))) return [];
    const subject = findSubject(event);
    const what = describeAuditObject(event);
    const principals = subject === undefined ? [] : principalsOf(subject);
    return [
      {
        subject: what,
        message: messageOf(isApproval, what, principals),
        severity: severityOf(isApproval, subject),
        empowers: principals,
      },
    ];
  },
});

function severityOf(isApproval: boolean, subject: RequestSubject | undefined): Severity {
  if (subject?.groups.includes("system:masters") === true) return "critical";
  return isApproval ? "high" : "medium";
}

function isApproved(conditions: readonly unknown[]): boolean {
  return conditions.some((condition) => isJsonObject(condition) && condition["type"] === "Approved");
}

/** The request stands in the body or, of a patch, in the answer. */
function findSubject({ requestObject, responseObject }: AuditEvent): RequestSubject | undefined {
  for (const body of [requestObject, responseObject]) {
    const specification = isJsonObject(body) ? body["spec"] : undefined;
    const encoded = isJsonObject(specification) ? findRequest(specification) : undefined;
    if (encoded !== undefined) return readRequestSubject(encoded);
  }
  return undefined;
}

/** Of ten times the size of any request, nothing is read. */
const maxRequestLength = 100_000;

function findRequest(specification: JsonObject): string | undefined {
  const written = findText(specification, "request");
  if (written === undefined || written.length > maxRequestLength) return undefined;
  return Buffer.from(written, "base64").toString("latin1");
}

function principalsOf({ user, groups }: RequestSubject): readonly string[] {
  const names = user === "" ? [] : [describePrincipal(toPrincipal("User", user))];
  return [...names, ...groups.map((group) => describePrincipal(toPrincipal("Group", group)))];
}

function messageOf(isApproval: boolean, what: string, principals: readonly string[]): Text {
  const who = principals.length === 0 ? "" : quoteNames(principals);
  const [forWhom, whose] = who === "" ? ["", ""] : [` for ${who}`, `（${who}）`];
  return isApproval
    ? {
        en: `Approved the client certificate ${what}${forWhom}.`,
        ja: `クライアント証明書 ${what}${whose} を承認しました。`,
      }
    : {
        en: `Asked for the client certificate ${what}${forWhom}.`,
        ja: `クライアント証明書 ${what}${whose} を要求しました。`,
      };
}
