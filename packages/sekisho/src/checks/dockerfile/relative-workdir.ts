import type { Word } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import type { Step } from "../../semantics/stages/build.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { isAbsolutePath, isWindowsPath, joinWorkdir } from "../../semantics/stages/working-directory.ts";
import { defineDockerfileCheck } from "./define.ts";

export const relativeWorkdir = defineDockerfileCheck({
  id: "dockerfile/relative-workdir",
  aliases: [
    "hadolint:DL3000",
    "buildkit:WorkdirRelativePath",
    "trivy:DS-0009",
    "trivy:AVD-DS-0009",
    "checkov:CKV_DOCKER_10",
  ],
  title: { en: "Working directory depends on the base image", ja: "ベースイメージに依存する作業ディレクトリ" },
  severity: "medium",
  why: {
    en: "A relative WORKDIR starts from the working directory of the base image. If that image changes, files go elsewhere and later instructions run in the wrong place.",
    ja: "相対パスの WORKDIR は、ベースイメージの作業ディレクトリを起点とします。ベースイメージが変わるとファイルの配置先が変わり、以降の命令が意図しない場所で実行されます。",
  },
  remediation: {
    en: "Write an absolute path first, for example `WORKDIR /app`. Later ones in the same stage may be relative to it.",
    ja: "`WORKDIR /app` のように、最初は絶対パスで指定してください。同じステージの 2 つ目以降は、そこからの相対パスで指定できます。",
  },
  sources: ["Docker build checks: WorkdirRelativePath", "Dockerfile reference, WORKDIR"],
  examples: {
    fail: [
      "FROM debian:12\nWORKDIR app",
      'FROM debian:12\nWORKDIR "app/bin"',
      "FROM golang:1.25\nWORKDIR src",
      "ARG NAME=app\nFROM debian:12\nARG NAME\nWORKDIR $NAME",
      "FROM scratch\nWORKDIR $UNSET",
    ],
    pass: [
      "FROM debian:12\nWORKDIR /app",
      "FROM debian:12\nWORKDIR /app\nWORKDIR bin",
      "FROM debian:12 AS base\nWORKDIR /app\nFROM base\nWORKDIR bin",
      "FROM debian:12\nARG DIR\nWORKDIR ${DIR}",
      "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR C:/app",
      "FROM debian:12\nWORKDIR '/app'",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "WORKDIR").flatMap(({ instruction, step }) => {
      const { stage, state } = step;
      if (instruction.isTrigger || instruction.value === undefined) return [];
      if (state.workdir?.setBy !== undefined) return [];
      const path = expand(instruction.value, lookupIn(state, stage.root.kind === "scratch"));
      const isAbsolute = isAbsolutePath(path.value, stage.platform) || isWindowsPath(instruction.value.raw);
      if (!path.isKnown || isAbsolute) return [];
      const edit = makeAbsolute(step, instruction.value);
      return [
        {
          message: describe(instruction.value.raw, path.value),
          range: rangeFromFirstLine(build.syntax.source, instruction, instruction.value),
          subject: `${stage.subject}/workdir`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

function describe(written: string, path: string): Text {
  if (path === "") {
    return {
      en: `${written} is empty, so the working directory of the base image remains.`,
      ja: `${written} は空になるため、ベースイメージの作業ディレクトリのままになります。`,
    };
  }
  return {
    en: `${path} is relative to the working directory of the base image.`,
    ja: `${path} は、ベースイメージの作業ディレクトリからの相対パスです。`,
  };
}

function makeAbsolute({ stage, state }: Step, word: Word): TextEdit | undefined {
  if (word.variables.length > 0 || stage.platform === "windows") return undefined;
  const path = joinWorkdir(state.workdir?.value ?? "/", word.value, "linux");
  return { start: word.start, end: word.end, text: /\s/.test(path) ? `"${path}"` : path };
}
