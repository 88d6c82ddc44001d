import type { OffsetRange } from "../../model/source-text.ts";
import { familiarName, familiarRepository } from "../../semantics/image-reference/image-reference.ts";
import { isFromTrustedRegistry } from "../../semantics/image-reference/trusted-registry.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { type StageSource, sourcesOf } from "../../semantics/stages/stage-sources.ts";
import { defineDockerfileCheck } from "./define.ts";

export const untrustedRegistry = defineDockerfileCheck({
  id: "dockerfile/untrusted-registry",
  aliases: ["hadolint:DL3026"],
  title: { en: "Image from an untrusted registry", ja: "信頼されていないレジストリのイメージ" },
  severity: "high",
  why: {
    en: "The owner of a registry can change what is in every image built from it. This registry is not on the organisation's list of trusted registries.",
    ja: "レジストリの管理者は、そこから作られるすべてのイメージの内容を変更できます。このレジストリは、組織が信頼するレジストリの一覧に含まれていません。",
  },
  remediation: {
    en: "Use the image from a trusted registry, or copy it there after a review. If the registry itself can be trusted, add it to the parameter `trusted`.",
    ja: "信頼するレジストリにあるイメージを使用するか、確認のうえでイメージをそこへ複製してください。レジストリ自体を信頼できる場合は、パラメーター `trusted` に追加します。",
  },
  sources: ["NIST SP 800-190, 3.1.5 and 4.1.5", "CIS Docker Benchmark 1.6.0, 4.2"],
  parameters: {
    trusted: {
      type: "string-list",
      description: {
        en: "Registries that images may come from: a host, a host with `*`, or a host with the beginning of a repository. Nothing is reported while the list is empty.",
        ja: "使用してよいレジストリ。ホスト名、`*` を含むホスト名、またはリポジトリの先頭部分を付けたホスト名で指定します。空の場合は何も検出しません。",
      },
      default: [],
    },
  },
  examples: {
    fail: [
      { dockerfile: "FROM random.example/debian:12", parameters: { trusted: ["docker.io"] } },
      {
        dockerfile: "FROM debian:12\nCOPY --from=random.example/tool:1 /tool /usr/bin/tool",
        parameters: { trusted: ["docker.io"] },
      },
      {
        dockerfile: "FROM debian:12\nRUN --mount=type=bind,from=random.example/tool:1,target=/tool /tool/install",
        parameters: { trusted: ["docker.io"] },
      },
      { dockerfile: "FROM ghcr.io/somebody/base:1", parameters: { trusted: ["ghcr.io/our-team"] } },
    ],
    pass: [
      "FROM random.example/debian:12",
      { dockerfile: "FROM scratch", parameters: { trusted: ["registry.example.com"] } },
      { dockerfile: "FROM debian:12\nFROM docker.io/library/debian:12", parameters: { trusted: ["docker.io"] } },
      { dockerfile: "FROM eu.example.com/base:1 AS base\nFROM base", parameters: { trusted: ["*.example.com"] } },
      { dockerfile: "ARG REGISTRY\nFROM ${REGISTRY}/base:1", parameters: { trusted: ["docker.io"] } },
    ],
  },
  evaluate(build, { trusted }) {
    if (trusted.length === 0) return [];
    return namedImages(build).flatMap(({ source, range, subject }) => {
      if (source.kind !== "image" || source.reference === undefined) return [];
      const { reference } = source;
      if (isFromTrustedRegistry(reference, trusted)) return [];
      return [
        {
          message: {
            en: `${familiarName(reference)} comes from ${reference.registry}; trusted registries: ${trusted.join(", ")}.`,
            ja: `${familiarName(reference)} は ${reference.registry} のイメージです。信頼するレジストリ: ${trusted.join("、")}`,
          },
          range,
          subject: `${subject}/image:${familiarRepository(reference)}`,
        },
      ];
    });
  },
});

interface NamedImage {
  readonly source: StageSource;
  readonly range: OffsetRange;
  readonly subject: string;
}

function namedImages(build: DockerfileBuild): readonly NamedImage[] {
  return build.stages.flatMap((stage) => {
    const { base, from, subject } = stage;
    const image = from?.image;
    const own = image === undefined ? [] : [{ source: base, range: { start: image.start, end: image.end }, subject }];
    const others = stage.steps.flatMap(({ instruction }) =>
      sourcesOf(build, instruction).map(({ source, namedBy }) => ({
        source,
        range: { start: namedBy.start, end: namedBy.end },
        subject,
      })),
    );
    return [...own, ...others];
  });
}
