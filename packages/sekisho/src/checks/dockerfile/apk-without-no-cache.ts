import { leftCaches } from "../../semantics/package-caches/package-caches.ts";
import { apkIndex } from "../../semantics/package-caches/system-caches.ts";
import { defineDockerfileCheck } from "./define.ts";

export const apkWithoutNoCache = defineDockerfileCheck({
  id: "dockerfile/apk-without-no-cache",
  aliases: ["hadolint:DL3019", "trivy:DS-0025", "trivy:AVD-DS-0025", "dockle:DKL-DI-0004"],
  title: { en: "apk add without --no-cache", ja: "--no-cache のない apk add" },
  severity: "low",
  why: {
    en: "apk keeps this data for its next run, which an image never has. It makes the layer larger to store, send and scan, and deleting it in a later RUN does not shrink the layer.",
    ja: "apk が次回のために保存するデータは、イメージの中では使われません。レイヤーが大きくなり、保存、転送、スキャンの負担が増えます。後の RUN で削除しても、すでに作られたレイヤーは小さくなりません。",
  },
  remediation: {
    en: "Write `apk add --no-cache …`. The option also fetches the index, so `apk update` is not needed.",
    ja: "`apk add --no-cache …` と記述してください。インデックスもその場で取得されるため、`apk update` は不要です。",
  },
  sources: ['apk(8), "--no-cache"', "hadolint DL3019", "Trivy DS-0025", "Dockle DKL-DI-0004"],
  examples: {
    fail: [
      "FROM alpine:3.22\nRUN apk add curl=8.14.1-r1",
      "FROM alpine:3.22\nRUN apk upgrade --no-cache && apk add curl=8.14.1-r1",
      'FROM alpine:3.22\nRUN ["apk", "add", "curl=8.14.1-r1"]',
      "FROM alpine:3.22\nRUN apk -U add curl=8.14.1-r1",
      "FROM alpine:3.22 AS build\nRUN apk add gcc=14.2.0-r6\nFROM alpine:3.22",
    ],
    pass: [
      "FROM alpine:3.22\nRUN apk add curl=8.14.1-r1 --no-cache",
      "FROM alpine:3.22\nRUN apk --no-cache add curl=8.14.1-r1",
      "FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add -U curl=8.14.1-r1",
      "FROM alpine:3.22\nRUN apk add --update curl=8.14.1-r1 && rm -rf /var/cache/apk/*",
      "FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache apk add curl=8.14.1-r1",
    ],
  },
  evaluate(build) {
    return leftCaches(build, apkIndex, { option: "--no-cache" });
  },
});
