import { accountsOf, passwordsOf } from "../../semantics/image/image-accounts.ts";
import { defineImageCheck } from "./define.ts";

export const emptyPassword = defineImageCheck({
  id: "image/empty-password",
  aliases: ["dockle:DKL-LI-0001"],
  title: { en: "Account with an empty password", ja: "パスワードが空のアカウント" },
  severity: "high",
  why: {
    en: "Anyone in the container becomes this user with `su` or over a login service, without being asked for a password: for root that takes back everything that USER gave.",
    ja: "コンテナ内の誰もが、`su` やログインサービスを通じて、パスワードなしでこのユーザーになれます。root の場合は、USER で権限を下げた意味がなくなります。",
  },
  remediation: {
    en: "Lock the account: `RUN passwd -l NAME`, or write `*` or `!` as its password in `/etc/shadow`.",
    ja: "`RUN passwd -l NAME` でアカウントをロックするか、`/etc/shadow` のパスワード欄に `*` または `!` を記述してください。",
  },
  sources: ["shadow(5)", "CVE-2019-5021", "Dockle DKL-LI-0001"],
  examples: {
    fail: [
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root::19000:0:99999:7:::\n" }] },
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\napp::1000:1000::/:/bin/sh\n" }] },
    ],
    pass: [
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:*:19000:0:99999:7:::\n" }] },
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:!::0:::::\n" }] },
      { layers: [{ "etc/passwd": "root:*:0:0::/root:/bin/sh\n", "etc/shadow": "root::19000:0:99999:7:::\n" }] },
    ],
  },
  evaluate(image) {
    return passwordsOf(accountsOf(image)).flatMap(({ user, state, source }) => {
      if (state !== "empty") return [];
      const { name, userId } = user.fact;
      return [
        {
          message: {
            en: `The account ${name} (id ${userId}) has an empty password.`,
            ja: `アカウント ${name}（ID ${userId}）のパスワードが空です。`,
          },
          subject: `user:${name}`,
          evidence: [{ path: source.path, line: source.line, layer: source.layer }],
        },
      ];
    });
  },
});
