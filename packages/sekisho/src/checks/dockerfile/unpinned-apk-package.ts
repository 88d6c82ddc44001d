import { apkPins } from "../../semantics/unpinned-packages/pin-rules.ts";
import { unpinnedPackages } from "../../semantics/unpinned-packages/unpinned-packages.ts";
import { defineDockerfileCheck } from "./define.ts";

export const unpinnedApkPackage = defineDockerfileCheck({
  id: "dockerfile/unpinned-apk-package",
  aliases: ["hadolint:DL3018"],
  title: { en: "Alpine package without a version", ja: "バージョンを固定していない Alpine パッケージ" },
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
    en: "Write `name=version`, for example `curl=8.14.1-r2`, or `name~version` for any revision of a version.",
    ja: "`curl=8.14.1-r2` のように `name=version` の形で指定してください。リビジョンを問わない場合は `name~version` とします。",
  },
  sources: ["apk-world(5)", "hadolint DL3018"],
  examples: {
    fail: [
      "FROM alpine:3.22\nRUN apk add --no-cache curl",
      "FROM alpine:3.22\nRUN apk add --no-cache flex=2.6.4-r6 \\\n    libffi \\\n    bison=3.8.2-r1",
      "FROM alpine:3.22\nRUN apk add --no-cache curl@edge",
    ],
    pass: [
      "FROM alpine:3.22\nRUN apk add --no-cache curl=8.14.1-r1",
      "FROM alpine:3.22\nRUN apk add --no-cache git~2.49 'flex>2.6'",
      "FROM alpine:3.22\nRUN apk add --no-cache --virtual .build -X https://example.com/edge gcc=14.2.0-r6 && apk del .build",
      "FROM alpine:3.22\nRUN apk add --no-cache ./tool-1.0.apk",
      "FROM alpine:3.22\nRUN for p in a b; do apk add --no-cache $p; done",
    ],
  },
  evaluate(build) {
    return unpinnedPackages(build, apkPins);
  },
});
