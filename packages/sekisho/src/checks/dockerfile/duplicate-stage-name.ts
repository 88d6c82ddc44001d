import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const duplicateStageName = defineDockerfileCheck({
  id: "dockerfile/duplicate-stage-name",
  aliases: [
    "hadolint:DL3024",
    "buildkit:DuplicateStageName",
    "trivy:DS-0012",
    "trivy:AVD-DS-0012",
    "checkov:CKV_DOCKER_11",
  ],
  title: { en: "Duplicate stage name", ja: "重複したステージ名" },
  severity: "medium",
  why: {
    en: "FROM, COPY --from and --target find only one of the stages. Which one depends on the builder and the order, so files can come from the wrong stage unnoticed.",
    ja: "FROM、COPY --from、--target では、同名のステージのうち 1 つだけが選ばれます。どれが選ばれるかはビルダーや記述順に依存し、気付かないうちに別のステージのファイルが使われることがあります。",
  },
  remediation: {
    en: "Give every stage a different name. Upper and lower case do not count as a difference.",
    ja: "ステージごとに異なる名前を付けてください。大文字と小文字の違いは区別されません。",
  },
  sources: ["Docker build checks: DuplicateStageName", "Dockerfile reference, FROM"],
  examples: {
    fail: [
      "FROM golang:1.25 AS build\nFROM node:24 AS build\nFROM scratch\nCOPY --from=build /app /app",
      "FROM golang:1.25 AS build\nFROM node:24 AS Build",
    ],
    pass: ["FROM golang:1.25 AS build\nFROM node:24 AS assets", "FROM golang:1.25\nFROM node:24"],
  },
  evaluate(build) {
    const seen = new Set<string>();
    return build.stages.flatMap(({ from, name, subject }) => {
      if (from?.alias === undefined || name === undefined) return [];
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [
        {
          message: {
            en: `An earlier stage is already called ${name}.`,
            ja: `${name} という名前のステージが、これより前にあります。`,
          },
          range: rangeFromFirstLine(build.syntax.source, from, from.alias),
          subject: `${subject}/name:${name}`,
        },
      ];
    });
  },
});
