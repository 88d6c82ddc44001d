import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const reservedStageName = defineDockerfileCheck({
  id: "dockerfile/reserved-stage-name",
  aliases: ["hadolint:DL3063", "buildkit:ReservedStageName"],
  title: { en: "Reserved word used as stage name", ja: "予約語を使用したステージ名" },
  severity: "low",
  why: {
    en: "`scratch` means the empty image and `context` the build context. A stage with such a name cannot be used reliably: `FROM scratch` still means the empty image.",
    ja: "`scratch` は空のイメージ、`context` はビルドコンテキストを表す予約語です。同名のステージを定義しても、`FROM scratch` は空のイメージを指すままで、意図どおりに参照できません。",
  },
  remediation: {
    en: "Choose another name, for example `AS build`.",
    ja: "`AS build` のように、別の名前を付けてください。",
  },
  sources: ["Docker build checks: ReservedStageName"],
  examples: {
    fail: ["FROM debian:12 AS scratch", "FROM debian:12 AS context\nFROM debian:12\nCOPY --from=context /a /a"],
    pass: ["FROM scratch", "FROM scratch AS runtime", "FROM debian:12 AS build-context"],
  },
  evaluate(build) {
    return build.stages.flatMap(({ from, name, subject }) => {
      if (from?.alias === undefined || (name !== "scratch" && name !== "context")) return [];
      return [
        {
          message: {
            en: `${name} is a reserved word.`,
            ja: `${name} は予約語です。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, from.alias),
          subject: `${subject}/name:${name}`,
        },
      ];
    });
  },
});
