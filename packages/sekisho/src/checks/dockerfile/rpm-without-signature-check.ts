import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { rpmOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const rpmWithoutSignatureCheck = defineDockerfileCheck({
  id: "dockerfile/rpm-without-signature-check",
  aliases: ["checkov:CKV2_DOCKER_10"],
  title: { en: "rpm does not verify signatures", ja: "署名を検証しない rpm" },
  severity: "high",
  why: {
    en: "Only a signature proves where a package comes from. Without it, a mirror or anyone on the network path can put a program into the image that is installed as root.",
    ja: "パッケージの出所を証明するのは署名だけです。署名を検証しないと、ミラーや通信経路上の第三者が、root 権限でインストールされるプログラムをイメージに組み込めます。",
  },
  remediation: {
    en: "Import the publisher's key with `rpm --import`, and delete the option.",
    ja: "提供元の公開鍵を `rpm --import` で取り込み、このオプションを削除してください。",
  },
  sources: ['rpm(8), "--nosignature" and "--nodigest"', "Checkov CKV2_DOCKER_10"],
  examples: {
    fail: [
      "FROM fedora:42\nRUN rpm -ivh --nosignature tool.rpm",
      "FROM fedora:42\nRUN rpm --install tool.rpm --nodigest --nosignature",
    ],
    pass: [
      "FROM fedora:42\nRUN rpm --import https://example.com/key.asc && rpm -ivh tool.rpm",
      "FROM fedora:42\nRUN rpm -q --nodeps tool",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, rpmOptions, {
      isInsecure: ({ name }) => /^--no(?:signature|digest|verify|filedigest)$/.test(name),
      message: (written) => ({
        en: `\`${written}\` makes rpm install packages without verifying signature or checksum.`,
        ja: `\`${written}\` により、rpm は署名やチェックサムを検証せずにパッケージをインストールします。`,
      }),
    });
  },
});
