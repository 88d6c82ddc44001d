import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { apkOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const apkAllowUntrusted = defineDockerfileCheck({
  id: "dockerfile/apk-allow-untrusted",
  aliases: ["checkov:CKV2_DOCKER_7"],
  title: {
    en: "apk installs packages without a trusted signature",
    ja: "信頼できる署名のないパッケージを許す apk",
  },
  severity: "high",
  why: {
    en: "Only a signature proves where a package comes from. Without it, a mirror or anyone on the network path can put a program into the image that is installed as root.",
    ja: "パッケージの出所を証明するのは署名だけです。署名を検証しないと、ミラーや通信経路上の第三者が、root 権限でインストールされるプログラムをイメージに組み込めます。",
  },
  remediation: {
    en: "Put the publisher's key into `/etc/apk/keys` and delete the option.",
    ja: "提供元の公開鍵を `/etc/apk/keys` に置き、このオプションを削除してください。",
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
        en: `\`${written}\` makes apk install packages without a trusted signature.`,
        ja: `\`${written}\` により、apk は信頼できる署名のないパッケージもインストールします。`,
      }),
    });
  },
});
