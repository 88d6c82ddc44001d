import { defineDemandCheck } from "./define-demand-check.ts";

export const secretOutsideKeyManagement = defineDemandCheck({
  id: "data-class/secret-outside-key-management",
  demand: "secrets-from-key-management",
  aliases: [],
  title: {
    en: "Secret does not come from the key management system",
    ja: "シークレットが鍵管理システムで管理されていない",
  },
  severity: "medium",
  why: {
    en: "The security policy demands that secrets of this service come from a key management system. Values in files are in every copy of the repository, and nobody rotates or audits them.",
    ja: "このサービスのシークレットは、セキュリティポリシーにより鍵管理システムでの管理が必要です。ファイルに含まれる値はリポジトリのすべてのコピーに残り、更新や利用の監査もできません。",
  },
  remediation: {
    en: "Keep the value in the key management system and fetch it: ExternalSecret, Secrets Store CSI driver, Vault; or encrypt the file by SOPS with one of its keys. Change the value that stood here.",
    ja: "値を鍵管理システムに保存し、ExternalSecret、Secrets Store CSI ドライバー、Vault などで取得するか、鍵管理システムの鍵を使って SOPS でファイルを暗号化してください。公開された値は変更してください。",
  },
  sources: ["NIST SP 800-190, section 4.1.4", "Kubernetes documentation, Good practices for Kubernetes Secrets"],
  examples: {
    fail: [
      {
        spec: "{ containers: [{ name: app, image: a, envFrom: [{ secretRef: { name: login } }] }] }",
        beside: `kind: Secret
apiVersion: v1
metadata: { name: login, namespace: accounts }
stringData: { user: someone }`,
      },
      {
        spec: "{ containers: [{ name: app, image: a, envFrom: [{ secretRef: { name: login } }] }] }",
        beside: `kind: SealedSecret
apiVersion: bitnami.com/v1alpha1
metadata: { name: login, namespace: accounts }
spec: { encryptedData: { user: AgB } }`,
      },
    ],
    pass: [
      {
        spec: "{ containers: [{ name: app, image: a, envFrom: [{ secretRef: { name: login } }] }] }",
        beside: `kind: ExternalSecret
apiVersion: external-secrets.io/v1
metadata: { name: fetch, namespace: accounts }
spec: { target: { name: login } }`,
      },
      {
        spec: "{ containers: [{ name: app, image: a, envFrom: [{ secretRef: { name: login } }] }] }",
        beside: `kind: Secret
apiVersion: v1
metadata: { name: login, namespace: accounts }
stringData: { user: 'ENC[AES256_GCM]' }
sops: { kms: [{ arn: 'arn:aws:kms:eu-central-1:1:key/1' }] }`,
      },
      "",
    ],
  },
});
