import { commandSecrets, secretMessage, severityOfSecret } from "../../semantics/secret-patterns/step-secrets.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const credentialInCommand = defineDockerfileCheck({
  id: "dockerfile/credential-in-command",
  aliases: [],
  findingKind: "secret",
  title: { en: "Credential in a command line", ja: "コマンドラインに含まれる認証情報" },
  severity: "critical",
  severityReason: {
    en: "High where an option or a name, not the form of the value, shows the credential. Medium for a key of a test system.",
    ja: "値の形式ではなく、オプションや名前から判断した場合は「高」、テスト環境用のキーの場合は「中」です。",
  },
  why: {
    en: "The command line is kept in the Dockerfile, the image's history and build logs, and shows in process lists. Anyone who can read one of them can use the credential.",
    ja: "コマンドラインは、Dockerfile、イメージの履歴、ビルドログ、プロセス一覧に残ります。いずれかを読み取れる者なら誰でも、認証情報を使用できます。",
  },
  remediation: {
    en: "Revoke the credential first and treat it as leaked. Then mount the new one for the RUN that needs it, `RUN --mount=type=secret,id=token,env=TOKEN …`, or read it from a file at run time.",
    ja: "まず、その認証情報を漏えいしたものとして無効化してください。新しい認証情報は、`RUN --mount=type=secret,id=token,env=TOKEN …` で必要な RUN にだけマウントするか、実行時にファイルから読み取ります。",
  },
  sources: ["Docker documentation, Build secrets", "NIST SP 800-190, 3.1.4", "CIS Docker Benchmark 1.6.0, 4.10"],
  examples: {
    fail: [
      `FROM debian:12\nRUN curl -H "Authorization: Bearer ${"ghp_"}${"aZ8kQ2mX7vB4nC6dF1gH3jK5lP9qR0sTuVwY"}" https://api.example.com`,
      `FROM debian:12\nRUN git clone https://ci:${"t4nG3rine"}${"Kiwi"}@git.example.com/shop.git`,
      "FROM debian:12\nRUN curl -u deploy:sesame7 https://files.example.com/app.tgz",
      "FROM mysql:8.4\nRUN mysql -uroot -psesame7 -e 'select 1'",
      `FROM debian:12\nRUN DB_PASSWORD=${"9vKx"}${"Lq2ZtR8m"} \\\n    ./migrate`,
      "FROM debian:12\nRUN echo 'root:sesame7' | chpasswd",
      'FROM debian:12\nCMD ["server", "--token=sesame-open-7"]',
      "FROM debian:12\nHEALTHCHECK CMD curl --user probe:sesame7 http://localhost/",
      `FROM debian:12\nADD https://ci:${"t4nG3rine"}${"Kiwi"}@files.example.com/app.tgz /srv/`,
    ],
    pass: [
      'FROM debian:12\nRUN --mount=type=secret,id=t,env=TOKEN curl -H "Authorization: Bearer $TOKEN" https://api.example.com',
      "FROM debian:12\nRUN git clone https://$USER:$TOKEN@git.example.com/shop.git",
      "FROM debian:12\nRUN curl -u user:password https://example.com && curl -u $LOGIN https://example.com",
      "FROM mysql:8.4\nRUN mysql -uroot -p$PW -e 'select 1' && mkdir -p /data",
      "FROM debian:12\nRUN server --password-file /run/secrets/p --token-length 40",
      "FROM debian:12\nRUN echo 'deb:trixie' | tee /etc/x.list; cp -p a b",
      "FROM debian:12\nRUN curl -fsSL https://example.com/a.tgz | sha256sum -c -",
      "FROM debian:12\nARG TOKEN\nADD https://ci:$TOKEN@files.example.com/app.tgz /srv/",
    ],
  },
  evaluate(build) {
    const violations: DockerfileViolation[] = [];
    for (const { instruction, step } of placedInstructions(build, "RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ADD")) {
      const { keyword } = instruction;
      for (const secret of commandSecrets(step)) {
        violations.push({
          message: secretMessage(secret, { en: `The command line of ${keyword}`, ja: `${keyword} のコマンドライン` }),
          range: secret.range,
          subject: `${step.stage.subject}/${keyword.toLowerCase()}:${secret.kind}`,
          severity: severityOfSecret(secret),
        });
      }
    }
    return violations;
  },
});
