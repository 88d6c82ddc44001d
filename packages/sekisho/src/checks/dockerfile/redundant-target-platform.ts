import { deleteFlag } from "../../semantics/editing/delete-flag.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

const targetPlatformPattern = /^\$(?:TARGETPLATFORM|\{TARGETPLATFORM(?::?-[^{}$]*)?\})$/;

export const redundantTargetPlatform = defineDockerfileCheck({
  id: "dockerfile/redundant-target-platform",
  aliases: ["hadolint:DL3065", "buildkit:RedundantTargetPlatform"],
  title: { en: "Platform flag repeats the default", ja: "既定値と同じプラットフォーム指定" },
  severity: "info",
  why: {
    en: "FROM uses the target platform by default. The flag changes nothing and makes readers look for a reason.",
    ja: "FROM は既定で対象プラットフォームを使用します。この指定に効果はなく、読む人に不要な疑問を抱かせます。",
  },
  remediation: {
    en: "Delete `--platform`: `FROM debian:13-slim`.",
    ja: "`FROM debian:13-slim` のように、`--platform` を削除してください。",
  },
  sources: ["Docker build checks: RedundantTargetPlatform"],
  examples: {
    fail: ["FROM --platform=$TARGETPLATFORM debian:12", 'FROM --platform="${TARGETPLATFORM}" debian:12 AS base'],
    pass: [
      "FROM debian:12",
      "FROM --platform=$BUILDPLATFORM debian:12",
      "FROM --platform=$TARGETOS/$TARGETARCH debian:12",
    ],
  },
  evaluate(build) {
    return build.stages.flatMap(({ from, subject }) => {
      const flag = from?.flags.find((candidate) => candidate.name === "platform");
      if (from === undefined || flag?.value === undefined || !targetPlatformPattern.test(flag.value.value)) return [];
      return [
        {
          message: {
            en: `--platform=${flag.value.value} is what FROM does without a flag.`,
            ja: `--platform=${flag.value.value} は、フラグがない場合の FROM の動作と同じです。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, flag),
          subject: `${subject}/flag:platform`,
          fix: { safety: "safe", edits: [deleteFlag(build.syntax.source, flag)] },
        },
      ];
    });
  },
});
