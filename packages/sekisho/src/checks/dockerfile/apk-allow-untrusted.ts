import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { apkOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const apkAllowUntrusted = defineDockerfileCheck({
  id: "dockerfile/apk-allow-untrusted",
  aliases: ["checkov:CKV2_DOCKER_7"],
  title: {
    en: "apk installs packages without trusted signature",
    ja: "apk が信頼できる署名のないパッケージをインストールする",
  },
  severity: "high",
  why: {
    en: "A signature is the only proof that a package comes from the distribution. Without it, a mirror or anybody between the build and the mirror can put a program of their own into the image, with root's rights.",
    ja: "パッケージの出所を証明するのは署名だけです。検証しない場合、ミラーや通信経路上の第三者が、root 権限で動くプログラムをイメージに組み込むことができます。",
  },
  remediation: {
    en: "Put the publisher's key into /etc/apk/keys and leave the option out.",
    ja: "配布元の公開鍵を /etc/apk/keys に置き、このオプションを外してください。",
  },
  sources: ['apk(8), "--allow-untrusted"', "Checkov CKV2_DOCKER_7"],
  examples: {
    fail: [
      "FROM alpine:3.22\nRUN apk add --no-cache --allow-untrusted glibc.apk",
      "FROM alpine:3.22\nRUN apk --allow-untrusted -X https://example.com/repo add --no-cache tool=1.0-r0",
    ],
    pass: ["FROM alpine:3.22\nCOPY tool.rsa.pub /etc/apk/keys/\nRUN apk add --no-cache tool=1.0-r0"],
  },
  evaluate(build) {
    return insecureOptions(build, apkOptions, {
      isInsecure: ({ name }) => name === "--allow-untrusted",
      message: (written) => ({
        en: `\`${written}\` makes apk install packages that nobody trusted has signed.`,
        ja: `\`${written}\` により、apk は信頼できる署名のないパッケージもインストールします。`,
      }),
    });
  },
});
