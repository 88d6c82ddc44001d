import { insecureSettings } from "../../semantics/option-uses/insecure-settings.ts";
import { nodeManagers } from "../../semantics/package-calls/managers.ts";
import { defineDockerfileCheck } from "./define.ts";

export const npmStrictSslOff = defineDockerfileCheck({
  id: "dockerfile/npm-strict-ssl-off",
  aliases: ["checkov:CKV2_DOCKER_13"],
  title: { en: "npm does not verify certificates", ja: "証明書を検証しない npm" },
  severity: "high",
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Delete the setting, and name the right certificate authority with `npm config set cafile FILE`.",
    ja: "設定を削除し、`npm config set cafile FILE` で正しい認証局の証明書を指定してください。",
  },
  sources: ['npm documentation, "strict-ssl"', "Checkov CKV2_DOCKER_13"],
  examples: {
    fail: [
      "FROM node:24\nRUN npm config set strict-ssl false",
      "FROM node:24\nRUN npm set strict-ssl=false && npm ci",
      'FROM node:24\nRUN yarn config set "strict-ssl" false',
      "FROM node:24\nRUN npm ci --strict-ssl=false",
      "FROM node:24\nRUN yarn config set enableStrictSsl false",
    ],
    pass: [
      "FROM node:24\nRUN npm config set strict-ssl true",
      "FROM node:24\nRUN npm config get strict-ssl && npm config set cafile /ca.pem",
      "FROM node:24\nRUN echo npm config set strict-ssl false",
    ],
  },
  evaluate(build) {
    return insecureSettings(build, {
      programs: nodeManagers,
      name: /^(?:--)?(?:strict-ssl|enableStrictSsl)$/,
      switch: "--no-strict-ssl",
      message: (program) => ({
        en: `This setting makes ${program} accept any certificate.`,
        ja: `この設定により、${program} はどのような証明書でも受け入れます。`,
      }),
    });
  },
});
