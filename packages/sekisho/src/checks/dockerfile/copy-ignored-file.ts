import type { CopyInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { BuildContext, DockerfileBuild, Step } from "../../semantics/stages/build.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { type DockerfileViolation, defineDockerfileCheck } from "./define.ts";

export const copyIgnoredFile = defineDockerfileCheck({
  id: "dockerfile/copy-ignored-file",
  aliases: ["buildkit:CopyIgnoredFile"],
  title: { en: "COPY of a file that .dockerignore excludes", ja: ".dockerignore で除外されたファイルのコピー" },
  severity: "medium",
  why: {
    en: "The file never reaches the builder. The build stops, or continues without files that the service needs.",
    ja: "このファイルはビルダーに渡されません。ビルドが失敗するか、サービスに必要なファイルが欠けたままビルドが続行されます。",
  },
  remediation: {
    en: "Delete the pattern from .dockerignore, or add an exception below it: `!path/to/file`.",
    ja: ".dockerignore から該当するパターンを削除するか、その後の行に `!path/to/file` のように例外を追加してください。",
  },
  sources: ["Docker build checks: CopyIgnoredFile", "Docker documentation, Build context: .dockerignore files"],
  examples: {
    fail: [
      { dockerfile: "FROM debian:12\nCOPY app.conf /etc/", context: { ".dockerignore": "*.conf\n", "app.conf": "" } },
      { dockerfile: "FROM debian:12\nADD dist/app /app", context: { ".dockerignore": "dist\n", "dist/app": "" } },
      { dockerfile: "FROM debian:12\nCOPY . /app", context: { ".dockerignore": "*\n", app: "" } },
    ],
    pass: [
      { dockerfile: "FROM debian:12\nCOPY app.conf /etc/", context: { ".dockerignore": "*.md\n", "app.conf": "" } },
      {
        dockerfile: "FROM debian:12\nCOPY dist /app",
        context: { ".dockerignore": "dist\n!dist/app\n", "dist/app": "" },
      },
      { dockerfile: "FROM debian:12\nCOPY . /app", context: { ".dockerignore": ".*\n", app: "" } },
      {
        dockerfile: "FROM debian:12 AS a\nFROM debian:12\nCOPY --from=a /app.conf /etc/",
        context: { ".dockerignore": "*.conf\n" },
      },
      {
        dockerfile: "FROM debian:12\nADD https://example.com/a.conf /etc/",
        context: { ".dockerignore": "**/*.conf\n" },
      },
      "FROM debian:12\nCOPY app.conf /etc/",
    ],
  },
  evaluate(build) {
    const { ignores, files } = build.context;
    if (ignores === undefined || files === undefined) return [];
    return build.steps.flatMap((step) => {
      const { instruction } = step;
      if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return [];
      if (instruction.flags.some(({ name }) => name === "from")) return [];
      return instruction.sources.flatMap((word) => judge(build, step, instruction, word));
    });
  },
});

function judge(
  build: DockerfileBuild,
  step: Step,
  instruction: CopyInstruction,
  word: Word,
): readonly DockerfileViolation[] {
  const source = expand(word, lookupIn(step.state, step.stage.root.kind === "scratch"));
  if (!source.isKnown || /^[a-z][a-z0-9+.-]*:\/\/|^git@/i.test(source.value)) return [];
  const path = contextPath(source.value);
  if (!isLeftOut(build.context, path)) return [];
  return [
    {
      message: {
        en: `.dockerignore excludes ${path === "" ? "everything" : path} from the build context.`,
        ja: `${path === "" ? "すべてのファイル" : `${path} `}が .dockerignore によりビルドコンテキストから除外されています。`,
      },
      range: rangeFromFirstLine(build.syntax.source, instruction, word),
      subject: `${step.stage.subject}/source:${path === "" ? "." : path}`,
    },
  ];
}

function contextPath(written: string): string {
  const parts: string[] = [];
  for (const part of written.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** A directory is left out when nothing that is known of it comes in by an exception. */
function isLeftOut({ ignores, files }: BuildContext, path: string): boolean {
  if (ignores === undefined || files === undefined) return false;
  const prefix = path === "" ? "" : `${path}/`;
  const isIgnored = path === "" ? leavesEverythingOut(ignores) : ignores(path);
  return isIgnored && !files.some((file) => file.startsWith(prefix) && !ignores(file));
}

/** Two names that no pattern but `*`, `**` and the like has in common. */
function leavesEverythingOut(ignores: (path: string) => boolean): boolean {
  return ignores("0") && ignores("zZ~_") && ignores(".,a b");
}
