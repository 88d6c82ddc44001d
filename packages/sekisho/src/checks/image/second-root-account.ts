import { accountsOf } from "../../semantics/image/image-accounts.ts";
import { defineImageCheck } from "./define.ts";

export const secondRootAccount = defineImageCheck({
  id: "image/second-root-account",
  aliases: [],
  title: { en: "Account beside root with the id 0", ja: "root 以外で ID が 0 のアカウント" },
  severity: "high",
  why: {
    en: "Every account with the id 0 is root, whatever it is called. A second one is a usual back door, and rules that name root do not apply to it.",
    ja: "ID が 0 のアカウントは、名前にかかわらず root です。2 つ目の root はバックドアの典型であり、root を名指しした制限も適用されません。",
  },
  remediation: {
    en: "Delete the account, or give it an id of its own.",
    ja: "アカウントを削除するか、固有の ID を割り当ててください。",
  },
  sources: ["passwd(5)", "credentials(7)"],
  examples: {
    fail: [{ layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n" }] }],
    pass: [{ layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\nsync:x:5:0::/sbin:/bin/sync\n" }] }],
  },
  evaluate(image) {
    return accountsOf(image).users.flatMap(({ fact, path, line, layer }) => {
      if (fact.userId !== 0 || fact.name === "root") return [];
      return [
        {
          message: {
            en: `The account ${fact.name} has the id 0, so it is root.`,
            ja: `アカウント ${fact.name} は ID が 0 のため、root と同じ権限を持ちます。`,
          },
          subject: `user:${fact.name}`,
          evidence: [{ path, line, layer }],
        },
      ];
    });
  },
});
