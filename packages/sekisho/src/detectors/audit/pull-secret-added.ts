import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { changesField, findChangedObject } from "../../semantics/audit/changed-object.ts";
import { quoteNames } from "../../semantics/audit/quote-names.ts";
import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineEventDetector } from "../define.ts";

const accounts = "serviceaccounts";

export const pullSecretAdded = defineEventDetector({
  id: "audit/pull-secret-added",
  aliases: [],
  title: {
    en: "Registry credentials put into a service account",
    ja: "サービスアカウントへのレジストリ認証情報の追加",
  },
  severity: "low",
  severityReason: {
    en: "Medium for default service accounts.",
    ja: "既定のサービスアカウントの場合は「中」とします。",
  },
  why: {
    en: "Every pod of the account pulls with these credentials from now on, also images of a registry that only the intruder knows.",
    ja: "以後、このアカウントを使用するすべての Pod がこの認証情報でイメージを取得します。侵入者のレジストリからのイメージの持ち込みにも利用されます。",
  },
  remediation: {
    en: "Let only the pipeline of the cluster write service accounts, and let admission allow your registries only.",
    ja: "サービスアカウントの変更はクラスター構築用のパイプラインだけに許可し、アドミッション制御で自社のレジストリ以外を拒否してください。",
  },
  response: [
    { en: "See which registry the secret opens.", ja: "シークレットがどのレジストリのものかを確認します。" },
    {
      en: "Ask the caller; without an answer, take the secret out of the account and delete it.",
      ja: "変更した主体に確認します。確認できない場合は、アカウントからシークレットを外して削除します。",
    },
    {
      en: "List the images that pods of the account pulled since.",
      ja: "その後、このアカウントの Pod が取得したイメージを調べます。",
    },
  ],
  falsePositives: {
    en: "Private registries are set up this way in new namespaces. Accept the pipeline that does it.",
    ja: "新しい名前空間でのプライベートレジストリの設定も該当します。設定に使うパイプラインを例外に登録してください。",
  },
  techniques: ["attack@18#T1525", "attack@18#T1528"],
  sources: ["Kubernetes documentation, Configure Service Accounts for Pods: Add ImagePullSecrets to a service account"],
  reads: { verbs: ["update", "patch"], resources: [accounts], needs: "request" },
  examples: {
    fires: [
      {
        name: "by kubectl patch",
        events: [
          {
            verb: "patch",
            resource: accounts,
            namespace: "shop",
            name: "default",
            request: { imagePullSecrets: [{ name: "registry" }] },
          },
        ],
      },
      {
        name: "by a JSON patch",
        events: [
          {
            verb: "patch",
            resource: accounts,
            namespace: "shop",
            name: "web",
            request: [{ op: "add", path: "/imagePullSecrets/-", value: { name: "registry" } }],
          },
        ],
      },
    ],
    silent: [
      {
        name: "a label of an account that has some",
        events: [
          {
            verb: "patch",
            resource: accounts,
            namespace: "shop",
            name: "web",
            request: { metadata: { labels: { team: "shop" } } },
            response: { kind: "ServiceAccount", imagePullSecrets: [{ name: "registry" }] },
          },
        ],
      },
      {
        name: "all of them taken out",
        events: [
          { verb: "patch", resource: accounts, namespace: "shop", name: "web", request: { imagePullSecrets: [] } },
        ],
      },
      {
        name: "refused",
        events: [
          {
            verb: "patch",
            resource: accounts,
            namespace: "shop",
            name: "web",
            code: 403,
            request: { imagePullSecrets: [{ name: "registry" }] },
          },
        ],
      },
    ],
  },
  judge(event) {
    if (!changesField(event, "imagePullSecrets")) return [];
    const secrets = listAt(findChangedObject(event)?.content, "imagePullSecrets");
    if (secrets.length === 0) return [];
    const what = describeAuditObject(event);
    const names = quoteNames(secrets.map((secret) => findTextAt(secret, "name") ?? "-"));
    return [
      {
        subject: what,
        message: {
          en: `Put registry credentials into ${what}: ${names}.`,
          ja: `${what} にレジストリの認証情報（${names}）を追加しました。`,
        },
        severity: event.object?.name === "default" ? "medium" : "low",
      },
    ];
  },
});
