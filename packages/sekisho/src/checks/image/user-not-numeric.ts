import { isNumericUser, isRootUser } from "../../semantics/users/user-names.ts";
import { defineImageCheck } from "./define.ts";

export const userNotNumeric = defineImageCheck({
  id: "image/user-not-numeric",
  aliases: [],
  title: { en: "Image's user is a name, not a number", ja: "番号ではなく名前で指定されたイメージのユーザー" },
  severity: "info",
  why: {
    en: "Kubernetes cannot tell from a name whether it is root. With `runAsNonRoot: true`, a pod of this image does not start unless its manifest repeats the number.",
    ja: "Kubernetes は、名前からは root かどうかを判定できません。`runAsNonRoot: true` を指定した Pod は、マニフェストにも番号を書かない限り起動しません。",
  },
  remediation: {
    en: "Write the number of the user: `USER 10001`.",
    ja: "`USER 10001` のように、ユーザーを番号で指定してください。",
  },
  sources: ["Kubernetes documentation, Configure a Security Context: runAsNonRoot"],
  examples: {
    fail: [{ configuration: { user: "app" } }, { configuration: { user: "node:1000" } }],
    pass: [
      { configuration: { user: "10001:app" } },
      { configuration: { user: "" } },
      { configuration: { user: "root" } },
    ],
  },
  evaluate({ inventory }) {
    const configuration = inventory.image?.configuration;
    if (configuration === undefined || configuration.platform.os === "windows") return [];
    const { user } = configuration;
    if (user === "" || isNumericUser(user) || isRootUser(user)) return [];
    return [
      {
        message: {
          en: `The image's user is the name ${user}.`,
          ja: `イメージのユーザーが ${user} という名前で指定されています。`,
        },
        subject: "user",
        evidence: [{ pointer: "/config/User", excerpt: user }],
      },
    ];
  },
});
