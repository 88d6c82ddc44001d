import { copiedFiles, sourceRange } from "../../semantics/sensitive-files/copied-files.ts";
import { isBallast, isRecipe } from "../../semantics/sensitive-files/file-kinds.ts";
import { removeSource } from "../../semantics/sensitive-files/remove-source.ts";
import { defineDockerfileCheck } from "./define.ts";

export const ballastCopied = defineDockerfileCheck({
  id: "dockerfile/ballast-copied",
  aliases: ["dockle:DKL-LI-0003"],
  title: { en: "Files copied that no service needs", ja: "イメージにコピーされた不要なファイル" },
  severity: "low",
  severityReason: {
    en: "Medium for a version history, which contains every credential that was ever committed. Info in a stage that only builds.",
    ja: "バージョン管理の履歴は、過去にコミットされた認証情報もすべて含むため「中」です。ビルド専用のステージの場合は「情報」です。",
  },
  why: {
    en: "A version history, caches and editor settings make the image larger and change with every build. They also show an attacker how the software and its pipeline are made.",
    ja: "バージョン管理の履歴、キャッシュ、エディターの設定は、イメージを大きくし、ビルドのたびに変化します。また、ソフトウェアや開発環境に関する情報を攻撃者に与えます。",
  },
  remediation: {
    en: "Add the path to .dockerignore, or copy only what the service needs, for example `COPY src/ /app/src/`.",
    ja: ".dockerignore に追加するか、`COPY src/ /app/src/` のようにサービスに必要なものだけをコピーしてください。",
  },
  sources: ["dockle, DKL-LI-0003", "Docker documentation, Building best practices: Exclude with .dockerignore"],
  examples: {
    fail: [
      "FROM debian:12\nCOPY .git /app/.git",
      "FROM debian:12\nCOPY src Dockerfile docker-compose.yml /app/",
      "FROM node:24 AS build\nCOPY .git ./.git\nFROM node:24-slim\nCOPY --from=build /app /app",
      { dockerfile: "FROM node:24\nCOPY . .", context: { ".git": "", "index.js": "", ".idea": "" } },
    ],
    pass: [
      "FROM debian:12\nCOPY src .gitconfig /app/",
      {
        dockerfile: "FROM node:24\nCOPY . .",
        context: { ".git": "", Dockerfile: "", ".dockerignore": ".git" },
      },
      { dockerfile: "FROM node:24\nCOPY src /app", context: { ".git": "", "src/index.js": "" } },
      "FROM node:24\nCOPY --from=build /app /app",
    ],
  },
  evaluate(build) {
    return copiedFiles(build, isBallast).flatMap((file) => {
      const { source, path } = file;
      if (!source.isFromContext || !(isBallast(path) || (file.isNamed && isRecipe(path))) || isInsideOfBallast(path))
        return [];
      const { stage } = source.step;
      const edit = file.isNamed ? removeSource(build, source) : undefined;
      const isHistory = /(?:^|\/)\.(?:git|svn|hg|bzr)\/?$/.test(path);
      const severity = isHistory ? ("medium" as const) : ("low" as const);
      return [
        {
          message: {
            en: `${path} is copied, and no running service needs it.`,
            ja: `${path} がコピーされますが、実行中のサービスには不要です。`,
          },
          range: sourceRange(source),
          subject: `${stage.subject}/file:${path}`,
          severity: stage.isInTarget ? severity : ("info" as const),
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** Something above it is reported already. */
function isInsideOfBallast(path: string): boolean {
  const parts = path.split("/");
  return parts.slice(0, -1).some((_part, index) => isBallast(parts.slice(0, index + 1).join("/")));
}
