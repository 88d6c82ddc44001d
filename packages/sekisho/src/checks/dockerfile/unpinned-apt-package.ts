import { aptPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedAptPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-apt-package",
  aliases: ["hadolint:DL3008"],
  title: { en: "Debian package without a version", ja: "バージョンを固定していない Debian パッケージ" },
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
    en: "Write `name=version`, or install from a snapshot of the repository (snapshot.debian.org, snapshot.ubuntu.com).",
    ja: "`name=version` の形で指定するか、リポジトリのスナップショット（snapshot.debian.org、snapshot.ubuntu.com）からインストールしてください。",
  },
  sources: ['apt-get(8), "install"', "hadolint DL3008"],
  examples: {
    fail: [
      "FROM debian:12\nRUN apt-get update && apt-get install -y curl",
      "FROM debian:12\nRUN apt-get install -y curl=7.88.1-10 git",
      'FROM debian:12\nARG PACKAGES="curl git=1:2.39.5-0"\nRUN apt-get install -y $PACKAGES',
      "FROM debian:12\nRUN apt-get install -y /tmp/tool.deb curl",
    ],
    pass: [
      "FROM debian:12\nRUN apt-get install -y --no-install-recommends -t bookworm-backports curl=7.88.1-10+deb12u8",
      "FROM debian:12\nARG CURL=7.88.1-10\nRUN apt-get install -y curl=$CURL",
      "FROM debian:12\nRUN apt-get install -y ./tool_1.0_amd64.deb curl/stable",
      "FROM debian:12\nARG PACKAGES\nRUN apt-get install -y $PACKAGES",
      "FROM debian:12\nRUN apt-get install -y $(cat packages.txt)",
      "FROM debian:12\nRUN echo 'deb http://snapshot.debian.org/archive/debian/20250101T000000Z bookworm main' > /etc/apt/sources.list\nRUN apt-get update && apt-get install -y curl",
      "FROM debian:12\nRUN apt-get remove -y curl && apt-get build-dep -y git",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, aptPins);
  },
});
