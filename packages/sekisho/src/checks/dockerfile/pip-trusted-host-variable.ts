import { insecureVariables } from "../../semantics/variable-settings/insecure-variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pipTrustedHostVariable = defineDockerfileCheck({
  id: "dockerfile/pip-trusted-host-variable",
  aliases: ["checkov:CKV2_DOCKER_16"],
  title: { en: "PIP_TRUSTED_HOST turns verification off", ja: "証明書の検証を無効にする PIP_TRUSTED_HOST" },
  severity: "medium",
  severityReason: {
    en: "The variable names hosts that the author chose, usually a mirror in the same network.",
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
  sources: ['pip documentation, "Environment Variables"', "Checkov CKV2_DOCKER_16"],
  examples: {
    fail: [
      "FROM python:3.13\nENV PIP_TRUSTED_HOST=pypi.example.com",
      "FROM python:3.13\nARG PIP_TRUSTED_HOST=pypi.example.com\nRUN pip install -r requirements.txt",
      "FROM python:3.13\nRUN PIP_TRUSTED_HOST=pypi.example.com pip install flask==3.1.2",
      "FROM python:3.13\nRUN export PIP_TRUSTED_HOST=pypi.example.com && pip install flask==3.1.2",
      "FROM python:3.13\nENV LANG=C PIP_TRUSTED_HOST=pypi.example.com TZ=UTC",
    ],
    pass: ["FROM python:3.13\nENV PIP_CERT=/ca.pem", "FROM python:3.13\nARG PIP_TRUSTED_HOST\nENV PIP_TRUSTED_HOST="],
  },
  evaluate(build) {
    return insecureVariables(
      build,
      ["PIP_TRUSTED_HOST", "UV_INSECURE_HOST"],
      (value) => value !== undefined && value !== "",
    );
  },
});
