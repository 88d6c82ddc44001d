import { copiedFiles, sourceRange } from "../../semantics/sensitive-files/copied-files.ts";
import { isEnvironmentFile } from "../../semantics/sensitive-files/file-kinds.ts";
import { removeSource } from "../../semantics/sensitive-files/remove-source.ts";
import { defineDockerfileCheck } from "./define.ts";

export const environmentFileCopied = defineDockerfileCheck({
  id: "dockerfile/environment-file-copied",
  aliases: [],
  title: { en: "Environment file copied into the image", ja: "イメージにコピーされた環境変数ファイル" },
  severity: "high",
  severityReason: {
    en: "Medium in a stage that the final image does not contain.",
    ja: "最終イメージに含まれないステージの場合は「中」です。",
  },
  why: {
    en: "A .env file usually contains passwords and keys of one environment. Anyone who pulls the image can read them, and the same image no longer fits both test and production.",
    ja: ".env ファイルには、多くの場合、特定の環境のパスワードやキーが書かれています。イメージに入れると取得した者なら誰でも読み取れるうえ、同じイメージをテスト環境と本番環境で使えなくなります。",
  },
  remediation: {
    en: "Add `.env*` to .dockerignore, and pass the variables at run time with `docker run --env-file FILE`, or with a ConfigMap and a Secret.",
    ja: "`.env*` を .dockerignore に追加し、変数は実行時に `docker run --env-file FILE` や ConfigMap、Secret で渡してください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.10", "The Twelve-Factor App, III. Config", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "FROM node:24\nCOPY .env ./",
      "FROM node:24\nCOPY package.json .env.production ./",
      "FROM node:24 AS build\nCOPY .env.local ./\nFROM node:24-slim\nCOPY --from=build /app /app",
      { dockerfile: "FROM node:24\nCOPY . .", context: { ".env": "A=1", "index.js": "" } },
      { dockerfile: "FROM node:24\nCOPY api /app", context: { "api/.env": "A=1", "api/index.js": "" } },
    ],
    pass: [
      "FROM node:24\nCOPY .env.example ./",
      { dockerfile: "FROM node:24\nCOPY . .", context: { ".env": "A=1", "index.js": "", ".dockerignore": ".env*" } },
      { dockerfile: "FROM node:24\nCOPY web /app", context: { "api/.env": "A=1", "web/index.js": "" } },
      "FROM node:24\nCOPY . .",
      "FROM node:24\nCOPY environment.ts ./",
    ],
  },
  evaluate(build) {
    return copiedFiles(build, isEnvironmentFile).flatMap((file) => {
      if (!isEnvironmentFile(file.path)) return [];
      const { source, path } = file;
      const { stage } = source.step;
      const edit = file.isNamed ? removeSource(build, source) : undefined;
      return [
        {
          message: {
            en: `${path} becomes part of ${stage.isInTarget ? "the image" : "a build stage"}.`,
            ja: `${path} が${stage.isInTarget ? "イメージ" : "ビルドステージ"}に含まれます。`,
          },
          range: sourceRange(source),
          subject: `${stage.subject}/file:${path}`,
          severity: stage.isInTarget ? ("high" as const) : ("medium" as const),
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});
