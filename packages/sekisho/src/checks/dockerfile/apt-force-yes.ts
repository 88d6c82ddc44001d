import { insecureOptions } from "../../semantics/option-uses/insecure-options.ts";
import { aptOptions } from "../../semantics/option-uses/option-grammars.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptForceYes = defineDockerfileCheck({
  id: "dockerfile/apt-force-yes",
  aliases: ["checkov:CKV2_DOCKER_11"],
  title: {
    en: "apt-get --force-yes overrides every safeguard",
    ja: "安全策をすべて無効にする apt-get --force-yes",
  },
  severity: "high",
  why: {
    en: "The option has been deprecated since apt 1.1. It carries out what apt would refuse: packages without a signature, downgrades to vulnerable versions, removal of essential packages.",
    ja: "このオプションは apt 1.1 で非推奨になりました。署名のないパッケージ、脆弱なバージョンへのダウングレード、必須パッケージの削除など、apt が本来拒否する操作まで実行します。",
  },
  remediation: {
    en: "Use `-y`, and add `--allow-downgrades` or another single option only for what must be allowed.",
    ja: "`-y` に置き換え、必要な操作だけを `--allow-downgrades` などの個別のオプションで許可してください。",
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
