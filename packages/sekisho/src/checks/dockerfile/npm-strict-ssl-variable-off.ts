import { insecureVariables } from "../../semantics/variable-settings/insecure-variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const npmStrictSslVariableOff = defineDockerfileCheck({
  id: "dockerfile/npm-strict-ssl-variable-off",
  aliases: ["checkov:CKV2_DOCKER_12"],
  title: { en: "NPM_CONFIG_STRICT_SSL turns verification off", ja: "証明書の検証を無効にする NPM_CONFIG_STRICT_SSL" },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Delete the variable, and name the file of the right certificate authority in NPM_CONFIG_CAFILE.",
    ja: "変数を削除し、NPM_CONFIG_CAFILE に正しい認証局の証明書ファイルを指定してください。",
  },
  sources: ['npm documentation, "strict-ssl"', "Checkov CKV2_DOCKER_12"],
  examples: {
    fail: [
      "FROM node:24\nENV NPM_CONFIG_STRICT_SSL=false",
      "FROM node:24\nRUN npm_config_strict_ssl=false npm ci",
      "FROM node:24\nENV npm_config_strict_ssl 'false'",
    ],
    pass: ["FROM node:24\nENV NPM_CONFIG_STRICT_SSL=true", "FROM node:24\nENV NPM_CONFIG_CAFILE=/ca.pem"],
  },
  evaluate(build) {
    return insecureVariables(
      build,
      ["NPM_CONFIG_STRICT_SSL", "npm_config_strict_ssl", "YARN_ENABLE_STRICT_SSL"],
      (value) => value === "false" || value === "0",
    );
  },
});
