import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { pipOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pipTrustedHost = defineDockerfileCheck({
  id: "dockerfile/pip-trusted-host",
  aliases: ["checkov:CKV2_DOCKER_4"],
  title: { en: "pip does not verify certificates of a host", ja: "ホストの証明書を検証しない pip" },
  severity: "medium",
  severityReason: {
    en: "The option names a host that the author chose, usually a mirror in the same network.",
    ja: "対象は作成者が指定したホストだけで、多くは自組織のネットワーク内のミラーであるためです。",
  },
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Trust the right certificate authority instead: copy its certificate into the image and run `update-ca-certificates` (Debian, Alpine) or `update-ca-trust` (Red Hat), or pass the certificate file to the tool.",
    ja: "正しい認証局を信頼する設定にしてください。証明書をイメージにコピーして `update-ca-certificates`（Debian、Alpine）または `update-ca-trust`（Red Hat）を実行するか、ツールに証明書ファイルを指定します。",
  },
  sources: ['pip documentation, "--trusted-host"', "Checkov CKV2_DOCKER_4"],
  examples: {
    fail: [
      "FROM python:3.13\nRUN pip install --trusted-host pypi.example.com flask==3.1.2",
      "FROM python:3.13\nRUN python -m pip install flask==3.1.2 --trusted-host=pypi.example.com",
      "FROM python:3.13\nRUN pip3.13 --trusted-host pypi.example.com download flask==3.1.2",
    ],
    pass: [
      "FROM python:3.13\nRUN pip install --cert /ca.pem flask==3.1.2",
      "FROM python:3.13\nRUN echo pip --trusted-host",
    ],
  },
  evaluate(build) {
    return insecureOptions(build, pipOptions, {
      isInsecure: ({ name }) => name === "--trusted-host" || name === "--allow-insecure-host",
      message: (written) => ({
        en: `\`${written}\` makes pip accept any certificate of this host, and unencrypted HTTP.`,
        ja: `\`${written}\` により、pip はこのホストのどのような証明書でも、暗号化されていない HTTP でも受け入れます。`,
      }),
    });
  },
});
