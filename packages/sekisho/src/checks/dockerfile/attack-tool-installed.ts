import type { TextEdit } from "../../model/fix.ts";
import { type InstalledPackage, keptPackages } from "../../semantics/build-tools/installed-packages.ts";
import { intruderProgramsOf } from "../../semantics/build-tools/tool-packages.ts";
import { isNamedElsewhere, isUsedAtRunTime } from "../../semantics/build-tools/used-programs.ts";
import { removeWords } from "../../semantics/editing/argument-edits.ts";
import { packageRange } from "../../semantics/package-calls/package-calls.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { defineDockerfileCheck } from "./define.ts";

export const attackToolInstalled = defineDockerfileCheck({
  id: "dockerfile/attack-tool-installed",
  aliases: [],
  title: {
    en: "Tool in the image that mainly helps an intruder",
    ja: "イメージに残った、侵入者に悪用されやすいツール",
  },
  severity: "low",
  why: {
    en: "An intruder uses download programs, shells, debuggers and network tools first: to fetch more programs, to look around, and to reach the next service. A running service seldom needs them.",
    ja: "ダウンロードツール、シェル、デバッガー、ネットワークツールは、侵入者が最初に使う道具です。追加のプログラムの取得、内部の調査、ほかのサービスへの侵入に利用されます。サービスの実行にはほとんど必要ありません。",
  },
  remediation: {
    en: "Delete the package from the list. If the build needs it, install it in a build stage, or remove it in the RUN that installs it. To look into a running container, use `kubectl debug`.",
    ja: "インストールするパッケージから削除してください。ビルドに必要な場合は、ビルド専用のステージでインストールするか、同じ RUN の中で削除します。稼働中のコンテナの調査には `kubectl debug` を利用できます。",
  },
  sources: [
    "CIS Docker Benchmark 1.6.0, 4.3",
    "NIST SP 800-190, 4.1.2",
    "Kubernetes documentation, Ephemeral Containers",
  ],
  examples: {
    fail: [
      'FROM debian:13\nRUN apt-get update && apt-get install -y netcat-openbsd vim\nCMD ["server"]',
      'FROM alpine:3.22\nRUN apk add --no-cache ca-certificates curl\nRUN curl -o /a https://example.com/a\nCMD ["/a"]',
      'FROM amazonlinux:2023\nRUN dnf -y install procps-ng which \\\n    java-21-amazon-corretto-headless\nCMD ["java"]',
      'FROM alpine:3.22\nRUN apk add bash\nCMD ["server"]',
    ],
    pass: [
      'FROM debian:13 AS build\nRUN apt-get update && apt-get install -y curl\nFROM debian:13-slim\nCMD ["server"]',
      'FROM alpine:3.22\nRUN apk add curl\nHEALTHCHECK CMD curl -f http://localhost/\nCMD ["server"]',
      'FROM alpine:3.22\nRUN apk add bash\nCMD ["bash", "start"]',
      "FROM alpine:3.22\nRUN apk add curl && curl -o /a https://example.com/a && apk del curl",
      "FROM debian:13\nRUN apt-get update && apt-get install -y libcurl4 ca-certificates",
    ],
  },
  evaluate(build) {
    return keptPackages(build).flatMap((installed) => {
      const { call, reference } = installed;
      const programs = intruderProgramsOf(reference.name);
      if (programs === undefined || isUsedAtRunTime(build, programs)) return [];
      const edit = removal(build, installed, programs);
      return [
        {
          message: {
            en: `${reference.name} stays in the final image, and nothing that the container starts uses it.`,
            ja: `${reference.name} が最終イメージに残りますが、コンテナの起動コマンドでは使用されていません。`,
          },
          range: packageRange(call, reference),
          subject: `${call.step.stage.subject}/package:${reference.name}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** Leaves the package out where the build itself does not call it, and where another package is left. */
function removal(
  build: DockerfileBuild,
  { call, reference }: InstalledPackage,
  programs: readonly string[],
): TextEdit | undefined {
  if (
    call.packages.length < 2 ||
    call.packages.filter(({ name }) => intruderProgramsOf(name) === undefined).length === 0
  ) {
    return undefined;
  }
  const isMentioned = isNamedElsewhere(build, programs, call.located.call);
  return isMentioned ? undefined : removeWords(build, call.located, reference.argument.word);
}
