import { unansweredCalls } from "../../semantics/package-calls/confirmation.ts";
import { aptManagers } from "../../semantics/package-calls/managers.ts";
import { defineDockerfileCheck } from "./define.ts";

export const aptGetWithoutYes = defineDockerfileCheck({
  id: "dockerfile/apt-get-without-yes",
  aliases: ["hadolint:DL3014", "trivy:DS-0021", "trivy:AVD-DS-0021"],
  title: { en: "apt-get without -y stops the build", ja: "-y がなくビルドを止める apt-get" },
  severity: "medium",
  why: {
    en: "Nobody can answer a prompt during a build. apt-get takes silence for no, and the build fails as soon as confirmation is needed.",
    ja: "ビルド中は質問に応答できません。apt-get は応答がないことを拒否とみなすため、確認が必要になった時点でビルドが失敗します。",
  },
  remediation: { en: "Write `apt-get install -y …`.", ja: "`apt-get install -y …` と記述してください。" },
  sources: ['apt-get(8), "-y, --yes, --assume-yes" and "-q, --quiet"', "hadolint DL3014", "Trivy DS-0021"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get update && apt-get install curl",
      "FROM debian:12\nRUN apt-get install -q curl",
      'FROM debian:12\nRUN ["apt-get", "install", "curl"]',
      "FROM debian:12\nRUN DEBIAN_FRONTEND=noninteractive apt-get install curl",
      "FROM debian:12\nRUN <<EOF\napt-get upgrade\nEOF",
      "FROM debian:12\nONBUILD RUN apt-get install curl",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get -fmy install curl",
      "FROM debian:12\nRUN apt-get install -qq curl",
      "FROM debian:12\nRUN apt-get install -q=2 curl",
      "FROM debian:12\nRUN yes | apt-get install curl",
      "FROM debian:12\nRUN apt-get -o APT::Get::Assume-Yes=true install curl",
      "FROM debian:12\nRUN apt-get install curl wget --assume-yes",
      "FROM debian:12\nARG OPTIONS=-qy\nRUN apt-get $OPTIONS install curl",
      "FROM debian:12\nRUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/90yes\nRUN apt-get install curl",
    ],
  },
  evaluate(build) {
    return unansweredCalls(build, aptManagers, { option: "-y", behind: "subcommand" });
  },
});
