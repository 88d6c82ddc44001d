import type { OffsetRange } from "../../model/source-text.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { readAccountArguments } from "../../semantics/users/created-users.ts";
import { defineDockerfileCheck } from "./define.ts";

export const passwordSetInImage = defineDockerfileCheck({
  id: "dockerfile/password-set-in-image",
  aliases: ["checkov:CKV2_DOCKER_17"],
  title: { en: "Account password set in the image", ja: "イメージに設定されたアカウントのパスワード" },
  severity: "high",
  why: {
    en: "The password stays in the Dockerfile and the image's history, and its hash in every copy of the image. All containers share it, and a change needs a new build and a new rollout.",
    ja: "パスワードは Dockerfile とイメージの履歴に、ハッシュはイメージのすべての複製に残ります。全コンテナで共有されるうえ、変更にはビルドとデプロイのやり直しが必要です。",
  },
  remediation: {
    en: "Delete the command: a container needs no login, and `docker exec` or `kubectl exec` gives a shell without one. If a service must have accounts, set them up at the start from a mounted secret.",
    ja: "コンテナへのログインは不要なため、このコマンドを削除してください。コンテナ内の操作には `docker exec` や `kubectl exec` を利用できます。アカウントが必要なサービスでは、マウントしたシークレットから起動時に設定します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.10", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "FROM debian:12\nRUN echo root:toor | chpasswd",
      "FROM debian:12\nRUN useradd -m app && echo app:$PW | sudo chpasswd -e",
      "FROM fedora:43\nRUN echo toor | passwd --stdin root",
      "FROM debian:12\nRUN useradd -p '$6$salt$hash' app",
      "FROM debian:12\nRUN useradd -l -p '$6$salt$hash' app",
      'FROM debian:12\nRUN usermod --password "$(openssl passwd -6 toor)" root',
    ],
    pass: [
      "FROM debian:12\nRUN useradd -m app",
      "FROM debian:12\nRUN passwd -l root",
      "FROM debian:12\nRUN useradd -p '*' app && usermod -p '!' root",
      "FROM debian:12\nRUN echo chpasswd is not run",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (program) => programs.has(program)).flatMap((located) => {
      const range = settingOf(located);
      if (range === undefined) return [];
      const { call, script, step } = located;
      return [
        {
          message: {
            en: `${call.name} gives an account a password that every copy of the image has.`,
            ja: `${call.name} により、イメージのすべての複製で共通のパスワードが設定されます。`,
          },
          range: rangeOf(script, range),
          subject: `${step.stage.subject}/command:${call.name}`,
        },
      ];
    });
  },
});

const programs: ReadonlySet<string> = new Set(["chpasswd", "passwd", "useradd", "usermod"]);

function settingOf({ call }: LocatedCall): OffsetRange | undefined {
  if (call.name === "chpasswd") return call.word;
  if (call.name === "passwd") return call.args.find(({ text }) => text === "--stdin");
  const password = readAccountArguments(call)?.options.find(({ name }) => name === "-p" || name === "--password");
  // A value that no password has (`*`, `!`) locks the account; an empty one is another check's question.
  return password?.value === undefined || /^[*!x]*$/.test(password.value) ? undefined : password.argument;
}
