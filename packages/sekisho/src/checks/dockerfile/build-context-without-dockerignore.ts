import { copySources, sourceRange } from "../../semantics/sensitive-files/copied-files.ts";
import { findCredentialKind, isBallast, isEnvironmentFile } from "../../semantics/sensitive-files/file-kinds.ts";
import { defineDockerfileCheck } from "./define.ts";

export const buildContextWithoutDockerignore = defineDockerfileCheck({
  id: "dockerfile/build-context-without-dockerignore",
  aliases: [],
  title: {
    en: "Whole directory copied without a .dockerignore",
    ja: ".dockerignore のないディレクトリ全体のコピー",
  },
  severity: "low",
  severityReason: {
    en: "Medium if the directory already contains a version history, environment files or credentials; info in a stage that only builds.",
    ja: "バージョン管理の履歴、環境変数ファイル、認証情報がすでにディレクトリにある場合は「中」、ビルド専用のステージの場合は「情報」です。",
  },
  why: {
    en: "Everything in the directory goes into the image: version history, local settings, keys, results of earlier builds. A change in any of these files also invalidates the build cache.",
    ja: "ビルド時点でディレクトリにあるものは、履歴、ローカルの設定、鍵、以前のビルド結果も含め、すべてイメージに入ります。また、そのどれかが変わるたびにキャッシュが無効になります。",
  },
  remediation: {
    en: "Add a .dockerignore beside the Dockerfile that lists at least `.git`, `.env*`, `node_modules` and build results, or copy only the directories that are needed.",
    ja: "Dockerfile と同じディレクトリに .dockerignore を作成し、少なくとも `.git`、`.env*`、`node_modules`、ビルド結果を記載してください。必要なディレクトリだけを個別にコピーする方法もあります。",
  },
  sources: ["Docker documentation, Building best practices: Exclude with .dockerignore"],
  examples: {
    fail: [
      { dockerfile: "FROM node:24\nCOPY . .", context: { "index.js": "" } },
      { dockerfile: "FROM node:24\nCOPY ./ /app\nCOPY . /again", context: { ".git": "", "index.js": "" } },
      { dockerfile: "FROM node:24\nADD . /app", context: { Dockerfile: "" } },
      { dockerfile: "FROM node:24\nCOPY * /app/", context: { Dockerfile: "" } },
    ],
    pass: [
      { dockerfile: "FROM node:24\nCOPY . .", context: { "index.js": "", ".dockerignore": ".git" } },
      { dockerfile: "FROM node:24\nCOPY src package.json ./", context: { "index.js": "" } },
      { dockerfile: "FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build . .", context: { "index.js": "" } },
      "FROM node:24\nCOPY . .",
    ],
  },
  evaluate(build) {
    const { context } = build;
    if (!context.isKnown || context.ignores !== undefined) return [];
    const source = copySources(build).find(
      ({ isFromContext, path }) => isFromContext && /^(?:\.?\/*|\.?\/?\*{1,2})$/.test(path),
    );
    if (source === undefined) return [];
    const harmful = context.files?.find(
      (path) => isEnvironmentFile(path) || findCredentialKind(path) !== undefined || isBallast(path),
    );
    const mildest = source.step.stage.isInTarget ? ("low" as const) : ("info" as const);
    return [
      {
        message:
          harmful === undefined
            ? {
                en: "There is no .dockerignore, so everything in the directory is copied.",
                ja: ".dockerignore がないため、ディレクトリ内のすべてがコピーされます。",
              }
            : {
                en: `There is no .dockerignore, so everything in the directory is copied, including ${harmful}.`,
                ja: `.dockerignore がないため、${harmful} も含め、ディレクトリ内のすべてがコピーされます。`,
              },
        range: sourceRange(source),
        subject: `${source.step.stage.subject}/dockerignore`,
        severity: harmful === undefined ? mildest : ("medium" as const),
      },
    ];
  },
});
