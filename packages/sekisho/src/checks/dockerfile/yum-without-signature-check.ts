import type { OptionUse } from "../../semantics/commands/arguments.ts";
import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { yumOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const yumWithoutSignatureCheck = defineDockerfileCheck({
  id: "dockerfile/yum-without-signature-check",
  aliases: ["checkov:CKV2_DOCKER_9"],
  title: { en: "yum or dnf does not verify signatures", ja: "署名を検証しない yum または dnf" },
  severity: "high",
  why: {
    en: "Only a signature proves where a package comes from. Without it, a mirror or anyone on the network path can put a program into the image that is installed as root.",
    ja: "パッケージの出所を証明するのは署名だけです。署名を検証しないと、ミラーや通信経路上の第三者が、root 権限でインストールされるプログラムをイメージに組み込めます。",
  },
  remediation: {
    en: "Import the publisher's key with `rpm --import`, and delete the option.",
    ja: "提供元の公開鍵を `rpm --import` で取り込み、このオプションを削除してください。",
  },
  sources: ['dnf(8), "--no-gpgchecks"', 'zypper(8), "--no-gpg-checks"', "Checkov CKV2_DOCKER_9"],
  examples: {
    fail: [
      "FROM centos:7\nRUN yum install -y --nogpgcheck tool-1.0",
      "FROM fedora:42\nRUN dnf --setopt=gpgcheck=0 install -y tool-1.0",
      "FROM photon:5.0\nRUN tdnf install -y tool-1.0 --nogpgcheck",
      "FROM opensuse/leap:15.6\nRUN zypper --no-gpg-checks -n in tool=1.0",
    ],
    pass: [
      "FROM fedora:42\nRUN rpm --import https://example.com/key.asc && dnf install -y tool-1.0",
      "FROM fedora:42\nRUN dnf --setopt=localpkg_gpgcheck=1 install -y tool-1.0",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, yumOptions, {
      isInsecure: isUnchecked,
      message: (written) => ({
        en: `\`${written}\` makes the package manager install packages without verifying their signatures.`,
        ja: `\`${written}\` により、署名を検証せずにパッケージがインストールされます。`,
      }),
    });
  },
});

function isUnchecked({ name, value }: OptionUse): boolean {
  if (name === "--nogpgcheck" || name === "--no-gpgchecks" || name === "--no-gpg-checks") return true;
  if (name === "--allow-unsigned-rpm") return true;
  return name === "--setopt" && /(?:^|\.)gpgcheck=(?:0|false|no)$/i.test(value ?? "");
}
