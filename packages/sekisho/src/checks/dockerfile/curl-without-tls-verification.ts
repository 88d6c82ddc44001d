import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { curlOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const curlWithoutTlsVerification = defineDockerfileCheck({
  id: "dockerfile/curl-without-tls-verification",
  aliases: ["checkov:CKV2_DOCKER_2"],
  title: { en: "curl does not verify certificates", ja: "証明書を検証しない curl" },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Trust the right certificate authority instead: copy its certificate into the image and run `update-ca-certificates` (Debian, Alpine) or `update-ca-trust` (Red Hat), or pass the certificate file to the tool.",
    ja: "正しい認証局を信頼する設定にしてください。証明書をイメージにコピーして `update-ca-certificates`（Debian、Alpine）または `update-ca-trust`（Red Hat）を実行するか、ツールに証明書ファイルを指定します。",
  },
  sources: ['curl(1), "-k, --insecure"', "Checkov CKV2_DOCKER_2"],
  examples: {
    fail: [
      "FROM debian:12\nRUN curl -k https://example.com/tool.tgz -o tool.tgz",
      "FROM debian:12\nRUN curl -fsSLk https://example.com/tool.tgz | tar xz",
      'FROM debian:12\nRUN ["curl", "--insecure", "-O", "https://example.com/tool.tgz"]',
      "FROM debian:12\nRUN curl \\\n    --insecure \\\n    https://example.com",
      "FROM debian:12\nRUN bash -c 'curl -k https://example.com'",
    ],
    pass: [
      "FROM debian:12\nRUN curl --cacert /ca.pem -fsSL https://example.com",
      "FROM debian:12\nRUN curl -o -k https://example.com && curl --key k https://example.com",
      "FROM debian:12\nRUN echo curl -k && curl -HX-Token:k https://example.com",
      "FROM debian:12\nRUN curl -fsSL https://example.com | sort -k 2",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, curlOptions, {
      isInsecure: ({ name }) => name === "-k" || name === "--insecure" || name === "--proxy-insecure",
      message: (written) => ({
        en: `\`${written}\` makes curl accept any certificate.`,
        ja: `\`${written}\` により、curl はどのような証明書でも受け入れます。`,
      }),
    });
  },
});
