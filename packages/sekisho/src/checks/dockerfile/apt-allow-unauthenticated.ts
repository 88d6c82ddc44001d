import type { OptionUse } from "../../semantics/commands/arguments.ts";
import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { aptOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptAllowUnauthenticated = defineDockerfileCheck({
  id: "dockerfile/apt-allow-unauthenticated",
  aliases: ["checkov:CKV2_DOCKER_8"],
  title: { en: "apt-get installs packages without signature", ja: "apt-get が署名のないパッケージをインストールする" },
  severity: "high",
  why: {
    en: "A signature is the only proof that a package comes from the distribution. Without it, a mirror or anybody between the build and the mirror can put a program of their own into the image, with root's rights.",
    ja: "パッケージの出所を証明するのは署名だけです。検証しない場合、ミラーや通信経路上の第三者が、root 権限で動くプログラムをイメージに組み込むことができます。",
  },
  remediation: {
    en: "Put the publisher's key into /etc/apt/keyrings, name it with `Signed-By`, and leave the option out.",
    ja: "配布元の公開鍵を /etc/apt/keyrings に置いて `Signed-By` で指定し、このオプションを外してください。",
  },
  sources: ['apt-get(8), "--allow-unauthenticated"', "apt-secure(8)", "Checkov CKV2_DOCKER_8"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get install -y --allow-unauthenticated tool=1.0",
      "FROM debian:12\nRUN apt-get -o APT::Get::AllowUnauthenticated=true install -y tool=1.0",
      "FROM debian:12\nRUN apt-get update --allow-insecure-repositories",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get install -y tool=1.0",
      "FROM debian:12\nRUN apt-get -o APT::Get::AllowUnauthenticated=false install -y tool=1.0",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, aptOptions, {
      isInsecure: isUnauthenticated,
      message: (written) => ({
        en: `\`${written}\` makes apt-get install packages whose origin nobody has signed.`,
        ja: `\`${written}\` により、apt-get は出所が署名されていないパッケージもインストールします。`,
      }),
    });
  },
});

function isUnauthenticated({ name, value }: OptionUse): boolean {
  if (name === "--allow-unauthenticated" || name === "--allow-insecure-repositories") return true;
  return /^(?:APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)=["']?(?:true|1|yes)/i.test(
    value ?? "",
  );
}
