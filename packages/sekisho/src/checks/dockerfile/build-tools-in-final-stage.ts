import { compileCallsInTarget } from "../../semantics/build-tools/compile-calls.ts";
import { keptPackages } from "../../semantics/build-tools/installed-packages.ts";
import { isBuildPackage } from "../../semantics/build-tools/tool-packages.ts";
import { familiarName } from "../../semantics/image-reference/image-reference.ts";
import { packageRange } from "../../semantics/package-calls/package-calls.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { externalBases } from "../../semantics/stages/external-bases.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const buildToolsInFinalStage = defineDockerfileCheck({
  id: "dockerfile/build-tools-in-final-stage",
  aliases: [],
  title: { en: "Build tools left in the final image", ja: "最終イメージに残ったビルドツール" },
  severity: "low",
  why: {
    en: "Each tool brings vulnerabilities of its own that somebody has to assess. An intruder finds everything needed to build exploits, and the image is several times as large as the service.",
    ja: "ツール自体の脆弱性も検出され、その対応に手間がかかります。侵入者にとっては攻撃コードを作る道具がそろっていることになり、イメージもサービス本体の何倍もの大きさになります。",
  },
  remediation: {
    en: "Build in a separate stage and copy the result into a runtime image: `COPY --from=build /app /app`. Remove what only an installation needs in the same RUN.",
    ja: "ビルドは専用のステージで行い、`COPY --from=build /app /app` のように成果物だけを実行用のイメージにコピーしてください。インストール時にだけ必要なものは、同じ RUN の中で削除します。",
  },
  sources: [
    "Docker documentation, Building best practices: Use multi-stage builds",
    "NIST SP 800-190, 4.1.2",
    "CIS Docker Benchmark 1.6.0, 4.3",
  ],
  examples: {
    fail: [
      'FROM debian:13\nRUN apt-get update && apt-get install -y gcc libpq-dev\nCMD ["server"]',
      'FROM golang:1.26\nCOPY server /server\nCMD ["/server"]',
      'FROM alpine:3.22 AS base\nRUN apk add build-base\nFROM base\nCMD ["server"]',
      "FROM alpine:3.22\nRUN apk add --virtual .deps gcc && make",
    ],
    pass: [
      "FROM golang:1.26 AS build\nRUN go build -o /server\nFROM debian:13-slim\nCOPY --from=build /server /server",
      'FROM debian:13 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:13-slim\nCMD ["server"]',
      "FROM alpine:3.22\nRUN apk add --virtual .deps gcc && ./install && apk del .deps",
      "FROM python:3.13\nRUN apt-get update && apt-get install -y gcc libpq-dev && pip install x && apt-get purge -y gcc libpq-dev",
      "FROM eclipse-temurin:21-jre\nCOPY app.jar /",
      "FROM amazoncorretto:21-al2023-headless\nCOPY app.jar /",
    ],
  },
  evaluate(build) {
    return [...buildImages(build), ...buildPackages(build)];
  },
});

/** A stage that compiles needs its tools: that it is the final one is another check's question. */
function buildImages(build: DockerfileBuild): readonly DockerfileViolation[] {
  if (compileCallsInTarget(build).length > 0) return [];
  return externalBases(build).flatMap(({ known, reference, stage, word }): readonly DockerfileViolation[] => {
    if (!stage.isInTarget || known?.isBuildImage !== true) return [];
    const instead = (known.deprecated === undefined ? known.alternatives : []).map(
      (alternative) => alternative.reference,
    );
    const hint =
      instead.length === 0
        ? { en: "", ja: "" }
        : { en: ` Use ${instead[0]} to run it.`, ja: `実行には ${instead[0]} を使用できます。` };
    return [
      {
        message: {
          en: `${familiarName(reference)} brings build tools into the final image.${hint.en}`,
          ja: `${familiarName(reference)} により、ビルドツールが最終イメージに入ります。${hint.ja}`,
        },
        range: { start: word.start, end: word.end },
        subject: `${stage.subject}/image:${known.name}`,
      },
    ];
  });
}

function buildPackages(build: DockerfileBuild): readonly DockerfileViolation[] {
  return keptPackages(build).flatMap(({ call, reference }): readonly DockerfileViolation[] => {
    if (!isBuildPackage(reference.name)) return [];
    return [
      {
        message: {
          en: `${reference.name} is needed only to build software and stays in the final image.`,
          ja: `${reference.name} はビルドにだけ必要なパッケージですが、最終イメージに残ります。`,
        },
        range: packageRange(call, reference),
        subject: `${call.step.stage.subject}/package:${reference.name}`,
      },
    ];
  });
}
