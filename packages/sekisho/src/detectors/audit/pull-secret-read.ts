import { isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import { matchesWildcard } from "../../model/wildcard.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { defineEventDetector } from "../define.ts";

/** Source: Kubernetes documentation, Secrets, Types of Secret. */
const registryTypes: ReadonlySet<unknown> = new Set(["kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg"]);

export const pullSecretRead = defineEventDetector({
  id: "audit/pull-secret-read",
  aliases: [],
  title: { en: "Registry credentials read", ja: "レジストリの認証情報の読み取り" },
  severity: "medium",
  why: {
    en: "Kubelets read these secrets to pull images; somebody else who does can take your images, and where the credentials may push, put their own in place.",
    ja: "このシークレットはイメージを取得する kubelet が使用するものです。ほかの主体が読み取ると、イメージの持ち出しや、書き込み権限がある場合にはイメージの差し替えが可能になります。",
  },
  remediation: {
    en: "Give `get` of secrets by name (resourceNames) without these, and use credentials that may pull only and end soon.",
    ja: "シークレットの get は、これらを除いて名前（resourceNames）を限定して許可し、取得専用かつ短期間で失効する認証情報を使用してください。",
  },
  response: [
    { en: "Renew the credentials at the registry.", ja: "レジストリで認証情報を更新します。" },
    {
      en: "Look in the registry's log for pulls and pushes with them since.",
      ja: "その後の取得と書き込みを、レジストリのログで調べます。",
    },
    { en: "Compare the digests of images that were pushed.", ja: "書き込まれたイメージのダイジェストを照合します。" },
  ],
  falsePositives: {
    en: "Controllers that copy pull secrets into namespaces, and scanners of images. Accept them by caller.",
    ja: "プルシークレットを各名前空間に複製するコントローラーや、イメージのスキャナーも該当します。主体を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1528", "attack@18#T1525"],
  sources: [
    "Kubernetes documentation, Secrets: Docker config Secrets",
    "MITRE ATT&CK, T1528 Steal Application Access Token",
  ],
  reads: { verbs: ["get", "list", "watch"], resources: ["secrets"] },
  parameters: {
    names: {
      type: "string-list",
      default: ["*dockercfg*", "*dockerconfig*", "*pull-secret*", "*pullsecret*", "*regcred*", "*registry-cred*"],
      description: {
        en: "Names of such secrets, with * and ?; audit policies rarely keep their types.",
        ja: "該当するシークレットの名前（* と ? を使用可）。監査ログに種類が残ることは少ないため、名前で判定します。",
      },
    },
  },
  examples: {
    fires: [
      {
        name: "by its name",
        events: [{ verb: "get", resource: "secrets", namespace: "shop", name: "regcred", level: "Metadata" }],
      },
      {
        name: "by its type in the answer",
        events: [
          {
            verb: "get",
            resource: "secrets",
            namespace: "shop",
            name: "company",
            response: { kind: "Secret", type: "kubernetes.io/dockerconfigjson" },
          },
        ],
      },
      {
        name: "all of that type",
        events: [
          {
            verb: "list",
            resource: "secrets",
            uri: "?fieldSelector=type%3Dkubernetes.io%2Fdockerconfigjson&limit=500",
            level: "Metadata",
          },
        ],
      },
    ],
    silent: [
      {
        name: "another secret",
        events: [{ verb: "get", resource: "secrets", namespace: "shop", name: "database", level: "Metadata" }],
      },
      {
        name: "secrets of another type",
        events: [{ verb: "list", resource: "secrets", uri: "?fieldSelector=type%3Dkubernetes.io%2Ftls" }],
      },
      {
        name: "a kubelet",
        events: [
          { user: "system:node:worker-1", verb: "get", resource: "secrets", namespace: "shop", name: "regcred" },
        ],
      },
      {
        name: "refused",
        events: [{ verb: "get", resource: "secrets", namespace: "shop", name: "regcred", code: 403 }],
      },
    ],
  },
  judge(event, { parameters }) {
    const name = event.object?.name ?? "";
    const isNamed = name !== "" && parameters.names.some((pattern) => matchesWildcard(pattern, name));
    if (!isNamed && !isOfRegistryType(event)) return [];
    const what = describeAuditObject(event);
    return [
      {
        subject: what,
        message: {
          en: `Read credentials of a registry: ${what}.`,
          ja: `レジストリの認証情報 ${what} を読み取りました。`,
        },
      },
    ];
  },
});

/** A longer query selects nothing that a person would ask for. */
const maxQueryLength = 4_096;

function isOfRegistryType({ requestUri, responseObject }: AuditEvent): boolean {
  if (isJsonObject(responseObject) && registryTypes.has(responseObject["type"])) return true;
  if (!requestUri.includes("fieldSelector=")) return false;
  const selector = new URLSearchParams(requestUri.slice(requestUri.indexOf("?") + 1).slice(0, maxQueryLength));
  const words = (selector.get("fieldSelector") ?? "").split(",");
  return words.some((word) => registryTypes.has(/^type={1,2}(.{1,100})$/.exec(word.trim())?.[1]));
}
