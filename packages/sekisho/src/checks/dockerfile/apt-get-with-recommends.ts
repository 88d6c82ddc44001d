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
  title: { en: "apt-get installs recommended packages, too", ja: "apt-get が推奨パッケージもインストールする" },
  severity: "low",
  why: {
    en: "Debian installs what a package recommends, not only what it needs: the image grows, and every package that nobody asked for is one more to patch and one more for an attacker to use.",
    ja: "Debian は必須の依存パッケージだけでなく推奨パッケージもインストールします。イメージが大きくなるうえ、意図しないパッケージは修正対象と攻撃に使われる道具を増やします。",
  },
  remediation: {
    en: "Add `--no-install-recommends` and name the recommended packages that the image really needs.",
    ja: "`--no-install-recommends` を付け、本当に必要な推奨パッケージは名前を挙げてインストールしてください。",
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
          en: `\`${call.title}\` installs what the packages recommend, too.`,
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
