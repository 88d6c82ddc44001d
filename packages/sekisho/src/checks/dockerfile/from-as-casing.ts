import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const fromAsCasing = defineDockerfileCheck({
  id: "dockerfile/from-as-casing",
  aliases: ["buildkit:FromAsCasing"],
  title: { en: "FROM and AS differ in case", ja: "FROM と AS の大文字・小文字の不一致" },
  severity: "info",
  why: {
    en: "Both words belong to one instruction. Different case makes the name of the stage easy to overlook.",
    ja: "どちらも同じ命令の語です。大文字と小文字がそろっていないと、ステージ名を見落としやすくなります。",
  },
  remediation: {
    en: "Write both words in one case: `FROM debian:13-slim AS build`.",
    ja: "`FROM debian:13-slim AS build` のように、大文字または小文字にそろえてください。",
  },
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
