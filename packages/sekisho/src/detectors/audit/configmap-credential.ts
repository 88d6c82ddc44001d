import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { describeAuditObject } from "../../semantics/audit/audit-object.ts";
import { findChangedObject } from "../../semantics/audit/changed-object.ts";
import { mapAt } from "../../semantics/kubernetes/manifest-value.ts";
import {
  findLiteralCredential,
  type LiteralCredential,
  severityOfCredential,
} from "../../semantics/manifest-secrets/literal-credential.ts";
import { credentialMessage, findCredentialInText } from "../../semantics/manifest-secrets/text-credentials.ts";
import { defineEventDetector } from "../define.ts";

export const configmapCredential = defineEventDetector({
  id: "audit/configmap-credential",
  aliases: ["falco:Create/Modify Configmap With Private Credentials"],
  title: { en: "Credential put into a ConfigMap", ja: "ConfigMap への認証情報の書き込み" },
  severity: "high",
  severityReason: {
    en: "By how sure it is that the value opens something.",
    ja: "値が実際の認証情報である確からしさにより異なります。",
  },
  why: {
    en: "Everybody who may read settings reads the credential, it stands in backups and in this audit log, and nothing renews it.",
    ja: "設定を読み取れるすべての主体が認証情報を読み取れます。バックアップや監査ログにも残り、自動的に更新されることもありません。",
  },
  remediation: {
    en: "Put the value into a Secret or a secret manager, and take it out of the ConfigMap.",
    ja: "値をシークレットまたはシークレット管理サービスに移し、ConfigMap から削除してください。",
  },
  response: [
    {
      en: "Renew the credential: it is known to all readers of the log.",
      ja: "認証情報を更新します。ログの閲覧者にも知られています。",
    },
    {
      en: "Move it to a Secret, and delete the ConfigMap's old versions from backups and repositories.",
      ja: "シークレットに移し、バックアップとリポジトリから古いバージョンを削除します。",
    },
    {
      en: "Look for its use at the system that it opens.",
      ja: "接続先のシステムで、不正な利用がないか調べます。",
    },
  ],
  falsePositives: {
    en: "Samples and public keys that look like secrets. Accept the ConfigMap by name.",
    ja: "秘密情報に見えるサンプルや公開鍵も該当します。ConfigMap の名前を指定して例外に登録してください。",
  },
  techniques: ["attack@18#T1552.001"],
  sources: ["Kubernetes documentation, ConfigMaps: Caution", "MITRE ATT&CK, T1552.001 Credentials In Files"],
  reads: { verbs: ["create", "update", "patch"], resources: ["configmaps"], needs: "request" },
  examples: {
    fires: [
      {
        name: "a password under its name",
        events: [
          {
            verb: "create",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            request: { data: { DB_PASSWORD: "tangerine" } },
          },
        ],
      },
      {
        name: "a key of a cloud, put in by a patch",
        events: [
          {
            verb: "patch",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            request: [{ op: "add", path: "/data/id", value: `${"AKIA"}${"QYLPMN5HFIQR7XYA"}` }],
          },
        ],
      },
    ],
    silent: [
      {
        name: "settings that talk of secrets",
        events: [
          {
            verb: "create",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            request: { data: { LEVEL: "info", SECRET_NAME: "web-db", PASSWORD_MIN_LENGTH: "12" } },
          },
        ],
      },
      {
        name: "a level, changed where a password stands",
        events: [
          {
            verb: "patch",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            request: { data: { LEVEL: "debug" } },
            response: { kind: "ConfigMap", data: { LEVEL: "debug", DB_PASSWORD: "tangerine" } },
          },
        ],
      },
      {
        name: "refused",
        events: [
          {
            verb: "create",
            resource: "configmaps",
            namespace: "shop",
            name: "settings",
            code: 403,
            request: { data: { DB_PASSWORD: "tangerine" } },
          },
        ],
      },
    ],
  },
  judge(event) {
    const object = findChangedObject(event);
    if (object === undefined) return [];
    const what = describeAuditObject(event);
    return Object.entries(mapAt(object.content, "data")).flatMap(([key, value]) => {
      const credential = typeof value === "string" ? findIn(key, value) : undefined;
      if (credential === undefined) return [];
      const shown = quote(key);
      const place: Text = { en: `The key ${shown} of ${what}`, ja: `${what} のキー ${shown} ` };
      const subject = `${what} key:${shown}`;
      return [{ subject, message: credentialMessage(place, credential), severity: severityOfCredential(credential) }];
    });
  },
});

/** A key with one line is a setting, one with several lines is a file. */
function findIn(key: string, value: string): LiteralCredential | undefined {
  const text = value.trimEnd();
  if (text.includes("\n")) return findCredentialInText(text);
  return findLiteralCredential(key, text) ?? findCredentialInText(text);
}
