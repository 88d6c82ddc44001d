import { unansweredCalls } from "../../semantics/package-calls/confirmation.ts";
import { yumManagers } from "../../semantics/package-calls/managers.ts";
import { defineDockerfileCheck } from "./define.ts";

export const yumWithoutYes = defineDockerfileCheck({
  id: "dockerfile/yum-without-yes",
  aliases: ["hadolint:DL3030"],
  title: { en: "yum without -y stops the build", ja: "-y がなくビルドを止める yum" },
  severity: "medium",
  why: {
    en: "Nobody can answer a prompt during a build. yum takes silence for no, and the build fails as soon as confirmation is needed.",
    ja: "ビルド中は質問に応答できません。yum は応答がないことを拒否とみなすため、確認が必要になった時点でビルドが失敗します。",
  },
  remediation: { en: "Write `yum install -y …`.", ja: "`yum install -y …` と記述してください。" },
  sources: ['yum(8), "-y, --assumeyes"', "hadolint DL3030"],
  examples: {
    fail: [
      "FROM centos:7\nRUN yum install httpd-2.4.6 && yum clean all",
      "FROM centos:7\nRUN yum groupinstall 'Development Tools'",
      "FROM centos:7\nRUN yum update",
    ],
    pass: [
      "FROM centos:7\nRUN yum install -y httpd-2.4.6 && yum clean all",
      "FROM centos:7\nRUN yum -qy update",
      "FROM centos:7\nRUN yum --assumeyes remove httpd",
      "FROM centos:7\nRUN yum makecache",
      "FROM centos:7\nRUN echo 'assumeyes=1' >> /etc/yum.conf && yum install httpd-2.4.6",
    ],
  },
  evaluate(build) {
    return unansweredCalls(build, yumManagers, { option: "-y", behind: "subcommand" });
  },
});
