import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { aptOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptForceYes = defineDockerfileCheck({
  id: "dockerfile/apt-force-yes",
  aliases: ["checkov:CKV2_DOCKER_11"],
  title: {
    en: "apt-get --force-yes overrides every safeguard",
    ja: "apt-get --force-yes がすべての安全策を無効にする",
  },
  severity: "high",
  why: {
    en: "The option is deprecated since apt 1.1. It goes on where apt would refuse: packages without signature, downgrades to vulnerable versions, removal of essential packages.",
    ja: "このオプションは apt 1.1 で非推奨になりました。署名のないパッケージ、脆弱な版へのダウングレード、必須パッケージの削除など、apt が本来拒否する操作まで実行します。",
  },
  remediation: {
    en: "Use `-y`, and `--allow-downgrades` or another option for exactly what has to be allowed.",
    ja: "`-y` を使用し、必要な操作だけを `--allow-downgrades` などの個別のオプションで許可してください。",
  },
  sources: ['apt-get(8), "--force-yes"', "Checkov CKV2_DOCKER_11"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get install -y --force-yes tool=1.0",
      'FROM debian:12\nRUN ["apt-get", "--force-yes", "install", "tool=1.0"]',
    ],
    pass: ["FROM debian:12\nRUN apt-get install -y --allow-downgrades tool=1.0"],
  },
  evaluate(build) {
    return insecureOptions(build, aptOptions, {
      isInsecure: ({ name }) => name === "--force-yes",
      message: (written) => ({
        en: `\`${written}\` lets apt-get install unsigned packages, downgrade, and remove essential ones.`,
        ja: `\`${written}\` により、apt-get は署名のないパッケージのインストール、ダウングレード、必須パッケージの削除まで行います。`,
      }),
      replacement: "-y",
    });
  },
});
