import { findRuntimeInstall, useRuntimeImage } from "../../semantics/build-tools/runtime-install.ts";
import { familiarName } from "../../semantics/image-reference/image-reference.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { type ExternalBase, externalBases, replaceImage } from "../../semantics/stages/external-bases.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const baseImageHasSlimmerVariant = defineDockerfileCheck({
  id: "dockerfile/base-image-has-slimmer-variant",
  aliases: [],
  title: { en: "Base image larger than needed", ja: "必要以上に大きなベースイメージ" },
  severity: "low",
  why: {
    en: "A running service does not use the compilers, documentation and version control of a full image. They bring vulnerabilities to fix, make pulls slower, and help an intruder.",
    ja: "フルイメージに含まれるコンパイラー、ドキュメント、バージョン管理ツールは、実行中のサービスには不要です。対応すべき脆弱性を増やし、イメージの取得を遅くし、侵入者にも利用されます。",
  },
  remediation: {
    en: "Write the image that the message names in FROM. Test the service, and install missing libraries by name.",
    ja: "FROM に、メッセージに示したイメージを指定してください。サービスの動作を確認し、不足するライブラリがあれば個別にインストールします。",
  },
  sources: [
    "Docker documentation, Building best practices: Choose the right base image",
    "NIST SP 800-190, 4.1.2",
    "CIS Docker Benchmark 1.6.0, 4.3",
  ],
  examples: {
    fail: [
      'FROM python:3.14\nCMD ["python", "app.py"]',
      "FROM node:24 AS build\nRUN npm ci\nFROM node:24\nCOPY --from=build /app /app",
      "FROM eclipse-temurin:21\nCOPY app.jar /",
      "FROM amazonlinux:2023\nRUN dnf -y install java-21-amazon-corretto-headless\nRUN dnf clean all\nCOPY app.jar /",
      "FROM debian:13-slim\nRUN apt-get update && apt-get install -y openjdk-21-jre-headless && rm -rf /var/lib/apt/lists/*",
      "FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3.12 nginx",
    ],
    pass: [
      'FROM python:3.14-slim\nCMD ["python", "app.py"]',
      "FROM node:24 AS build\nRUN npm ci\nFROM gcr.io/distroless/nodejs24-debian13:nonroot\nCOPY --from=build /app /app",
      "FROM python:3.14-alpine",
      "FROM amazoncorretto:21-al2023-headless\nCOPY app.jar /",
      "FROM amazonlinux:2023\nRUN dnf -y install httpd",
      "FROM registry.example.com/python:3.14",
    ],
  },
  evaluate(build) {
    return externalBases(build).flatMap((base) => {
      if (!base.stage.isInTarget) return [];
      return runtimeViolation(build, base) ?? slimViolation(base) ?? [];
    });
  },
});

/** A runtime installed by hand on an operating system. */
function runtimeViolation(build: DockerfileBuild, base: ExternalBase): DockerfileViolation | undefined {
  const install = findRuntimeInstall(build, base);
  if (install === undefined) return undefined;
  const edits = useRuntimeImage(build, base, install);
  const { image, installed } = install;
  return {
    message: {
      en: `${familiarName(base.reference)} is an operating system on which ${installed.reference.name} is installed; ${image} already contains it.`,
      ja: `${familiarName(base.reference)} に ${installed.reference.name} をインストールしていますが、${image} には最初から含まれています。`,
    },
    range: { start: base.word.start, end: base.word.end },
    subject: `${base.stage.subject}/base-image`,
    ...(edits === undefined ? {} : { fix: { safety: "proposal", edits } }),
  };
}

function slimViolation(base: ExternalBase): DockerfileViolation | undefined {
  const slimmer = base.known?.alternatives.find(({ kind }) => kind === "slimmer");
  if (slimmer === undefined || base.known?.deprecated !== undefined) return undefined;
  const others = (base.known?.alternatives ?? []).filter(({ kind }) => kind === "distroless");
  const edit = replaceImage(base, slimmer.reference);
  const size = slimmer.megabytes;
  const smallest = others[0]?.reference;
  return {
    message: {
      en: `${slimmer.reference}${size === undefined ? "" : `, about ${size} MB,`} serves the same purpose${smallest === undefined ? "" : `; ${smallest} is smaller still`}.`,
      ja: `${slimmer.reference}${size === undefined ? "" : `（約 ${size} MB）`}で同じ用途に使用できます${smallest === undefined ? "" : `。さらに小さい ${smallest} もあります`}。`,
    },
    range: { start: base.word.start, end: base.word.end },
    subject: `${base.stage.subject}/base-image`,
    ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } }),
  };
}
