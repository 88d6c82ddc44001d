import { exposedPorts } from "../../semantics/ports/exposed-ports.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const exposeProtocolCasing = defineDockerfileCheck({
  id: "dockerfile/expose-protocol-casing",
  aliases: ["buildkit:ExposeProtoCasing"],
  title: { en: "EXPOSE protocol in capital letters", ja: "大文字を含む EXPOSE のプロトコル" },
  severity: "info",
  why: {
    en: "Images record protocols in lower case. Tools that compare the Dockerfile with the image report a difference that does not exist.",
    ja: "イメージには、プロトコルが小文字で記録されます。大文字で書くと、Dockerfile の記述とイメージの内容を比較するツールで不一致とみなされます。",
  },
  remediation: {
    en: "Write the protocol in lower case: `EXPOSE 8080/tcp`.",
    ja: "`EXPOSE 8080/tcp` のように小文字で記述してください。",
  },
  sources: ["Docker build checks: ExposeProtoCasing"],
  examples: {
    fail: [
      "FROM debian:12\nEXPOSE 80/TCP",
      "FROM debian:12\nEXPOSE 80/tcp 53/Udp",
      "FROM debian:12\nARG P=80/TCP\nEXPOSE $P",
    ],
    pass: ["FROM debian:12\nEXPOSE 80/tcp 53/udp", "FROM debian:12\nEXPOSE 80"],
  },
  evaluate(build) {
    return exposedPorts(build).flatMap(({ specification, step, text, word }) => {
      const { protocol } = specification;
      if (protocol === undefined || protocol.text === protocol.text.toLowerCase()) return [];
      const isWritten = word.raw === text && word.end - word.start === text.length;
      const edit = {
        start: word.start + protocol.start,
        end: word.start + protocol.end,
        text: protocol.text.toLowerCase(),
      };
      return [
        {
          message: {
            en: `The protocol is written ${protocol.text} instead of ${edit.text}.`,
            ja: `プロトコルが ${edit.text} ではなく ${protocol.text} と書かれています。`,
          },
          range: rangeFromFirstLine(build.syntax.source, step.instruction, word),
          subject: `${step.stage.subject}/port:${text.toLowerCase()}`,
          ...(isWritten ? { fix: { safety: "safe", edits: [edit] } as const } : {}),
        },
      ];
    });
  },
});
