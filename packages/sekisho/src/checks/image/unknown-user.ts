import { accountsOf, findAccount } from "../../semantics/image/image-accounts.ts";
import { isNumericUser, isRootUser, userPart } from "../../semantics/users/user-names.ts";
import { defineImageCheck } from "./define.ts";

export const unknownUser = defineImageCheck({
  id: "image/unknown-user",
  aliases: [],
  title: { en: "Image's user does not exist in it", ja: "イメージ内に存在しないユーザーの指定" },
  severity: "medium",
  why: {
    en: "A container cannot start with a user name that `/etc/passwd` does not list. Whoever has to get it running often overrides the user with root.",
    ja: "`/etc/passwd` にないユーザー名を指定したコンテナは起動できません。急いで動かすために、root で上書きされてしまうことも少なくありません。",
  },
  remediation: {
    en: "Create the user in the Dockerfile, or write a number: `USER 10001` needs no line in `/etc/passwd`.",
    ja: "Dockerfile でユーザーを作成するか、番号で指定してください。`USER 10001` であれば `/etc/passwd` の行は不要です。",
  },
  sources: ["Dockerfile reference, USER", "OCI Image Format Specification, Image Configuration: User"],
  examples: {
    fail: [
      { configuration: { user: "app" }, layers: [{ "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n" }] },
      { configuration: { user: "app:app" } },
    ],
    pass: [
      { configuration: { user: "app" }, layers: [{ "etc/passwd": "app:x:1000:1000::/:/bin/sh\n" }] },
      { configuration: { user: "10001" } },
      { configuration: { user: "" } },
    ],
  },
  evaluate(image) {
    const configuration = image.inventory.image?.configuration;
    if (configuration === undefined || configuration.platform.os === "windows") return [];
    const user = userPart(configuration.user);
    if (user === "" || isNumericUser(user) || isRootUser(user)) return [];
    if (findAccount(accountsOf(image), user) !== undefined) return [];
    return [
      {
        message: {
          en: `The image's user is ${user}, but /etc/passwd has no such line.`,
          ja: `イメージのユーザーは ${user} ですが、/etc/passwd に該当する行がありません。`,
        },
        subject: "user",
        evidence: [{ pointer: "/config/User", excerpt: configuration.user }],
      },
    ];
  },
});
