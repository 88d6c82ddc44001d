import { hasOption, optionValues } from "../../semantics/commands/package-managers.ts";
import { insertBehindWord } from "../../semantics/editing/argument-edits.ts";
import { aptManagers } from "../../semantics/package-calls/managers.ts";
import { type PlacedPackageCall, packageCalls } from "../../semantics/package-calls/package-calls.ts";
import { commandSubject, fixOf } from "../../semantics/package-calls/package-problem.ts";
import { isMentionedBefore } from "../../semantics/package-calls/stage-mentions.ts";
import { mayHaveMoreOptions } from "../../semantics/package-calls/unknown-options.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptGetWithRecommends = defineDockerfileCheck({
  id: "dockerfile/apt-get-with-recommends",
  aliases: ["hadolint:DL3015", "trivy:DS-0029", "trivy:AVD-DS-0029"],
  title: { en: "apt-get installs recommended packages too", ja: "推奨パッケージまでインストールする apt-get" },
  severity: "low",
  why: {
    en: "Debian installs what a package recommends, not only what it needs. The image grows, and each unneeded package is one more to patch and one more for an attacker to use.",
    ja: "Debian は必須の依存パッケージだけでなく推奨パッケージもインストールします。イメージが大きくなるうえ、不要なパッケージは脆弱性対応の手間と攻撃に使われる道具を増やします。",
  },
  remediation: {
    en: "Write `apt-get install -y --no-install-recommends …`, and list the recommended packages that the image needs by name.",
    ja: "`apt-get install -y --no-install-recommends …` と記述し、必要な推奨パッケージは名前を指定してインストールしてください。",
  },
  sources: ['apt-get(8), "--no-install-recommends"', "hadolint DL3015", "Trivy DS-0029"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get install -y curl=7.88.1-10",
      'FROM debian:12\nRUN ["apt-get", "install", "-y", "apt-utils"]',
      "FROM debian:12\nRUN apt-get install -y --install-recommends curl",
      "FROM debian:12\nRUN <<EOF bash\napt-get install -y curl\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get install -y curl=7.88.1-10 --no-install-recommends",
      "FROM debian:12\nRUN apt-get -o APT::Install-Recommends=false install -y curl",
      "FROM debian:12\nRUN echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/90lean\nRUN apt-get install -y curl",
      "FROM debian:12\nRUN apt-get remove -y curl",
      "FROM debian:12\nRUN apt-get install -y -f",
    ],
  },
  evaluate(build) {
    return packageCalls(build, aptManagers)
      .filter(installsRecommendations)
      .map((call) => ({
        message: {
          en: `\`${call.title}\` also installs what the packages only recommend.`,
          ja: `\`${call.title}\` は、推奨されているだけのパッケージもインストールします。`,
        },
        range: call.range,
        subject: commandSubject(call),
        ...fixOf(
          "proposal",
          insertBehindWord(build, call.located, (call.subcommand ?? call.located.call).word, "--no-install-recommends"),
        ),
      }));
  },
});

const inConfiguration = /APT::Install-Recommends/i;

function installsRecommendations(call: PlacedPackageCall): boolean {
  const { action, subcommand, packages } = call;
  if (action !== "install" || subcommand?.text !== "install" || packages.length === 0) return false;
  if (hasOption(call, "--no-install-recommends", "-R", "--without-recommends") || mayHaveMoreOptions(call))
    return false;
  const isSwitchedOff = optionValues(call, "-o", "--option").some((value) =>
    /^APT::Install-Recommends=["']?(?:0|false|no|off)/i.test(value),
  );
  return !isSwitchedOff && !isMentionedBefore(call.step, inConfiguration);
}
