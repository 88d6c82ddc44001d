import { replaceWord } from "../../semantics/editing/argument-edits.ts";
import { aptManagers } from "../../semantics/package-calls/managers.ts";
import { packageCalls } from "../../semantics/package-calls/package-calls.ts";
import { commandSubject, fixOf } from "../../semantics/package-calls/package-problem.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptDistUpgrade = defineDockerfileCheck({
  id: "dockerfile/apt-dist-upgrade",
  aliases: ["trivy:DS-0024", "trivy:AVD-DS-0024", "dockle:DKL-DI-0003", "hadolint:DL3005"],
  title: {
    en: "apt-get dist-upgrade changes the set of packages",
    ja: "パッケージ構成を変える apt-get dist-upgrade",
  },
  severity: "low",
  why: {
    en: "dist-upgrade may remove packages and install new ones to bring everything to the newest state. The content of the image then depends on the day of the build and is no longer what the base image's publisher tested.",
    ja: "dist-upgrade は、すべてを最新にするためにパッケージの削除や追加も行います。イメージの内容がビルドした日によって変わり、ベースイメージの提供元が検証した構成ではなくなります。",
  },
  remediation: {
    en: "Use a newer base image, or `apt-get upgrade`, which removes nothing.",
    ja: "新しいベースイメージか、パッケージを削除しない `apt-get upgrade` を使用してください。",
  },
  sources: ['apt-get(8), "dist-upgrade"', "Trivy DS-0024", "Dockle DKL-DI-0003", "hadolint DL3005"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get update && apt-get -q dist-upgrade -y",
      "FROM debian:12\nRUN apt full-upgrade -y",
      'FROM debian:12\nRUN ["apt-get", "dist-upgrade", "-y"]',
      "FROM debian:12\nONBUILD RUN apt-get -y dist-upgrade",
    ],
    pass: ["FROM debian:12\nRUN apt-get update && apt-get upgrade -y", "FROM debian:12\nRUN echo apt-get dist-upgrade"],
  },
  evaluate(build) {
    return packageCalls(build, aptManagers)
      .filter(({ action }) => action === "dist-upgrade")
      .map((call) => ({
        message: {
          en: `\`${call.title}\` may remove packages and install new ones.`,
          ja: `\`${call.title}\` は、パッケージの削除や追加を行うことがあります。`,
        },
        range: call.range,
        subject: commandSubject(call),
        ...fixOf("proposal", call.subcommand && replaceWord(build, call.located, call.subcommand.word, "upgrade")),
      }));
  },
});
