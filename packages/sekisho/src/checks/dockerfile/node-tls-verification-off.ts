import { insecureVariables } from "../../semantics/variable-settings/insecure-variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const nodeTlsVerificationOff = defineDockerfileCheck({
  id: "dockerfile/node-tls-verification-off",
  aliases: ["checkov:CKV2_DOCKER_6"],
  title: {
    en: "NODE_TLS_REJECT_UNAUTHORIZED turns verification off",
    ja: "証明書の検証を無効にする NODE_TLS_REJECT_UNAUTHORIZED",
  },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Delete the variable, and name the file of the right certificate authority in NODE_EXTRA_CA_CERTS.",
    ja: "変数を削除し、NODE_EXTRA_CA_CERTS に正しい認証局の証明書ファイルを指定してください。",
  },
  sources: ['Node.js documentation, "NODE_TLS_REJECT_UNAUTHORIZED"', "Checkov CKV2_DOCKER_6"],
  examples: {
    fail: [
      "FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=0",
      "FROM node:24\nARG VERIFY=0\nENV NODE_TLS_REJECT_UNAUTHORIZED=$VERIFY",
      "FROM node:24\nRUN NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci",
    ],
    pass: [
      "FROM node:24\nENV NODE_TLS_REJECT_UNAUTHORIZED=1",
      "FROM node:24\nENV NODE_EXTRA_CA_CERTS=/ca.pem",
      "FROM node:24\nARG VERIFY\nENV NODE_TLS_REJECT_UNAUTHORIZED=$VERIFY",
    ],
  },
  evaluate(build) {
    return insecureVariables(build, ["NODE_TLS_REJECT_UNAUTHORIZED"], (value) => value === "0");
  },
});
