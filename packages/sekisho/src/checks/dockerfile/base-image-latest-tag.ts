import { familiarName, familiarRepository } from "../../semantics/image-reference/image-reference.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageLatestTag = defineDockerfileCheck({
  id: "dockerfile/base-image-latest-tag",
  aliases: ["hadolint:DL3007", "trivy:DS-0001", "trivy:AVD-DS-0001", "checkov:CKV_DOCKER_7", "dockle:DKL-DI-0006"],
  title: { en: "Base image with the tag latest", ja: "latest タグのベースイメージ" },
  severity: "medium",
  why: {
    en: "latest points to another image after every release, major versions included. A rebuild can fail or bring in unreviewed software without any change in the repository.",
    ja: "latest は、メジャーバージョンの更新も含めて、提供元がリリースするたびに別のイメージを指します。リポジトリに変更がなくても、再ビルドに失敗したり、確認していないソフトウェアが取り込まれたりします。",
  },
  remediation: {
    en: "Replace latest with the release that you tested, for example `FROM node:24.4-slim`.",
    ja: "`FROM node:24.4-slim` のように、latest を動作確認済みのリリースに置き換えてください。",
  },
  sources: [
    "Docker documentation, Building best practices: Pin base image versions",
    "CIS Docker Benchmark 1.6.0, 4.2",
  ],
  examples: {
    fail: ["FROM node:latest", "FROM gcr.io/distroless/static:latest AS runtime", "ARG TAG=latest\nFROM node:${TAG}"],
    pass: [
      "FROM node:24.4-slim",
      `FROM node:latest@sha256:${"0".repeat(64)}`,
      "ARG TAG\nFROM node:${TAG}",
      "FROM node:24-latest-tested",
      "FROM node:24 AS latest\nFROM latest",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap(({ base, from, subject }) => {
      if (base.kind !== "image" || base.reference === undefined || from?.image === undefined) return [];
      const { reference } = base;
      if (reference.tag !== "latest" || reference.digest !== undefined) return [];
      return [
        {
          message: {
            en: `${familiarName(reference)} becomes another image with every release of its publisher.`,
            ja: `${familiarName(reference)} は、提供元がリリースするたびに別のイメージになります。`,
          },
          range: { start: from.image.start, end: from.image.end },
          subject: `${subject}/image:${familiarRepository(reference)}`,
        },
      ];
    });
  },
});
