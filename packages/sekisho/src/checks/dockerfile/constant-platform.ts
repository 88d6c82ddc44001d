import { deleteFlag } from "../../semantics/editing/delete-flag.ts";
import { parsePlatform } from "../../semantics/image-reference/platform.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const constantPlatform = defineDockerfileCheck({
  id: "dockerfile/constant-platform",
  aliases: ["hadolint:DL3029", "buildkit:FromPlatformFlagConstDisallowed"],
  title: { en: "Base image with a fixed platform", ja: "プラットフォームが固定されたベースイメージ" },
  severity: "low",
  why: {
    en: "A constant in `--platform` overrides the platform that the build asks for. An image for ARM then gets an Intel base and runs emulated, or not at all.",
    ja: "`--platform` に定数を書くと、ビルド時に指定されたプラットフォームが無視されます。ARM 向けのイメージに Intel 向けのベースが使われ、エミュレーションで動作するか、起動しません。",
  },
  remediation: {
    en: "Delete the flag and pass `--platform` to the build command. Use `--platform=$BUILDPLATFORM` in a stage that cross-compiles, and put the platform into the name of a stage that needs it, for example `AS tools-amd64`.",
    ja: "このフラグを削除し、プラットフォームはビルドコマンドの `--platform` で指定してください。クロスコンパイルを行うステージでは `--platform=$BUILDPLATFORM` を使用します。特定のプラットフォームが必要なステージは、`AS tools-amd64` のように名前で示してください。",
  },
  sources: ["Docker build checks: FromPlatformFlagConstDisallowed", "Dockerfile reference, FROM"],
  examples: {
    fail: [
      "FROM --platform=linux/amd64 debian:12",
      "FROM --platform=linux debian:12 AS base",
      "FROM --platform=arm64 debian:12",
    ],
    pass: [
      "FROM debian:12",
      "FROM --platform=$BUILDPLATFORM debian:12",
      'FROM --platform="${BUILDPLATFORM:-}" debian:12',
      "FROM --platform=linux/amd64 debian:12 AS tools-amd64",
      "FROM --platform=linux/amd64 debian:12 AS linux",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap(({ from, name, subject }) => {
      const flag = from?.flags.find((candidate) => candidate.name === "platform");
      const value = flag?.value;
      if (from === undefined || flag === undefined || value === undefined || value.variables.length > 0) return [];
      const platform = parsePlatform(value.value);
      if (platform === undefined) return [];
      const parts = [platform.os, platform.architecture].filter((part) => part !== undefined);
      if (name !== undefined && parts.some((part) => name.includes(part))) return [];
      return [
        {
          message: {
            en: `This stage is always built for ${value.value}, even if the build asks for another platform.`,
            ja: `ビルド時の指定にかかわらず、このステージは常に ${value.value} 向けになります。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, flag),
          subject: `${subject}/flag:platform`,
          fix: { safety: "proposal", edits: [deleteFlag(build.syntax.source, flag)] },
        },
      ];
    });
  },
});
