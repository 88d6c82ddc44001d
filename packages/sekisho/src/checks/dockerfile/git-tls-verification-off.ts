import { insecureSettings } from "../../semantics/option-uses/insecure-settings.ts";
import { insecureVariables } from "../../semantics/variable-settings/insecure-variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const gitTlsVerificationOff = defineDockerfileCheck({
  id: "dockerfile/git-tls-verification-off",
  aliases: ["checkov:CKV2_DOCKER_14"],
  title: { en: "git does not verify certificates", ja: "証明書を検証しない git" },
  severity: "high",
  severityReason: {
    en: "git only looks at whether GIT_SSL_NO_VERIFY is set: the value `0` turns verification off as well.",
    ja: "git は GIT_SSL_NO_VERIFY が設定されているかどうかだけを見るため、`0` を設定した場合も検証は無効になります。",
  },
  why: {
    en: "Without verification, anyone on the network path can pose as the server. An attacker's program or package gets into the image, and credentials that the build sends are stolen.",
    ja: "検証を行わないと、通信経路上の誰でもサーバーになりすますことができます。攻撃者のプログラムやパッケージがイメージに入り込み、送信した認証情報も盗まれます。",
  },
  remediation: {
    en: "Delete the setting, and name the file of the right certificate authority in GIT_SSL_CAINFO or `git config http.sslCAInfo FILE`.",
    ja: "設定を削除し、GIT_SSL_CAINFO または `git config http.sslCAInfo FILE` で正しい認証局の証明書を指定してください。",
  },
  sources: ['git-config(1), "http.sslVerify"', "Checkov CKV2_DOCKER_14"],
  examples: {
    fail: [
      "FROM debian:12\nENV GIT_SSL_NO_VERIFY=true",
      "FROM debian:12\nRUN GIT_SSL_NO_VERIFY=0 git clone https://example.com/tool.git",
      "FROM debian:12\nRUN GIT_SSL_NO_VERIFY=1 git clone https://example.com/tool.git",
      "FROM debian:12\nRUN export GIT_SSL_NO_VERIFY=true && git clone https://example.com/tool.git",
      "FROM debian:12\nRUN git -c http.sslVerify=false clone https://example.com/tool.git",
      "FROM debian:12\nRUN git config --global http.https://example.com/.sslVerify false",
    ],
    pass: [
      "FROM debian:12\nENV GIT_SSL_CAINFO=/ca.pem",
      "FROM debian:12\nRUN git config --global http.sslVerify true && git config --get http.sslVerify",
      "FROM debian:12\nARG GIT_SSL_NO_VERIFY",
    ],
  },
  evaluate(build) {
    const settings = insecureSettings(build, {
      programs: new Set(["git"]),
      name: /^http\.(?:.*\.)?sslverify$/i,
      message: () => ({
        en: "`http.sslVerify=false` makes git accept any certificate.",
        ja: "`http.sslVerify=false` により、git はどのような証明書でも受け入れます。",
      }),
    });
    const variables = insecureVariables(build, ["GIT_SSL_NO_VERIFY"], () => true);
    return [...variables, ...settings].sort((left, right) => left.range.start - right.range.start);
  },
});
