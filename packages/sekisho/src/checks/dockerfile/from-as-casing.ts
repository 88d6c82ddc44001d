import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const fromAsCasing = defineDockerfileCheck({
  id: "dockerfile/from-as-casing",
  aliases: ["buildkit:FromAsCasing"],
  title: { en: "FROM and AS differ in case", ja: "FROM と AS の大文字・小文字の不一致" },
  severity: "info",
  why: {
    en: "Both words belong to one instruction. Different case makes the stage's name easy to overlook.",
    ja: "2 つの語は 1 つの命令を構成します。表記が揃っていないと、ステージ名を見落としやすくなります。",
  },
  remediation: { en: "Write AS in the same case as FROM.", ja: "AS を FROM と同じ表記にしてください。" },
  sources: ["Docker build checks: FromAsCasing"],
  examples: {
    fail: ["FROM debian:12 as base", "from debian:12 AS base"],
    pass: ["FROM debian:12 AS base", "from debian:12 as base", "From debian:12 as base", "FROM debian:12"],
  },
  evaluate(build) {
    return build.stages.flatMap(({ from, subject }) => {
      if (from?.as === undefined) return [];
      const keyword = build.syntax.source.text.slice(from.keywordRange.start, from.keywordRange.end);
      const isLower = keyword === keyword.toLowerCase();
      if (!isLower && keyword !== keyword.toUpperCase()) return [];
      const wanted = isLower ? from.as.raw.toLowerCase() : from.as.raw.toUpperCase();
      if (from.as.raw === wanted) return [];
      return [
        {
          message: {
            en: `${keyword} is followed by ${from.as.raw} instead of ${wanted}.`,
            ja: `${keyword} に対して、${wanted} ではなく ${from.as.raw} と書かれています。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, from.as),
          subject: `${subject}/as`,
          fix: { safety: "safe", edits: [{ start: from.as.start, end: from.as.end, text: wanted }] },
        },
      ];
    });
  },
});
