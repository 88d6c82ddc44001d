import { expandWord } from "../../formats/dockerfile/words.ts";
import { parseImageReference } from "../../semantics/image-reference/image-reference.ts";
import { defaultArguments } from "../../semantics/stages/default-arguments.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const invalidDefaultArgumentInFrom = defineDockerfileCheck({
  id: "dockerfile/invalid-default-argument-in-from",
  aliases: ["buildkit:InvalidDefaultArgInFrom"],
  title: { en: "Default arguments give no valid base image", ja: "既定の引数では無効になるベースイメージ名" },
  severity: "medium",
  why: {
    en: "`docker build` without build arguments stops at this line. Scanners and update tools cannot tell which base image is used.",
    ja: "ビルド引数のない `docker build` は、この行で失敗します。また、スキャンツールや更新ツールが、ベースイメージを判別できません。",
  },
  remediation: {
    en: "Give the ARG a default that completes the image name, for example `ARG VERSION=13.1`.",
    ja: "`ARG VERSION=13.1` のように、イメージ名が完成する既定値を ARG に設定してください。",
  },
  sources: ["Docker build checks: InvalidDefaultArgInFrom"],
  examples: {
    fail: [
      "ARG VERSION\nFROM busybox:$VERSION",
      "ARG IMAGE\nFROM $IMAGE",
      'ARG SUFFIX="box:"\nFROM busy${SUFFIX}',
      "FROM Debian:12",
    ],
    pass: [
      "ARG VERSION=1.37\nFROM busybox:$VERSION",
      "ARG VARIANT\nFROM busybox:1.37${VARIANT}",
      "ARG VERSION\nFROM busybox:${VERSION:-1.37}",
      "FROM registry.example.com/tools-${TARGETARCH}:1",
      "FROM golang:1.25 AS Build\nFROM Build",
    ],
  },
  evaluate(build) {
    const defaults = defaultArguments(build);
    return build.stages.flatMap(({ base, from, subject }) => {
      const word = from?.image;
      if (from === undefined || word === undefined || base.kind === "stage" || base.kind === "scratch") return [];
      const name = expandWord(word, (variable) => defaults.get(variable)).value;
      if (parseImageReference(name) !== undefined) return [];
      return [
        {
          message: describe(word.value, name),
          range: rangeFromFirstLine(build.syntax.source, from, word),
          subject: `${subject}/base`,
        },
      ];
    });
  },
});

function describe(written: string, name: string): { readonly en: string; readonly ja: string } {
  if (name === "") {
    return {
      en: `Without build arguments ${written} is empty.`,
      ja: `ビルド引数を指定しない場合、${written} は空になります。`,
    };
  }
  if (name === written) {
    return { en: `${name} is not a valid image name.`, ja: `${name} はイメージ名として無効です。` };
  }
  return {
    en: `Without build arguments ${written} is ${name}, which is not a valid image name.`,
    ja: `ビルド引数を指定しない場合、${written} は ${name} となり、イメージ名として無効です。`,
  };
}
