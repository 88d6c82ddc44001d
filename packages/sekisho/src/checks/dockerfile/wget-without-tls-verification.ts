import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { wgetOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const wgetWithoutTlsVerification = defineDockerfileCheck({
  id: "dockerfile/wget-without-tls-verification",
  aliases: ["checkov:CKV2_DOCKER_3"],
  title: { en: "wget does not verify certificates", ja: "証明書を検証しない wget" },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Trust the right certificate authority instead: copy its certificate into the image and run `update-ca-certificates` (Debian, Alpine) or `update-ca-trust` (Red Hat), or pass the certificate file to the tool.",
    ja: "正しい認証局を信頼する設定にしてください。証明書をイメージにコピーして `update-ca-certificates`（Debian、Alpine）または `update-ca-trust`（Red Hat）を実行するか、ツールに証明書ファイルを指定します。",
  },
  sources: ['wget(1), "--no-check-certificate"', "Checkov CKV2_DOCKER_3"],
  examples: {
    fail: [
      "FROM debian:12\nRUN wget --no-check-certificate https://example.com/tool.tgz",
      "FROM alpine:3.22\nRUN wget -q https://example.com/tool.tgz --no-check-certificate -O /tool.tgz",
    ],
    pass: [
      "FROM debian:12\nRUN wget --ca-certificate=/ca.pem https://example.com/tool.tgz",
      "FROM debian:12\nRUN wget -q https://example.com && grep --no-check-certificate x",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, wgetOptions, {
      isInsecure: ({ name, value }) =>
        name.startsWith("--no-check-cert") || (name === "--check-certificate" && value === "off"),
      message: (written) => ({
        en: `\`${written}\` makes wget accept any certificate.`,
        ja: `\`${written}\` により、wget はどのような証明書でも受け入れます。`,
      }),
    });
  },
});
