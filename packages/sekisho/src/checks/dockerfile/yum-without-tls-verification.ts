import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { yumOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const yumWithoutTlsVerification = defineDockerfileCheck({
  id: "dockerfile/yum-without-tls-verification",
  aliases: ["checkov:CKV2_DOCKER_15"],
  title: { en: "yum or dnf does not verify certificates", ja: "証明書を検証しない yum または dnf" },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Trust the right certificate authority instead: copy its certificate into the image and run `update-ca-certificates` (Debian, Alpine) or `update-ca-trust` (Red Hat), or pass the certificate file to the tool.",
    ja: "正しい認証局を信頼する設定にしてください。証明書をイメージにコピーして `update-ca-certificates`（Debian、Alpine）または `update-ca-trust`（Red Hat）を実行するか、ツールに証明書ファイルを指定します。",
  },
  sources: ['dnf.conf(5), "sslverify"', "Checkov CKV2_DOCKER_15"],
  examples: {
    fail: [
      "FROM centos:7\nRUN yum-config-manager --setopt=sslverify=0 --save",
      'FROM fedora:42\nRUN dnf config-manager --setopt="epel.sslverify=false" --save',
      "FROM fedora:42\nRUN dnf --setopt sslverify=no install -y tool-1.0",
    ],
    pass: [
      "FROM fedora:42\nRUN dnf config-manager --setopt=sslverify=1 --save",
      "FROM fedora:42\nRUN dnf --setopt=sslcacert=/ca.pem install -y tool-1.0",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, yumOptions, {
      isInsecure: ({ name, value }) => name === "--setopt" && /(?:^|\.)sslverify=(?:0|false|no)$/i.test(value ?? ""),
      message: (written) => ({
        en: `\`${written}\` makes the package manager accept any certificate of its repositories.`,
        ja: `\`${written}\` により、パッケージマネージャーはリポジトリのどのような証明書でも受け入れます。`,
      }),
    });
  },
});
