import {
  findLiteralCredential,
  type LiteralCredential,
  severityOfCredential,
} from "../../semantics/manifest-secrets/literal-credential.ts";
import { credentialMessage, findCredentialInText } from "../../semantics/manifest-secrets/text-credentials.ts";
import { defineContainerCheck } from "../manifest/define.ts";

export const credentialInArguments = defineContainerCheck({
  id: "secret-object/credential-in-arguments",
  aliases: [],
  findingKind: "secret",
  title: { en: "Credential in the command of a container", ja: "コンテナのコマンドに直接書かれた認証情報" },
  severity: "high",
  severityReason: {
    en: "As for credentials in variables: critical where the form alone proves it, low for a default password.",
    ja: "環境変数の場合と同様に、形式から判断できる場合は「緊急」、初期パスワードは「低」です。",
  },
  why: {
    en: "Beside everybody who reads the repository, every process on the node can read command lines.",
    ja: "リポジトリを読める者に加えて、ノード上のプロセスからもコマンドラインを参照できます。",
  },
  remediation: {
    en: "Revoke the credential. Pass the new one as a mounted file, or as a variable from a Secret: `--password=$(PASSWORD)`.",
    ja: "認証情報を失効させてください。新しいものはマウントしたファイルか、Secret に基づく環境変数（`--password=$(PASSWORD)`）で渡します。",
  },
  sources: ["Kubernetes documentation, Good practices for Kubernetes Secrets", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, args: [--db-password=tangerine] }] }",
      "spec: { containers: [{ name: web, image: web:1, command: [serve, --token, tangerine] }] }",
      `spec: { containers: [{ name: web, image: web:1, command: [sh, -c, "curl -H 'Authorization: Bearer ${"ghp_"}${"aZ8kQ2mX7vB4nC6dF1gH3jK5lP9qR0sTuVwY"}' x"] }] }`,
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, args: [--db-password=$(DB_PASSWORD), --token-file=/run/token, --auth=true] }] }",
      "spec: { containers: [{ name: web, image: web:1, args: [--secret-name, web-db, --key-path, /etc/key, --token] }] }",
      "spec: { containers: [{ name: web, image: web:1, args: [--tls-private-key-file, key.pem, --token, --verbose] }] }",
    ],
  },
  evaluate({ spec }) {
    return (["command", "args"] as const).flatMap((field) => {
      const words = spec[field] ?? [];
      return words.flatMap((word, index) => {
        const credential = findInWord(words[index - 1], word);
        if (credential === undefined) return [];
        const place = { en: `Word ${index + 1} of ${field}`, ja: `${field} の ${index + 1} 番目` };
        return [
          {
            message: credentialMessage(place, credential),
            pointer: `/${field}/${index}`,
            detail: `${field}:${index}`,
            severity: severityOfCredential(credential),
          },
        ];
      });
    });
  },
});

/** `--name=value`, or a value behind `--name`; in anything else what a text gives away. */
function findInWord(before: string | undefined, word: string): LiteralCredential | undefined {
  const assigned = /^--?([A-Za-z][\w.-]{0,60})=(.{1,4000})$/s.exec(word);
  if (assigned !== null) return findLiteralCredential(assigned[1] ?? "", assigned[2] ?? "");
  const option = /^--([A-Za-z][\w.-]{0,60})$/.exec(before ?? "")?.[1];
  if (option !== undefined && !word.startsWith("-")) return findLiteralCredential(option, word);
  return findCredentialInText(word);
}
