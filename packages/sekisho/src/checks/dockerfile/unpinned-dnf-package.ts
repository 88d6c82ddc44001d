import { dnfPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedDnfPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-dnf-package",
  aliases: ["hadolint:DL3041"],
  title: { en: "dnf package without a version", ja: "バージョンを固定していない dnf パッケージ" },
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
  sources: ['dnf(8), "Specifying Packages"', "hadolint DL3041"],
  examples: {
    fail: [
      "FROM fedora:42\nRUN dnf install -y rpm-sign && dnf clean all",
      "FROM redhat/ubi9-minimal:9.5\nRUN microdnf install -y tomcat && microdnf clean all",
      "FROM fedora:42\nRUN dnf module install -y tomcat",
    ],
    pass: [
      "FROM fedora:42\nRUN dnf install -y rpm-sign-4.16.1.3 gcc-c++-15.1.1 openssl-1:3.2.4 && dnf clean all",
      "FROM fedora:42\nRUN dnf module install -y tomcat:9",
      "FROM fedora:42\nRUN dnf group install -y development-tools && dnf install -y @editors",
      "FROM fedora:42\nRUN dnf install -y ./tool.rpm",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, dnfPins);
  },
});
