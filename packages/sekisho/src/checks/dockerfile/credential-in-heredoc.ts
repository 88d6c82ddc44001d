import { heredocSecrets, secretMessage, severityOfSecret } from "../../semantics/secret-patterns/step-secrets.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { defineDockerfileCheck } from "./define.ts";

export const credentialInHeredoc = defineDockerfileCheck({
  id: "dockerfile/credential-in-heredoc",
  aliases: [],
  findingKind: "secret",
  title: { en: "Credential in a here-document", ja: "ヒアドキュメントに含まれる認証情報" },
  severity: "critical",
  severityReason: {
    en: "High where a name and the randomness of the value show the credential. Medium for a key of a test system.",
    ja: "名前と値の不規則さから判断した場合は「高」、テスト環境用のキーの場合は「中」です。",
  },
  why: {
    en: "The text becomes a file or a script in a layer, and stays in the Dockerfile and its version history. Anyone who pulls the image or reads the repository can use the credential.",
    ja: "テキストは、ファイルまたはスクリプトとしてレイヤーに入り、Dockerfile とその変更履歴にも残ります。イメージを取得した者やリポジトリを閲覧できる者なら誰でも使用できます。",
  },
  remediation: {
    en: "Revoke the credential first and treat it as leaked. Then mount the file instead: `RUN --mount=type=secret,id=netrc,target=/root/.netrc …`.",
    ja: "まず、その認証情報を漏えいしたものとして無効化してください。その後は、`RUN --mount=type=secret,id=netrc,target=/root/.netrc …` のようにファイルをマウントして利用します。",
  },
  sources: ["Dockerfile reference, Here-documents", "Docker documentation, Build secrets", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      `FROM debian:12\nCOPY <<EOF /root/.npmrc\n//registry.npmjs.org/:_authToken=${"npm_"}${"aZ8kQ2mX7vB4nC6dF1gH3jK5lP9qR0sTuVwY"}\nEOF`,
      `FROM debian:12\nRUN <<EOF\nset -e\ncurl -u deploy:${"ses"}${"ame7"} https://files.example.com/a\nEOF`,
      `FROM debian:12\nCOPY <<-"KEY" /etc/tls/server.key\n\t${"-----BEGIN "}${"PRIVATE KEY-----"}\n\tMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n\t-----END PRIVATE KEY-----\n\tKEY`,
      `FROM debian:12\nRUN cat <<EOF > /app.properties\nspring.datasource.password=${"9vKx"}${"Lq2ZtR8m"}\nEOF`,
    ],
    pass: [
      "FROM debian:12\nCOPY <<EOF /root/.npmrc\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nEOF",
      "FROM debian:12\nCOPY <<EOF /app.properties\nspring.datasource.password=changeme\nspring.datasource.username=shop\nEOF",
      'FROM debian:12\nRUN <<EOF\ncurl -u "$LOGIN" https://files.example.com/a\nEOF',
      "FROM debian:12\nRUN curl https://example.com/a",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "RUN", "COPY", "ADD").flatMap(({ instruction, step }) => {
      const { keyword, heredocs } = instruction;
      if (heredocs.length === 0) return [];
      return heredocSecrets(step).map((secret) => ({
        message: secretMessage(secret, { en: `A here-document of ${keyword}`, ja: `${keyword} のヒアドキュメント` }),
        range: secret.range,
        subject: `${step.stage.subject}/heredoc:${secret.kind}`,
        severity: severityOfSecret(secret),
      }));
    });
  },
});
