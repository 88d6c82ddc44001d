import { unansweredCalls } from "../../semantics/package-calls/confirmation.ts";
import { zypperManagers } from "../../semantics/package-calls/managers.ts";
import { defineDockerfileCheck } from "./define.ts";

export const zypperWithoutYes = defineDockerfileCheck({
  id: "dockerfile/zypper-without-yes",
  aliases: ["hadolint:DL3034"],
  title: {
    en: "zypper without --non-interactive stops the build",
    ja: "--non-interactive がなくビルドを止める zypper",
  },
  severity: "medium",
  why: {
    en: "Nobody can answer a prompt during a build. zypper takes silence for no, and the build fails as soon as confirmation is needed.",
    ja: "ビルド中は質問に応答できません。zypper は応答がないことを拒否とみなすため、確認が必要になった時点でビルドが失敗します。",
  },
  remediation: {
    en: "Write `zypper --non-interactive install …`.",
    ja: "`zypper --non-interactive install …` と記述してください。",
  },
  sources: ['zypper(8), "--non-interactive" and "--no-confirm"', "hadolint DL3034"],
  examples: {
    fail: [
      "FROM opensuse/leap:15.6\nRUN zypper install httpd=2.4.62 && zypper clean",
      "FROM opensuse/leap:15.6\nRUN zypper in --auto-agree-with-licenses httpd=2.4.62",
      "FROM opensuse/leap:15.6\nRUN zypper patch",
    ],
    pass: [
      "FROM opensuse/leap:15.6\nRUN zypper -n in httpd=2.4.62 && zypper clean",
      "FROM opensuse/leap:15.6\nRUN zypper --non-interactive dup",
      "FROM opensuse/leap:15.6\nRUN zypper rm -y httpd",
      "FROM opensuse/leap:15.6\nRUN zypper refresh",
    ],
  },
  evaluate(build) {
    return unansweredCalls(build, zypperManagers, { option: "--non-interactive", behind: "program" });
  },
});
