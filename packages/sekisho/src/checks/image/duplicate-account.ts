import type { Text } from "../../model/text.ts";
import { accountsOf, type PlacedLine } from "../../semantics/image/image-accounts.ts";
import { defineImageCheck, type ImageViolation } from "./define.ts";

export const duplicateAccount = defineImageCheck({
  id: "image/duplicate-account",
  aliases: ["dockle:DKL-LI-0002"],
  title: { en: "Two accounts or groups share a number or a name", ja: "番号または名前が重複するアカウントやグループ" },
  severity: "low",
  why: {
    en: "The kernel knows numbers only: two users of one number own each other's files and processes. Of two lines with one name only the first counts, so that the second one promises what is not so.",
    ja: "カーネルは番号だけで識別するため、同じ番号のユーザーは互いのファイルやプロセスを操作できます。同じ名前の行が複数ある場合は先頭の行だけが有効で、残りの行は実際の設定と食い違います。",
  },
  remediation: {
    en: "Give each account and each group a number and a name of its own.",
    ja: "アカウントとグループのそれぞれに、固有の番号と名前を割り当ててください。",
  },
  sources: ["passwd(5)", "group(5)", "Dockle DKL-LI-0002"],
  examples: {
    fail: [
      { layers: [{ "etc/passwd": "a:x:1000:1000::/:/bin/sh\nb:x:1000:1001::/:/bin/sh\n" }] },
      { layers: [{ "etc/passwd": "a:x:1000:1000::/:/bin/sh\na:x:1001:1001::/:/bin/sh\n" }] },
      { layers: [{ "etc/group": "a:x:1000:\nb:x:1000:\n" }] },
    ],
    pass: [
      { layers: [{ "etc/passwd": "a:x:1000:100::/:/bin/sh\nb:x:1001:100::/:/bin/sh\n", "etc/group": "a:x:1000:\n" }] },
      { layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n" }] },
    ],
  },
  evaluate(image) {
    const { users, groups } = accountsOf(image);
    // Two accounts with the id 0 are a question of their own.
    const others = users.filter(({ fact }) => fact.userId !== 0);
    return [
      ...duplicates(others, ({ userId }) => String(userId), { key: "user-id", en: "user id", ja: "ユーザー ID" }),
      ...duplicates(users, ({ name }) => name, { key: "user", en: "user name", ja: "ユーザー名" }),
      ...duplicates(groups, ({ groupId }) => String(groupId), { key: "group-id", en: "group id", ja: "グループ ID" }),
      ...duplicates(groups, ({ name }) => name, { key: "group", en: "group name", ja: "グループ名" }),
    ];
  },
});

function duplicates<Fact extends { readonly name: string }>(
  lines: readonly PlacedLine<Fact>[],
  keyOf: (fact: Fact) => string,
  word: Text & { readonly key: string },
): readonly ImageViolation[] {
  return [...Map.groupBy(lines, ({ fact }) => keyOf(fact))].flatMap(([value, [first, ...rest]]) => {
    if (first === undefined || rest.length === 0) return [];
    const names = [...new Set([first, ...rest].map(({ fact }) => fact.name))];
    return [
      {
        message: {
          en: `The ${word.en} ${value} stands in ${rest.length + 1} lines (${names.join(", ")}).`,
          ja: `${word.ja} ${value} が ${rest.length + 1} 行で重複しています（${names.join("、")}）。`,
        },
        subject: `${word.key}:${value}`,
        evidence: [evidenceOf(first), ...rest.map(evidenceOf)],
      },
    ];
  });
}

function evidenceOf({ path, line, layer }: PlacedLine<{ readonly name: string }>) {
  return { path, line, layer };
}
