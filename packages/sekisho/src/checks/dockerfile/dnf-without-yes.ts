import { unansweredCalls } from "../../semantics/package-calls/confirmation.ts";
import { dnfManagers } from "../../semantics/package-calls/managers.ts";
import { defineDockerfileCheck } from "./define.ts";

export const dnfWithoutYes = defineDockerfileCheck({
  id: "dockerfile/dnf-without-yes",
  aliases: ["hadolint:DL3038"],
  title: { en: "dnf without -y stops the build", ja: "-y がなくビルドを止める dnf" },
  severity: "medium",
  why: {
    en: "Nobody can answer a prompt during a build. dnf takes silence for no, and the build fails as soon as confirmation is needed.",
    ja: "ビルド中は質問に応答できません。dnf は応答がないことを拒否とみなすため、確認が必要になった時点でビルドが失敗します。",
  },
  remediation: { en: "Write `dnf install -y …`.", ja: "`dnf install -y …` と記述してください。" },
  sources: ['dnf(8), "-y, --assumeyes"', "hadolint DL3038"],
  examples: {
    fail: [
      "FROM fedora:42\nRUN dnf install httpd-2.4.62 && dnf clean all",
      "FROM redhat/ubi9-minimal:9.5\nRUN microdnf install httpd-2.4.62 && microdnf clean all",
      "FROM fedora:42\nRUN dnf module install nodejs:20",
    ],
    pass: [
      "FROM fedora:42\nRUN dnf install -y httpd-2.4.62 && dnf clean all",
      "FROM fedora:42\nRUN dnf --setopt=assumeyes=1 install httpd-2.4.62",
      "FROM fedora:42\nRUN dnf clean all",
    ],
  },
  evaluate(build) {
    return unansweredCalls(build, dnfManagers, { option: "-y", behind: "subcommand" });
  },
});
