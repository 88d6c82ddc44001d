import { aptPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedAptPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-apt-package",
  aliases: ["hadolint:DL3008"],
  title: { en: "Debian package without version", ja: "バージョンを固定していない Debian パッケージ" },
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
    en: "Write `name=version`, or install from a snapshot of the repository (snapshot.debian.org, snapshot.ubuntu.com).",
    ja: "`名前=バージョン` の形で指定するか、リポジトリのスナップショット（snapshot.debian.org、snapshot.ubuntu.com）からインストールしてください。",
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
