import { accountsOf, passwordsOf } from "../../semantics/image/image-accounts.ts";
import { defineImageCheck } from "./define.ts";

export const passwordSet = defineImageCheck({
  id: "image/password-set",
  aliases: [],
  title: { en: "Account with a password in the image", ja: "イメージ内でパスワードが設定されたアカウント" },
  severity: "medium",
  severityReason: {
    en: "High for an account with the id 0.",
    ja: "ID が 0 のアカウントでは「高」です。",
  },
  why: {
    en: "Everybody who pulls the image has the hash and can try passwords against it at leisure. The password is the same in every container, and nobody can change it without a new build.",
    ja: "イメージを取得した者は誰でもハッシュを入手し、パスワードの総当たりを試せます。パスワードはすべてのコンテナで共通であり、再ビルドしない限り変更できません。",
  },
  remediation: {
    en: "Lock the account (`RUN passwd -l NAME`). A container needs no login: use `docker exec` or `kubectl exec`.",
    ja: "`RUN passwd -l NAME` でアカウントをロックしてください。コンテナへのログインは不要です。`docker exec` や `kubectl exec` を使用します。",
  },
  sources: ["NIST SP 800-190, 3.1.4 Embedded clear text secrets", "shadow(5)"],
  examples: {
    fail: [
      {
        layers: [
          {
            "etc/passwd": "root:x:0:0::/root:/bin/sh\n",
            "etc/shadow": "root:$6$saltsalt$0123456789abcdef:19000:0:99999:7:::\n",
          },
        ],
      },
      { layers: [{ "etc/passwd": "app:$5$saltsalt$0123456789abcdef:1000:1000::/:/bin/sh\n" }] },
    ],
    pass: [
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:!$6$a$b:19000:::::: \n" }] },
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:*:19000:0:99999:7:::\n" }] },
    ],
  },
  evaluate(image) {
    return passwordsOf(accountsOf(image)).flatMap(({ user, state, scheme, source }) => {
      if (state !== "set") return [];
      const { name, userId } = user.fact;
      const kind = scheme === undefined ? "" : ` (${scheme})`;
      return [
        {
          message: {
            en: `The account ${name} (id ${userId}) has a password${kind}.`,
            ja: `アカウント ${name}（ID ${userId}）にパスワードが設定されています${kind}。`,
          },
          subject: `user:${name}`,
          severity: userId === 0 ? ("high" as const) : ("medium" as const),
          evidence: [{ path: source.path, line: source.line, layer: source.layer }],
        },
      ];
    });
  },
});
