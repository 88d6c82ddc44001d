import { yumPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedYumPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-yum-package",
  aliases: ["hadolint:DL3033"],
  title: { en: "yum package without version", ja: "バージョンを固定していない yum パッケージ" },
  severity: "info",
  severityReason: {
    en: "A distribution's repository is signed and keeps to one release; the version differs only within it, and repositories that delete old versions make exact pins break builds.",
    ja: "ディストリビューションのリポジトリは署名されており、同じリリースの範囲でしかバージョンは変わりません。また、古い版を削除するリポジトリでは、厳密な固定がビルドの失敗につながります。",
  },
  why: {
    en: "Two builds of one Dockerfile give two different images: what was tested is not what is delivered, and a failure that comes with a new version is hard to find.",
    ja: "同じ Dockerfile から異なるイメージが作られます。テストした内容と出荷する内容が一致せず、新しい版に起因する不具合の調査も難しくなります。",
  },
  remediation: {
    en: "Write `name-version`, for modules `name:stream`.",
    ja: "`名前-バージョン` の形で指定してください。モジュールは `名前:ストリーム` とします。",
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
