import { originRange } from "../../model/mapped-text.ts";
import { defineDockerfileCheck } from "./define.ts";

export const forbiddenOnbuildTrigger = defineDockerfileCheck({
  id: "dockerfile/forbidden-onbuild-trigger",
  aliases: ["hadolint:DL3043"],
  title: { en: "ONBUILD holds an instruction that it must not hold", ja: "ONBUILD では使用できない命令" },
  severity: "medium",
  why: {
    en: "FROM, MAINTAINER and ONBUILD are refused behind ONBUILD. The build stops.",
    ja: "ONBUILD に続けて FROM、MAINTAINER、ONBUILD を記述することはできません。ビルドは失敗します。",
  },
  remediation: {
    en: "Move the instruction out of ONBUILD.",
    ja: "ONBUILD の外に記述してください。",
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
            en: `ONBUILD cannot hold ${keyword}.`,
            ja: `ONBUILD に ${keyword} を指定することはできません。`,
          },
          range: originRange(instruction.argument, { start: 0, end: written.length }),
          subject: `${stage.subject}/onbuild:${keyword}`,
        },
      ];
    });
  },
});
