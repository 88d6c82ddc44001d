import { hasOption, optionValues } from "../../semantics/commands/package-managers.ts";
import { insertBehindWord } from "../../semantics/editing/argument-edits.ts";
import { type PlacedPackageCall, packageCalls } from "../../semantics/package-calls/package-calls.ts";
import { commandSubject, fixOf } from "../../semantics/package-calls/package-problem.ts";
import { isMentionedBefore } from "../../semantics/package-calls/stage-mentions.ts";
import { mayHaveMoreOptions } from "../../semantics/package-calls/unknown-options.ts";
import { defineDockerfileCheck } from "./define.ts";

export const dnfWithWeakDependencies = defineDockerfileCheck({
  id: "dockerfile/dnf-with-weak-dependencies",
  aliases: [],
  title: { en: "dnf installs weak dependencies too", ja: "弱い依存パッケージまでインストールする dnf" },
  severity: "low",
  why: {
    en: "dnf installs what packages recommend and supplement, not only what they need. The image grows, and each unneeded package is one more to patch and one more for an attacker to use.",
    ja: "dnf は必須の依存パッケージだけでなく、推奨などの弱い依存パッケージもインストールします。イメージが大きくなるうえ、不要なパッケージは脆弱性対応の手間と攻撃に使われる道具を増やします。",
  },
  remediation: {
    en: "Write `dnf install -y --setopt=install_weak_deps=False …`, and list the weak dependencies that the image needs by name.",
    ja: "`dnf install -y --setopt=install_weak_deps=False …` と記述し、必要な弱い依存パッケージは名前を指定してインストールしてください。",
  },
  sources: ['dnf.conf(5), "install_weak_deps"', "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      "FROM fedora:42\nRUN dnf install -y httpd-2.4.62 && dnf clean all",
      "FROM redhat/ubi9-minimal:9.5\nRUN microdnf install -y httpd-2.4.62 && microdnf clean all",
    ],
    pass: [
      "FROM fedora:42\nRUN dnf install -y --setopt=install_weak_deps=False httpd-2.4.62 && dnf clean all",
      "FROM fedora:42\nRUN dnf install -y --setopt install_weak_deps=0 httpd-2.4.62",
      "FROM fedora:42\nRUN echo install_weak_deps=False >> /etc/dnf/dnf.conf\nRUN dnf install -y httpd-2.4.62",
      "FROM centos:7\nRUN yum install -y httpd-2.4.6",
      "FROM fedora:42\nRUN dnf install -y --no-weak-deps httpd-2.4.62",
    ],
  },
  evaluate(build) {
    return packageCalls(build, managers)
      .filter(installsWeakDependencies)
      .map((call) => ({
        message: {
          en: `\`${call.title}\` also installs weak dependencies.`,
          ja: `\`${call.title}\` は、弱い依存パッケージもインストールします。`,
        },
        range: call.range,
        subject: commandSubject(call),
        ...fixOf(
          "proposal",
          insertBehindWord(
            build,
            call.located,
            (call.subcommand ?? call.located.call).word,
            "--setopt=install_weak_deps=False",
          ),
        ),
      }));
  },
});

/** yum and tdnf know no weak dependencies. */
const managers: ReadonlySet<string> = new Set(["dnf", "dnf5", "microdnf"]);
const inConfiguration = /install_weak_deps\s*=/;

function installsWeakDependencies(call: PlacedPackageCall): boolean {
  const { action, subcommand, packages } = call;
  if (action !== "install" || subcommand?.text !== "install" || packages.length === 0) return false;
  if (optionValues(call, "--setopt").some((value) => /^(?:\*\.)?install_weak_deps=(?:0|false|no|off)$/i.test(value)))
    return false;
  return (
    !hasOption(call, "--no-weak-deps") && !mayHaveMoreOptions(call) && !isMentionedBefore(call.step, inConfiguration)
  );
}
