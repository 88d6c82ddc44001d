import { insecureVariables } from "../../semantics/variable-settings/insecure-variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const pythonTlsVerificationOff = defineDockerfileCheck({
  id: "dockerfile/python-tls-verification-off",
  aliases: ["checkov:CKV2_DOCKER_5"],
  title: { en: "PYTHONHTTPSVERIFY turns verification off", ja: "PYTHONHTTPSVERIFY が証明書の検証を無効にする" },
  severity: "high",
  why: {
    en: "Without verification anybody between the build and the server can answer in the server's place: a program, a package or a script of an attacker gets into the image, and passwords that are sent get out.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Trust the right certificate authority instead: copy its certificate into the image and run `update-ca-certificates` (Debian, Alpine) or `update-ca-trust` (Red Hat), or give the file to the tool.",
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
