import { replaceWord } from "../../semantics/editing/argument-edits.ts";
import { zypperManagers } from "../../semantics/package-calls/managers.ts";
import { packageCalls } from "../../semantics/package-calls/package-calls.ts";
import { commandSubject, fixOf } from "../../semantics/package-calls/package-problem.ts";
import { defineDockerfileCheck } from "./define.ts";

export const zypperDistUpgrade = defineDockerfileCheck({
  id: "dockerfile/zypper-dist-upgrade",
  aliases: ["hadolint:DL3035"],
  title: {
    en: "zypper dist-upgrade changes the set of packages",
    ja: "パッケージ構成を変える zypper dist-upgrade",
  },
  severity: "low",
  why: {
    en: "dist-upgrade brings everything to the state of the repositories, with downgrades, removals and changes of vendor. The content of the image then depends on the day of the build and is no longer what the base image's publisher tested.",
    ja: "dist-upgrade は、ダウングレードや削除、ベンダーの変更も行ってリポジトリの状態に合わせます。イメージの内容がビルドした日によって変わり、ベースイメージの提供元が検証した構成ではなくなります。",
  },
  remediation: {
    en: "Use a newer base image, or `zypper update`, which only installs newer versions.",
    ja: "新しいベースイメージか、新しいバージョンへの更新だけを行う `zypper update` を使用してください。",
  },
  sources: ['zypper(8), "dist-upgrade"', "hadolint DL3035"],
  examples: {
    fail: ["FROM opensuse/leap:15.6\nRUN zypper -n dist-upgrade", "FROM opensuse/leap:15.6\nRUN zypper dup -y"],
    pass: ["FROM opensuse/leap:15.6\nRUN zypper -n update", "FROM opensuse/leap:15.6\nRUN zypper -n patch"],
  },
  evaluate(build) {
    return packageCalls(build, zypperManagers)
      .filter(({ action }) => action === "dist-upgrade")
      .map((call) => ({
        message: {
          en: `\`${call.title}\` may downgrade, remove and replace packages.`,
          ja: `\`${call.title}\` は、パッケージのダウングレード、削除、置き換えを行うことがあります。`,
        },
        range: call.range,
        subject: commandSubject(call),
        ...fixOf("proposal", call.subcommand && replaceWord(build, call.located, call.subcommand.word, "update")),
      }));
  },
});
