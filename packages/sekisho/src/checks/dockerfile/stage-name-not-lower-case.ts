import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const stageNameNotLowerCase = defineDockerfileCheck({
  id: "dockerfile/stage-name-not-lower-case",
  aliases: ["buildkit:StageNameCasing"],
  title: { en: "Stage name with capital letters", ja: "大文字を含むステージ名" },
  severity: "info",
  why: {
    en: "Builders do not distinguish upper and lower case in stage names. Capital letters suggest a difference that does not exist.",
    ja: "ステージ名は大文字と小文字を区別せずに比較されます。大文字を使うと、存在しない違いがあるように見えます。",
  },
  remediation: { en: "Write the name in lower case: `AS build`.", ja: "`AS build` のように小文字で記述してください。" },
  sources: ["Docker build checks: StageNameCasing"],
  examples: {
    fail: ["FROM golang:1.25 AS Build", "from golang:1.25 as BUILD\nfrom build"],
    pass: ["FROM golang:1.25 AS build", "FROM golang:1.25"],
  },
  evaluate(build) {
    return build.stages.flatMap(({ from, name, subject }) => {
      const alias = from?.alias;
      if (from === undefined || alias === undefined || name === undefined || alias.raw === name) return [];
      return [
        {
          message: {
            en: `${alias.raw} counts as the same name as ${name}.`,
            ja: `${alias.raw} は ${name} と同じ名前として扱われます。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, alias),
          subject: `${subject}/name`,
          fix: { safety: "safe", edits: [{ start: alias.start, end: alias.end, text: name }] },
        },
      ];
    });
  },
});
