import { accountsOf } from "../../semantics/image/image-accounts.ts";
import { filesOf, placeOf } from "../../semantics/image/image-files.ts";
import type { TreeFile } from "../../semantics/overlay/file-tree.ts";
import { userPart } from "../../semantics/users/user-names.ts";
import { defineImageCheck } from "./define.ts";

/** Files of one owner that are named; the rest is counted. */
const maxNamed = 10;

export const fileWithoutOwner = defineImageCheck({
  id: "image/file-without-owner",
  aliases: [],
  title: { en: "Files of a user that does not exist", ja: "存在しないユーザーが所有するファイル" },
  severity: "low",
  why: {
    en: "The next account that is created may get the number, and the files with it. Often they come from the machine that built the image, where the number meant somebody else.",
    ja: "次に作成されたアカウントにこの番号が割り当てられると、ファイルもその所有になります。多くは、番号の意味が異なるビルド環境から持ち込まれたものです。",
  },
  remediation: {
    en: "Name the owner when copying: `COPY --chown=10001:10001 …` with the number that the image runs as, or `--chown=root:root`. Archives are unpacked with `tar --no-same-owner`.",
    ja: "コピー時に `COPY --chown=10001:10001 …`（イメージの実行ユーザーの番号）または `--chown=root:root` で所有者を指定してください。アーカイブは `tar --no-same-owner` で展開します。",
  },
  sources: ["COPY --chown, Dockerfile reference", "tar(1), --no-same-owner"],
  examples: {
    fail: [
      {
        layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "app/a": { content: "a", userId: 1000 } }],
      },
    ],
    pass: [
      {
        layers: [
          {
            "etc/passwd": "root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n",
            "app/a": { content: "a", userId: 1000 },
          },
        ],
      },
      {
        configuration: { user: "10001:10001" },
        layers: [{ "etc/passwd": "root:x:0:0::/root:/bin/sh\n", "app/a": { content: "a", userId: 10001 } }],
      },
      { layers: [{ "app/a": { content: "a", userId: 1000 } }] },
    ],
  },
  evaluate(image) {
    const accounts = accountsOf(image);
    if (!accounts.isKnown) return [];
    const known = new Set(accounts.users.map(({ fact }) => fact.userId));
    // A number in USER needs no line in passwd: its files are not lost.
    const user = userPart(image.inventory.image?.configuration.user ?? "");
    if (/^\d+$/.test(user)) known.add(Number(user));
    const lost = filesOf(image).filter(({ entry }) => !known.has(entry.userId));
    return [...Map.groupBy(lost, ({ entry }) => entry.userId)].flatMap(([userId, files]) => {
      const [first, ...others] = files;
      if (first === undefined) return [];
      return [
        {
          message: {
            en: `${files.length} files, /${first.path} among them, belong to the user id ${userId}, which /etc/passwd does not have.`,
            ja: `/${first.path} など ${files.length} 個のファイルの所有者がユーザー ID ${userId} ですが、/etc/passwd に該当する行がありません。`,
          },
          subject: `user-id:${userId}`,
          evidence: [placeOf(first), ...others.slice(0, maxNamed - 1).map((file: TreeFile) => placeOf(file))],
        },
      ];
    });
  },
});
