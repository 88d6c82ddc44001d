import { quote } from "../../model/quote.ts";
import { findLiteralCredential, severityOfCredential } from "../../semantics/manifest-secrets/literal-credential.ts";
import { credentialMessage } from "../../semantics/manifest-secrets/text-credentials.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const credentialInVariable = defineContainerCheck({
  id: "secret-object/credential-in-variable",
  aliases: ["kube-linter:env-var-secret", "kubescape:C-0012", "polaris:sensitiveContainerEnvVar"],
  findingKind: "secret",
  title: { en: "Credential in a variable of a container", ja: "コンテナの環境変数に直接書かれた認証情報" },
  severity: "high",
  severityReason: {
    en: "Critical where the form alone proves a real credential, high for a random value, medium for a plain one and for keys of test systems, low for a default password.",
    ja: "形式から実在の認証情報と判断できる場合は「緊急」、不規則な値は「高」、単純な値やテスト環境用のキーは「中」、初期パスワードは「低」です。",
  },
  why: {
    en: "Everybody who can read the repository or list pods can use it, and its old versions keep it for ever.",
    ja: "リポジトリを読める者や Pod を参照できる者なら誰でも使用でき、変更履歴にも残り続けます。",
  },
  remediation: {
    en: "Revoke the credential. Keep the new one in a Secret that does not stand in clear text in the repository, and refer to it with secretKeyRef or a mounted file.",
    ja: "認証情報を失効させてください。新しいものはリポジトリに平文で置かない Secret に保管し、secretKeyRef またはマウントしたファイルから参照します。",
  },
  sources: ["Kubernetes documentation, Good practices for Kubernetes Secrets", "NIST SP 800-190, 3.1.4 and 4.1.4"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: DB_PASSWORD, value: tangerine }] }] }",
      `spec: { containers: [{ name: web, image: web:1, env: [{ name: API_KEY, value: ${"9vKx"}${"Lq2ZtR8mWn"} }] }] }`,
      `spec: { containers: [{ name: web, image: web:1, env: [{ name: URL, value: "postgres://shop:${"t4nG3rine"}${"Kiwi"}@db/shop" }] }] }`,
      "spec: { containers: [{ name: db, image: mysql:8.4, env: [{ name: MYSQL_ROOT_PASSWORD, value: password }] }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }] }] }",
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: DB_PASSWORD_FILE, value: /run/secrets/db }, { name: SECRET_NAME, value: web-db }, { name: TOKEN_TTL, value: 30m }] }] }",
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: DB_PASSWORD, value: '' }, { name: TOKEN, value: $(BASE) }, { name: AUTH_ENABLED, value: 'true' }] }] }",
      "spec: { containers: [{ name: web, image: web:1, env: [{ name: TOKEN, value: 'vault:secret/data/web#token' }, { name: TOKEN_URL, value: 'https://login.example.com/token' }] }] }",
    ],
  },
  evaluate({ spec, pointer: base }) {
    return (spec.env ?? []).flatMap(({ value: { name = "", value = "" }, pointer }) => {
      const credential = findLiteralCredential(name, value);
      if (credential === undefined) return [];
      const shown = quote(name);
      return [
        {
          message: credentialMessage({ en: `The variable ${shown}`, ja: `環境変数 ${shown} ` }, credential),
          pointer: `${pointer.slice(base.length)}/value`,
          detail: `variable:${name}`,
          severity: severityOfCredential(credential),
        },
      ];
    });
  },
});
