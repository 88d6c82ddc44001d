import { accountsOf, passwordsOf } from "../../semantics/image/image-accounts.ts";
import { defineImageCheck } from "./define.ts";

/** Schemes that a computer of today tries through. Source: crypt(5) of libxcrypt, "Hashing methods" and its strength notes. */
const weakSchemes: ReadonlySet<string> = new Set([
  "bigcrypt",
  "bsdicrypt",
  "descrypt",
  "md5crypt",
  "nt",
  "sha1crypt",
  "sunmd5",
]);

export const weakPasswordHash = defineImageCheck({
  id: "image/weak-password-hash",
  aliases: [],
  title: { en: "Password kept with a weak hash", ja: "強度の低いハッシュで保存されたパスワード" },
  severity: "high",
  why: {
    en: "Passwords under these schemes are found by trial in hours, whatever they are. Everybody who pulls the image has the hash.",
    ja: "これらの方式では、どのようなパスワードでも数時間程度の総当たりで割り出されます。ハッシュは、イメージを取得した者なら誰でも入手できます。",
  },
  remediation: {
    en: "Lock the account (`RUN passwd -l NAME`). Where a password must be, set it when the container starts, with yescrypt or sha512crypt.",
    ja: "`RUN passwd -l NAME` でアカウントをロックしてください。パスワードがどうしても必要な場合は、コンテナの起動時に yescrypt または sha512crypt で設定します。",
  },
  sources: ["crypt(5), libxcrypt 4.4", "NIST SP 800-63B, 3.1.1.2"],
  examples: {
    fail: [
      {
        layers: [
          { "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:$1$salt$0123456789abcdef:19000::::::\n" },
        ],
      },
      { layers: [{ "etc/passwd": "app:abcdefghijklm:1000:1000::/:/bin/sh\n" }] },
    ],
    pass: [
      {
        layers: [
          { "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:$y$j9T$salt$0123456789:19000::::::\n" },
        ],
      },
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "etc/shadow": "root:*:19000::::::\n" }] },
    ],
  },
  evaluate(image) {
    return passwordsOf(accountsOf(image)).flatMap(({ user, scheme, source }) => {
      if (scheme === undefined || !weakSchemes.has(scheme)) return [];
      const { name } = user.fact;
      return [
        {
          message: {
            en: `The password of ${name} is kept with ${scheme}.`,
            ja: `${name} のパスワードが ${scheme} で保存されています。`,
          },
          subject: `user:${name}`,
          evidence: [{ path: source.path, line: source.line, layer: source.layer }],
        },
      ];
    });
  },
});
