import type { OptionUse } from "../../semantics/commands/arguments.ts";
import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { aptOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptAllowUnauthenticated = defineDockerfileCheck({
  id: "dockerfile/apt-allow-unauthenticated",
  aliases: ["checkov:CKV2_DOCKER_8"],
  title: { en: "apt-get installs packages without a signature", ja: "署名のないパッケージを許す apt-get" },
  severity: "high",
  why: {
    en: "Only a signature proves where a package comes from. Without it, a mirror or anyone on the network path can put a program into the image that is installed as root.",
    ja: "パッケージの出所を証明するのは署名だけです。署名を検証しないと、ミラーや通信経路上の第三者が、root 権限でインストールされるプログラムをイメージに組み込めます。",
  },
  remediation: {
    en: "Put the publisher's key into `/etc/apt/keyrings`, name it in the source with `Signed-By`, and delete the option.",
    ja: "提供元の公開鍵を `/etc/apt/keyrings` に置き、パッケージソースに `Signed-By` で指定したうえで、このオプションを削除してください。",
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
        en: `\`${written}\` makes apt-get install packages whose origin is not signed.`,
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
