import { familiarName, familiarRepository } from "../../semantics/image-reference/image-reference.ts";
import { defineDockerfileCheck } from "./define.ts";

export const baseImageWithoutTag = defineDockerfileCheck({
  id: "dockerfile/base-image-without-tag",
  aliases: ["hadolint:DL3006", "trivy:DS-0001", "trivy:AVD-DS-0001", "checkov:CKV_DOCKER_7"],
  title: { en: "Base image without a tag", ja: "タグ指定のないベースイメージ" },
  severity: "medium",
  why: {
    en: "Without a tag, the build uses whatever is latest on that day. The same Dockerfile gives different images over time, and nobody can tell later which version an old image contains.",
    ja: "タグを省略すると、ビルド時点の latest が使われます。同じ Dockerfile から異なるイメージが作られ、過去のイメージにどのバージョンが入っているかを後から確認できません。",
  },
  remediation: {
    en: "Add the tag of the release that you tested, for example `FROM debian:13.1-slim`, and its digest where builds must be repeatable.",
    ja: "`FROM debian:13.1-slim` のように、動作を確認したリリースをタグで指定してください。同じビルドを再現する必要がある場合は、ダイジェストも付けてください。",
  },
  sources: [
    "Docker documentation, Building best practices: Pin base image versions",
    "CIS Docker Benchmark 1.6.0, 4.2",
  ],
  examples: {
    fail: [
      "FROM debian",
      "FROM golang:1.25 AS build\nFROM registry.example.com:5000/base AS runtime",
      "ARG BASE=debian\nFROM ${BASE}",
    ],
    pass: [
      "FROM debian:12.11-slim",
      "FROM scratch",
      "FROM golang:1.25 AS build\nFROM build AS test",
      `FROM debian@sha256:${"0".repeat(64)}`,
      "ARG BASE\nFROM ${BASE}",
      "ARG TAG=12.11\nFROM debian:${TAG}",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap(({ base, from, subject }) => {
      if (base.kind !== "image" || base.reference === undefined || from?.image === undefined) return [];
      const { reference } = base;
      if (reference.tag !== undefined || reference.digest !== undefined) return [];
      const name = familiarName(reference);
      return [
        {
          message: {
            en: `${name} has no tag, so the build uses ${name}:latest.`,
            ja: `${name} にタグがないため、${name}:latest が使われます。`,
          },
          range: { start: from.image.start, end: from.image.end },
          subject: `${subject}/image:${familiarRepository(reference)}`,
        },
      ];
    });
  },
});
