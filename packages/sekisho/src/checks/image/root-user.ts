import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { accountsOf, findAccount } from "../../semantics/image/image-accounts.ts";
import type { ImageContent } from "../../semantics/image/image-content.ts";
import { privilegesOfWords } from "../../semantics/stages/entrypoints.ts";
import { isRootUser, userPart } from "../../semantics/users/user-names.ts";
import { defineImageCheck } from "./define.ts";

export const rootUser = defineImageCheck({
  id: "image/root-user",
  aliases: ["docker-bench:4.1", "dockle:CIS-DI-0001"],
  title: { en: "Container runs as root", ja: "コンテナが root で実行される" },
  severity: "high",
  severityReason: {
    en: "Low if the entrypoint is known to drop its privileges, medium if it is a script that may do so.",
    ja: "エントリーポイントが権限を放棄することが分かっている場合は「低」、その可能性があるスクリプトの場合は「中」です。",
  },
  why: {
    en: "An attacker who takes over the process is root in the container, and can become root on the node through a mount, a capability or a kernel vulnerability.",
    ja: "プロセスが乗っ取られると、攻撃者はコンテナ内で直ちに root となります。マウント、ケーパビリティ、カーネルの脆弱性などを足掛かりに、ノード上でも root を得るおそれがあります。",
  },
  remediation: {
    en: "Add `USER 10001` after the last instruction that needs root.",
    ja: "root が必要な最後の命令の後に `USER 10001` を追加してください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.1", "NIST SP 800-190, 4.1.2", "Dockle CIS-DI-0001"],
  examples: {
    fail: [
      { configuration: { user: "" } },
      { configuration: { user: "root:app" } },
      { configuration: { user: "00" } },
      {
        configuration: { user: "toor" },
        layers: [{ "etc/passwd": "root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n" }],
      },
      { configuration: { entrypoint: ["docker-entrypoint.sh"], command: ["server"] } },
      { configuration: { entrypoint: ["tini", "--", "gosu", "app", "server"] } },
    ],
    pass: [
      { configuration: { user: "10001" } },
      { configuration: { user: "rootless:root" }, layers: [{ "etc/passwd": "rootless:x:1000:0::/home:/bin/sh\n" }] },
    ],
  },
  evaluate(image) {
    const configuration = image.inventory.image?.configuration;
    if (configuration === undefined || configuration.platform.os === "windows") return [];
    const { user, entrypoint, command } = configuration;
    const reason = rootReason(image, user);
    if (reason === undefined) return [];
    const decision = judge([...entrypoint, ...command]);
    return [
      {
        message: {
          en: `${reason.en}${decision.because.en}`,
          ja: `${reason.ja}${decision.because.ja}`,
        },
        subject: "user",
        severity: decision.severity,
        evidence: [{ pointer: "/config/User", excerpt: user }],
      },
    ];
  },
});

/** Without a value, and with one that is another name of root, everything starts as root. */
function rootReason(image: ImageContent, user: string): Text | undefined {
  if (user === "") {
    return { en: "The image names no user, so it is root", ja: "ユーザーの指定がないため、root になります" };
  }
  if (isRootUser(user)) return { en: `The image's user is ${user}`, ja: `イメージのユーザーは ${user} です` };
  const account = findAccount(accountsOf(image), userPart(user));
  if (account?.userId !== 0) return undefined;
  return {
    en: `The image's user ${user} has the id 0 in /etc/passwd, so it is root`,
    ja: `イメージのユーザー ${user} は /etc/passwd で ID が 0 のため、root になります`,
  };
}

function judge(words: readonly string[]): { readonly severity: Severity; readonly because: Text } {
  const start = privilegesOfWords(words);
  switch (start.kind) {
    case "dropped":
      return {
        severity: "low",
        because: {
          en: `; ${start.program} drops its privileges at the start.`,
          ja: `が、${start.program} が起動時に権限を放棄します。`,
        },
      };
    case "unknown":
      return {
        severity: "medium",
        because: {
          en: `. Whether ${start.program} drops the privileges at the start is not known.`,
          ja: `。${start.program} が起動時に権限を放棄するかどうかは確認できません。`,
        },
      };
    case "kept":
      return {
        severity: "high",
        because: { en: ", and nothing drops the privileges.", ja: "。権限は放棄されません。" },
      };
  }
}
