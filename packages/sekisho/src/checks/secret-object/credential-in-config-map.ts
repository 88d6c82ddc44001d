import { quote } from "../../model/quote.ts";
import { mapAt, pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import {
  findLiteralCredential,
  type LiteralCredential,
  severityOfCredential,
} from "../../semantics/manifest-secrets/literal-credential.ts";
import { credentialMessage, findCredentialInText } from "../../semantics/manifest-secrets/text-credentials.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const credentialInConfigMap = defineObjectCheck({
  id: "secret-object/credential-in-config-map",
  aliases: [
    "kube-linter:configmap-with-credentials",
    "polaris:sensitiveConfigmapContent",
    "trivy:KSV-0109",
    "trivy:KSV-01010",
  ],
  kinds: ["ConfigMap"],
  findingKind: "secret",
  title: { en: "Credential in a ConfigMap", ja: "ConfigMap に含まれる認証情報" },
  severity: "high",
  severityReason: {
    en: "As for credentials in variables: critical where the form alone proves it, low for a default password.",
    ja: "環境変数の場合と同様に、形式から判断できる場合は「緊急」、初期パスワードは「低」です。",
  },
  why: {
    en: "ConfigMaps are open to every role that may view the namespace, are not encrypted at rest, and this one stands in the repository.",
    ja: "ConfigMap は名前空間の閲覧権限だけで参照でき、保存時に暗号化されません。リポジトリにも平文で残ります。",
  },
  remediation: {
    en: "Revoke the credential, and keep the new one in a Secret from a secret store.",
    ja: "認証情報を失効させ、新しいものはシークレット管理システムから作成した Secret に保管してください。",
  },
  sources: ["Kubernetes documentation, ConfigMaps: Caution", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { DB_PASSWORD: tangerine }",
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata:\n  app.properties: |\n    url=jdbc:postgresql://db/shop\n    spring.datasource.password=${"9vKx"}${"Lq2ZtR8mWn"}`,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { id: "${"AKIA"}${"QYLPMN5HFIQR7XYA"}" }`,
    ],
    pass: [
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { LEVEL: info, SECRET_NAME: web-db, PASSWORD_MIN_LENGTH: '12' }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata:\n  app.properties: |\n    spring.datasource.password=${DB_PASSWORD}",
    ],
  },
  evaluate({ content }) {
    return Object.entries(mapAt(content, "data")).flatMap(([key, value]) => {
      const credential = typeof value === "string" ? findIn(key, value) : undefined;
      if (credential === undefined) return [];
      const shown = quote(key);
      return [
        {
          message: credentialMessage({ en: `The key ${shown}`, ja: `キー ${shown} ` }, credential),
          pointer: `/data${pointerPart(key)}`,
          detail: `key:${key}`,
          severity: severityOfCredential(credential),
        },
      ];
    });
  },
});

/** A key with one line is a setting, one with several lines is a file. */
function findIn(key: string, value: string): LiteralCredential | undefined {
  const text = value.trimEnd();
  return text.includes("\n")
    ? findCredentialInText(text)
    : (findLiteralCredential(key, text) ?? findCredentialInText(text));
}
