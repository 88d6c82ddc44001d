import { insecureVariables } from "../../semantics/variable-settings/insecure-variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pythonTlsVerificationOff = defineDockerfileCheck({
  id: "dockerfile/python-tls-verification-off",
  aliases: ["checkov:CKV2_DOCKER_5"],
  title: { en: "PYTHONHTTPSVERIFY turns verification off", ja: "証明書の検証を無効にする PYTHONHTTPSVERIFY" },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Trust the right certificate authority instead: copy its certificate into the image and run `update-ca-certificates` (Debian, Alpine) or `update-ca-trust` (Red Hat), or pass the certificate file to the tool.",
    ja: "正しい認証局を信頼する設定にしてください。証明書をイメージにコピーして `update-ca-certificates`（Debian、Alpine）または `update-ca-trust`（Red Hat）を実行するか、ツールに証明書ファイルを指定します。",
  },
  sources: ["PEP 493", "Checkov CKV2_DOCKER_5"],
  examples: {
    fail: [
      "FROM python:3.13\nENV PYTHONHTTPSVERIFY=0",
      "FROM python:3.13\nENV PYTHONHTTPSVERIFY 0",
      'FROM python:3.13\nRUN PYTHONHTTPSVERIFY="0" python setup.py install',
      "FROM python:3.13\nARG PYTHONHTTPSVERIFY=0",
    ],
    pass: ["FROM python:3.13\nENV PYTHONHTTPSVERIFY=1", "FROM python:3.13\nENV SSL_CERT_FILE=/ca.pem"],
  },
  evaluate(build) {
    return insecureVariables(build, ["PYTHONHTTPSVERIFY"], (value) => value === "0");
  },
});
