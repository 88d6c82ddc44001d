import { yumPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedYumPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-yum-package",
  aliases: ["hadolint:DL3033"],
  title: { en: "yum package without a version", ja: "バージョンを固定していない yum パッケージ" },
  severity: "info",
  severityReason: {
    en: "A distribution's repository is signed, and versions change only within one release. Many repositories delete old versions, and an exact pin then breaks the build.",
    ja: "ディストリビューションのリポジトリは署名されており、同じリリースの範囲でしかバージョンは変わりません。また、古いバージョンを削除するリポジトリでは、バージョンを厳密に固定するとビルドが失敗することがあります。",
  },
  why: {
    en: "The same Dockerfile gives different images on different days. What is delivered is not what was tested, and a failure caused by a new version is hard to trace.",
    ja: "同じ Dockerfile から異なるイメージが作られます。テストした内容と出荷する内容が一致せず、新しいバージョンに起因する不具合の調査も難しくなります。",
  },
  remediation: {
    en: "Write `name-version`, for modules `name:stream`.",
    ja: "`name-version` の形で指定してください。モジュールは `name:stream` とします。",
  },
  sources: ['yum(8), "SPECIFYING PACKAGE NAMES"', "hadolint DL3033"],
  examples: {
    fail: [
      "FROM centos:7\nRUN yum install -y tomcat && yum clean all",
      "FROM centos:8\nRUN yum module install -y tomcat && yum clean all",
      "FROM centos:7\nRUN yum install -y java-11-openjdk-devel",
    ],
    pass: [
      "FROM centos:7\nRUN yum install -y tomcat-9.2 gcc-c++-4.8.5 openssl-1:1.0.2k && yum clean all",
      "FROM centos:8\nRUN yum module install -y tomcat:9 && yum clean all",
      "FROM centos:7\nRUN yum install -y https://example.com/epel.rpm",
      "FROM centos:7\nRUN yum groupinstall -y 'Development Tools'",
      'FROM centos:7\nARG GIT\nRUN yum install -y "git-core-${GIT}"',
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, yumPins);
  },
});
