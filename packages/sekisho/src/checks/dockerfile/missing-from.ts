import { defineDockerfileCheck } from "./define.ts";

export const missingFrom = defineDockerfileCheck({
  id: "dockerfile/missing-from",
  aliases: ["hadolint:DL3061"],
  title: { en: "Instruction before the first FROM", ja: "最初の FROM より前にある命令" },
  severity: "medium",
  why: {
    en: "Every instruction but ARG belongs to a stage, so the build stops here.",
    ja: "ARG 以外の命令は、ステージの中でしか使用できません。ビルドはここで失敗します。",
  },
  remediation: {
    en: "Begin the file with FROM, for example `FROM debian:13-slim`. Only comments, parser directives and ARG may come before it.",
    ja: "`FROM debian:13-slim` のように、ファイルを FROM から始めてください。FROM より前に記述できるのは、コメント、パーサーディレクティブ、ARG だけです。",
  },
  sources: ["Dockerfile reference, Format and FROM"],
  examples: {
    fail: ["LABEL team=web\nFROM debian:12", "ARG VERSION=12\nRUN make\nFROM debian:${VERSION}", "RUN make"],
    pass: [
      "FROM debian:12\nLABEL team=web",
      "ARG VERSION=12\nFROM debian:${VERSION}",
      "# syntax=docker/dockerfile:1\n# a comment\nFROM debian:12",
    ],
  },
  evaluate(build) {
    const { instructions } = build.syntax;
    const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
    const early = first === -1 ? instructions : instructions.slice(0, first);
    return early.flatMap((instruction) => {
      if (instruction.keyword === "ARG" || instruction.keyword === "") return [];
      return [
        {
          message: {
            en: `${instruction.keyword} comes before the first FROM.`,
            ja: `${instruction.keyword} が、最初の FROM より前にあります。`,
          },
          range: { start: instruction.keywordRange.start, end: instruction.keywordRange.end },
          subject: `file/instruction:${instruction.keyword}`,
        },
      ];
    });
  },
});
