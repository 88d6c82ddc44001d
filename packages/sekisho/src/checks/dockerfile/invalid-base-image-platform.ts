import { familiarName, hubRepository } from "../../semantics/image-reference/image-reference.ts";
import { parsePlatform } from "../../semantics/image-reference/platform.ts";
import type { Stage } from "../../semantics/stages/build.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Linux distributions: their images cannot exist for anything else. */
const linuxDistributions: ReadonlySet<string> = new Set([
  "library/almalinux",
  "library/alpine",
  "library/amazonlinux",
  "library/archlinux",
  "library/centos",
  "library/debian",
  "library/fedora",
  "library/oraclelinux",
  "library/rockylinux",
  "library/ubuntu",
]);

export const invalidBaseImagePlatform = defineDockerfileCheck({
  id: "dockerfile/invalid-base-image-platform",
  aliases: ["buildkit:InvalidBaseImagePlatform"],
  title: { en: "Base image does not exist for its platform", ja: "指定したプラットフォームに存在しないベースイメージ" },
  severity: "medium",
  why: {
    en: "The build fails, or continues with an image for another operating system that cannot start on this platform.",
    ja: "ビルドが失敗するか、このプラットフォームでは起動できない別の OS 向けのイメージでビルドが続行されます。",
  },
  remediation: {
    en: "Delete `--platform`, or use a base image that exists for it.",
    ja: "`--platform` を削除するか、そのプラットフォーム向けのベースイメージを使用してください。",
  },
  sources: ["Docker build checks: InvalidBaseImagePlatform"],
  examples: {
    fail: [
      "FROM --platform=linux/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022",
      "FROM --platform=windows/amd64 debian:12",
    ],
    pass: [
      "FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2022",
      "FROM --platform=linux/arm64 debian:12",
      "FROM --platform=windows/amd64 golang:1.25",
      "FROM --platform=$BUILDPLATFORM debian:12",
      "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap((stage) => {
      const { base, from, subject } = stage;
      const flag = from?.flags.find((candidate) => candidate.name === "platform");
      const only = onlySystem(stage);
      if (from === undefined || flag?.value === undefined || only === undefined) return [];
      if (base.kind !== "image" || base.reference === undefined || flag.value.variables.length > 0) return [];
      const os = parsePlatform(flag.value.value)?.os;
      if (os === undefined || os === only) return [];
      return [
        {
          message: {
            en: `${familiarName(base.reference)} exists for ${only} only, not for ${os}.`,
            ja: `${familiarName(base.reference)} は ${only} 専用で、${os} 向けのイメージはありません。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, flag),
          subject: `${subject}/flag:platform`,
        },
      ];
    });
  },
});

/** The one operating system that an image exists for, where that is certain. */
function onlySystem({ base }: Stage): "linux" | "windows" | undefined {
  if (base.kind !== "image" || base.reference === undefined) return undefined;
  if (base.known?.platform === "windows") return "windows";
  return linuxDistributions.has(hubRepository(base.reference) ?? "") ? "linux" : undefined;
}
