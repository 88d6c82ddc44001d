import { originRange } from "../../model/mapped-text.ts";
import { defineDockerfileCheck } from "./define.ts";

export const forbiddenOnbuildTrigger = defineDockerfileCheck({
  id: "dockerfile/forbidden-onbuild-trigger",
  aliases: ["hadolint:DL3043"],
  title: { en: "Instruction not allowed in ONBUILD", ja: "ONBUILD では使用できない命令" },
  severity: "medium",
  why: {
    en: "ONBUILD does not accept FROM, MAINTAINER or another ONBUILD. The build stops.",
    ja: "ONBUILD に続けて FROM、MAINTAINER、ONBUILD を記述することはできず、ビルドが失敗します。",
  },
  remediation: {
    en: "Delete the word ONBUILD, or move the instruction to the Dockerfile that uses this image.",
    ja: "ONBUILD の語を削除するか、この命令を、このイメージを使用する側の Dockerfile に移動してください。",
  },
  sources: ["Dockerfile reference, ONBUILD"],
  examples: {
    fail: [
      "FROM debian:12\nONBUILD ONBUILD RUN make",
      "FROM debian:12\nONBUILD FROM alpine:3.22",
      'FROM debian:12\nonbuild maintainer "Somebody"',
    ],
    pass: ["FROM debian:12\nONBUILD RUN make", "FROM debian:12\nONBUILD COPY . /src"],
  },
  evaluate(build) {
    return build.steps.flatMap(({ instruction, stage }) => {
      if (instruction.keyword !== "ONBUILD") return [];
      const written = /^(?:FROM|MAINTAINER|ONBUILD)(?=\s|$)/i.exec(instruction.argument.text)?.[0];
      if (written === undefined) return [];
      const keyword = written.toUpperCase();
      return [
        {
          message: {
            en: `ONBUILD does not accept ${keyword}.`,
            ja: `ONBUILD に ${keyword} を指定することはできません。`,
          },
          range: originRange(instruction.argument, { start: 0, end: written.length }),
          subject: `${stage.subject}/onbuild:${keyword}`,
        },
      ];
    });
  },
});
