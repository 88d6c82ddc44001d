import type { TextEdit } from "../../model/fix.ts";
import { withLineEnds } from "../../semantics/editing/instruction-edits.ts";
import {
  type CopiedFile,
  copiedFiles,
  destinationOf,
  listedSources,
  sourceRange,
} from "../../semantics/sensitive-files/copied-files.ts";
import { isConfigurationDirectory, isEnvironmentConfiguration } from "../../semantics/sensitive-files/file-kinds.ts";
import { removeSource } from "../../semantics/sensitive-files/remove-source.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { defineDockerfileCheck } from "./define.ts";

export const environmentSpecificConfigurationCopied = defineDockerfileCheck({
  id: "dockerfile/environment-specific-configuration-copied",
  aliases: [],
  title: { en: "Configuration of one environment in the image", ja: "環境固有の設定を含むイメージ" },
  severity: "medium",
  severityReason: {
    en: "Low for a configuration directory whose files are not in the build context, and in a stage that only builds.",
    ja: "中のファイルを確認できない設定ディレクトリの場合と、ビルド専用のステージの場合は「低」です。",
  },
  why: {
    en: "An image that contains its configuration has to be built again for each environment, so what goes into production is not what was tested. Every copy shows the addresses, and often the credentials, of production.",
    ja: "設定を含むイメージは、環境ごとにビルドし直す必要があり、テストしたものと本番環境で動かすものが別のイメージになります。また、本番環境の接続先や認証情報が、イメージのすべての複製に残ります。",
  },
  remediation: {
    en: "Add the files to .dockerignore, and pass the configuration at run time: with a mounted directory, environment variables, a ConfigMap or a Secret.",
    ja: "設定ファイルを .dockerignore に追加し、マウントしたディレクトリ、環境変数、ConfigMap、Secret などで実行時に渡してください。",
  },
  sources: ["The Twelve-Factor App, III. Config", "NIST SP 800-190, 4.1.4"],
  examples: {
    fail: [
      "FROM amazoncorretto:21-al2023-headless\nWORKDIR /app\nCOPY app.jar application-prod.yml ./",
      "FROM amazoncorretto:21-al2023-headless\nWORKDIR /app\nADD config/* ./",
      "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nCOPY appsettings.Production.json /app/",
      { dockerfile: "FROM node:24\nCOPY . .", context: { "config/production.json": "{}", "index.js": "" } },
      { dockerfile: "FROM node:24\nCOPY config /app/config", context: { "config/staging.yaml": "" } },
      'FROM debian:12\r\nWORKDIR /app\r\nCOPY config/ ./config/\r\nCMD ["server"]\r\n',
    ],
    pass: [
      "FROM nginx:1.29\nCOPY nginx.conf /etc/nginx/nginx.conf",
      "FROM node:24\nCOPY src/config.ts package.json ./",
      {
        dockerfile: "FROM node:24\nCOPY config /app/config",
        context: { "config/webpack.js": "", "config/routes.rb": "" },
      },
      { dockerfile: "FROM node:24\nCOPY . .", context: { "config/production.json": "{}", ".dockerignore": "config" } },
      "FROM node:24\nCOPY --from=build /app/config /app/config",
    ],
  },
  evaluate(build) {
    const seen = listedSources(build);
    return copiedFiles(build, isEnvironmentConfiguration).flatMap((file) => {
      const { source, path } = file;
      if (!source.isFromContext) return [];
      const isCertain = isEnvironmentConfiguration(path);
      if (!isCertain && !isUnseenDirectory(file, seen)) return [];
      const { stage } = source.step;
      const edit = file.isNamed ? leaveOut(build, file) : undefined;
      return [
        {
          message: isCertain
            ? { en: `${path} belongs to one environment.`, ja: `${path} は、特定の環境の設定ファイルです。` }
            : { en: `${path} brings configuration into the image.`, ja: `${path} により、設定がイメージに入ります。` },
          range: sourceRange(source),
          subject: `${stage.subject}/file:${path}`,
          severity: isCertain && stage.isInTarget ? ("medium" as const) : ("low" as const),
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** A directory of configuration of the final image, of whose files nobody can say what they are. */
function isUnseenDirectory({ isNamed, path, source }: CopiedFile, seen: ReadonlySet<string>): boolean {
  if (!isNamed || !source.step.stage.isInTarget || !isConfigurationDirectory(path)) return false;
  return !seen.has(source.path);
}

/** Takes the source out; where the instruction goes with it, a comment says how the files come in instead. */
function leaveOut(build: DockerfileBuild, file: CopiedFile): TextEdit | undefined {
  const edit = removeSource(build, file.source);
  if (edit === undefined || file.source.instruction.sources.length > 1) return edit;
  const { source, target } = mountOf(file);
  const mount = `type=bind,source=./${source},target=${target},readonly`;
  const comment = `# Configuration comes in at run time, for example: docker run --mount ${mount}\n`;
  return { ...edit, text: withLineEnds(build, comment) };
}

/** Files of a pattern lie among others in their directory: mounted, they get one of their own below it. */
function mountOf(file: CopiedFile): { readonly source: string; readonly target: string } {
  const path = file.path.replace(/^(?:\.?\/)+/, "").replace(/(?<!\/)\/+$/, "");
  const pattern = path.search(/\/?[^/]*[*?[]/);
  const source = pattern === -1 ? path : path.slice(0, pattern);
  const name = source.slice(source.lastIndexOf("/") + 1);
  const destination = destinationOf(file) ?? `/${name}`;
  if (pattern === -1) return { source, target: destination };
  const directory = destination.slice(0, destination.lastIndexOf("/"));
  return { source, target: `${directory}/${name}` };
}
