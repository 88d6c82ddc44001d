import { zypperPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedZypperPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-zypper-package",
  aliases: ["hadolint:DL3037"],
  title: { en: "zypper package without a version", ja: "バージョンを固定していない zypper パッケージ" },
  severity: "info",
  severityReason: {
    en: "A distribution's repository is signed, and versions change only within one release. Many repositories delete old versions, and an exact pin then breaks the build.",
    ja: "ディストリビューションのリポジトリは署名されており、同じリリースの範囲でしかバージョンは変わりません。また、古いバージョンを削除するリポジトリでは、バージョンを厳密に固定するとビルドが失敗することがあります。",
  },
  why: {
    en: "The same Dockerfile gives different images on different days. What is delivered is not what was tested, and a failure caused by a new version is hard to trace.",
    ja: "同じ Dockerfile から異なるイメージが作られます。テストした内容と出荷する内容が一致せず、新しいバージョンに起因する不具合の調査も難しくなります。",
  },
  remediation: { en: "Write `name=version`.", ja: "`name=version` の形で指定してください。" },
  sources: ['zypper(8), "install"', "hadolint DL3037"],
  examples: {
    fail: ["FROM opensuse/leap:15.6\nRUN zypper install -y tomcat && zypper clean"],
    pass: [
      "FROM opensuse/leap:15.6\nRUN zypper install -y tomcat=9.0.39 && zypper clean",
      "FROM opensuse/leap:15.6\nRUN zypper in -y tomcat\\>=9.0 'git<3'",
      "FROM opensuse/leap:15.6\nRUN zypper in -y tomcat-9.0.39-1.rpm",
      "FROM opensuse/leap:15.6\nRUN zypper in -y -t pattern devel_C_C++",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, zypperPins);
  },
});
