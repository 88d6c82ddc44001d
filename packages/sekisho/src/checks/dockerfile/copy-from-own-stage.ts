import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { sourcesOf } from "../../semantics/stages/stage-sources.ts";
import { defineDockerfileCheck } from "./define.ts";

export const copyFromOwnStage = defineDockerfileCheck({
  id: "dockerfile/copy-from-own-stage",
  aliases: ["hadolint:DL3023", "trivy:DS-0006", "trivy:AVD-DS-0006"],
  title: { en: "COPY --from names its own stage", ja: "自身のステージを参照する COPY --from" },
  severity: "medium",
  why: {
    en: "A stage cannot copy from itself, so the build stops with a circular dependency.",
    ja: "ステージは自分自身からコピーできないため、循環参照のエラーでビルドが失敗します。",
  },
  remediation: {
    en: "Name the stage that the files come from. To copy or move files within a stage, use `RUN cp` or `RUN mv`.",
    ja: "コピー元となる別のステージを指定してください。同じステージ内でファイルをコピーまたは移動する場合は、`RUN cp` または `RUN mv` を使用します。",
  },
  sources: ["Dockerfile reference, COPY --from"],
  examples: {
    fail: ["FROM debian:12 AS build\nCOPY --from=build /a /b", "FROM debian:12\nCOPY --from=0 /a /b"],
    pass: [
      "FROM debian:12 AS build\nFROM debian:12 AS runtime\nCOPY --from=build /a /b",
      "FROM debian:12 AS debian\nCOPY --from=debian:12 /a /b",
      "FROM debian:12 AS base\nONBUILD COPY --from=base /a /b",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "COPY").flatMap(({ instruction, step: { stage } }) => {
      if (instruction.isTrigger || stage.from === undefined) return [];
      return sourcesOf(build, instruction).flatMap(({ name, namedBy, source }) => {
        if (source.kind !== "stage" || source.stage !== stage) return [];
        return [
          {
            message: {
              en: `${name} is the stage that this COPY belongs to.`,
              ja: `${name} は、この COPY が属するステージです。`,
            },
            range: { start: namedBy.start, end: namedBy.end },
            subject: `${stage.subject}/from:${name}`,
          },
        ];
      });
    });
  },
});
