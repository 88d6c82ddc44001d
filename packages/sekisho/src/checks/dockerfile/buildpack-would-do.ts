import type { OffsetRange } from "../../model/source-text.ts";
import type { Text } from "../../model/text.ts";
import { readRuntimePackage } from "../../semantics/base-images/runtime-packages.ts";
import { isCompileCall } from "../../semantics/build-tools/compile-calls.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { packageCallOf } from "../../semantics/commands/package-managers.ts";
import { copySources } from "../../semantics/sensitive-files/copied-files.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { externalBases } from "../../semantics/stages/external-bases.ts";
import { runCalls } from "../../semantics/stages/run-calls.ts";
import { defineDockerfileCheck } from "./define.ts";

export const buildpackWouldDo = defineDockerfileCheck({
  id: "dockerfile/buildpack-would-do",
  aliases: [],
  title: { en: "Dockerfile that a buildpack can replace", ja: "Buildpacks や Jib で代替できる Dockerfile" },
  severity: "info",
  why: {
    en: "This Dockerfile has no steps of its own that need maintenance by hand. A buildpack builds such an application on a maintained base image, as an unprivileged user, with layers ordered for the cache, and writes an SBOM.",
    ja: "この Dockerfile には、手作業で保守すべき独自の処理がありません。Buildpacks を利用すると、保守されたベースイメージの使用、権限のないユーザーでの実行、キャッシュに適したレイヤー構成、SBOM の生成が自動で行われます。",
  },
  remediation: {
    en: "Try `pack build` with a Paketo builder, or Jib for Java (`mvn jib:build`, `gradle jib`). Keep the Dockerfile if the image needs more than the application.",
    ja: "Paketo のビルダーを指定した `pack build`、Java の場合は Jib（`mvn jib:build`、`gradle jib`）を試してください。アプリケーション以外の構成が必要な場合は、Dockerfile を使い続けて構いません。",
  },
  sources: ["Cloud Native Buildpacks documentation", "Jib documentation"],
  examples: {
    fail: [
      'FROM eclipse-temurin:21-jre\nCOPY target/*.jar app.jar\nENTRYPOINT ["java", "-jar", "/app.jar"]',
      'FROM amazonlinux:2023\nRUN dnf -y install java-21-amazon-corretto-headless\nRUN dnf clean all\nCOPY build/libs/app.jar /\nCMD ["java", "-jar", "/app.jar"]',
      'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\nCMD ["node", "server.js"]',
      "FROM python:3.14-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .",
      "FROM golang:1.26 AS build\nCOPY go.mod .\nRUN go mod download && go build -o /a\nFROM gcr.io/distroless/static-debian13\nCOPY --from=build /a /a",
    ],
    pass: [
      "FROM node:24-slim\nRUN apt-get update && apt-get install -y ffmpeg\nCOPY package.json .\nRUN npm ci",
      "FROM nginx:1.29\nCOPY site /usr/share/nginx/html",
      "FROM eclipse-temurin:21-jre\nCOPY app.jar entrypoint.sh /\nRUN ./prepare-certificates",
      "FROM registry.example.com/base:1\nCOPY app.jar /",
    ],
  },
  evaluate(build) {
    const { target } = build;
    if (target?.from?.image === undefined) return [];
    const language = applicationOf(build);
    if (language === undefined || !runCalls(build).every(({ call }) => isOrdinary(call))) return [];
    const range: OffsetRange = { start: target.from.start, end: target.from.image.end };
    return [{ message: messages[language], range, subject: `${target.subject}/buildpack` }];
  },
});

type Language = "java" | "node" | "python" | "go";

const messages: Readonly<Record<Language, Text>> = {
  java: {
    en: "This image is a Java application and its runtime; Jib or a buildpack makes it without a Dockerfile.",
    ja: "Java アプリケーションとランタイムだけのイメージです。Jib や Buildpacks を使えば、Dockerfile なしで作成できます。",
  },
  node: {
    en: "This image is a Node.js application and its dependencies; a buildpack makes it without a Dockerfile.",
    ja: "Node.js アプリケーションと依存パッケージだけのイメージです。Buildpacks を使えば、Dockerfile なしで作成できます。",
  },
  python: {
    en: "This image is a Python application and its dependencies; a buildpack makes it without a Dockerfile.",
    ja: "Python アプリケーションと依存パッケージだけのイメージです。Buildpacks を使えば、Dockerfile なしで作成できます。",
  },
  go: {
    en: "This image is a Go program; a buildpack or ko makes it without a Dockerfile.",
    ja: "Go プログラムだけのイメージです。Buildpacks や ko を使えば、Dockerfile なしで作成できます。",
  },
};

/** Files that only an application of one language has. */
const telling: readonly (readonly [RegExp, Language])[] = [
  [/\.jar$|(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/, "java"],
  [/(?:^|\/)package(?:-lock|\*)?\.json$/, "node"],
  [/(?:^|\/)(?:requirements[\w.-]*\.txt|pyproject\.toml)$/, "python"],
  [/(?:^|\/)go\.(?:mod|\*)$/, "go"],
];

function applicationOf(build: DockerfileBuild): Language | undefined {
  const isKnown = externalBases(build).every(({ known }) => known !== undefined && known.publisher !== "community");
  if (!isKnown) return undefined;
  const paths = copySources(build).flatMap(({ isFromContext, path }) => (isFromContext ? [path] : []));
  const languages = new Set(
    telling.flatMap(([pattern, language]) => (paths.some((path) => pattern.test(path)) ? [language] : [])),
  );
  const [only, ...others] = languages;
  return others.length === 0 ? only : undefined;
}

/** What a buildpack does as well: dependencies, compiling, a runtime's packages, cleaning up, permissions and users. */
function isOrdinary(call: CommandCall): boolean {
  const managed = packageCallOf(call);
  if (managed === undefined) {
    return (
      isCompileCall(call) ||
      /^(?:rm|mkdir|chown|chmod|cd|set|useradd|adduser|groupadd|addgroup|echo|true|find|go|npm)$/.test(call.name ?? "")
    );
  }
  const isSystem = /^(?:apt|yum|zypper|apk|pacman|opkg)$/.test(managed.family);
  if (!isSystem || managed.action !== "install") return true;
  return managed.packages.every(
    ({ name }) =>
      readRuntimePackage(name) !== undefined || /^(?:ca-certificates|tzdata|tini|dumb-init|curl|wget)$/.test(name),
  );
}
