import { exposedPorts } from "../../semantics/ports/exposed-ports.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const exposeWithHostPort = defineDockerfileCheck({
  id: "dockerfile/expose-with-host-port",
  aliases: ["buildkit:ExposeInvalidFormat"],
  title: { en: "EXPOSE with an address or a host port", ja: "アドレスまたはホストポートを含む EXPOSE" },
  severity: "low",
  why: {
    en: "EXPOSE describes the container's own ports. Address and host port are ignored today and will be an error; whoever relies on 127.0.0.1 there believes in a limit that does not exist.",
    ja: "EXPOSE は、コンテナ自身のポートを示すものです。アドレスやホストのポートは現在無視され、将来はエラーになります。127.0.0.1 と書いても公開範囲は制限されません。",
  },
  remediation: {
    en: "Write the container's port only. Address and host port belong to `docker run --publish`, Compose or a Service.",
    ja: "コンテナのポートだけを記述してください。アドレスとホストのポートは、`docker run --publish`、Compose、Service などで指定します。",
  },
  sources: ["Docker build checks: ExposeInvalidFormat"],
  examples: {
    fail: [
      "FROM debian:12\nEXPOSE 8080:80",
      "FROM debian:12\nEXPOSE 80 127.0.0.1:8080:80/tcp",
      "FROM debian:12\nEXPOSE [::1]:8080:80",
      "FROM debian:12\nARG P=8080:80\nEXPOSE $P",
    ],
    pass: ["FROM debian:12\nEXPOSE 80 53/udp", "FROM debian:12\nEXPOSE 8000-9000"],
  },
  evaluate(build) {
    return exposedPorts(build).flatMap(({ specification, step, text, word }) => {
      const { address, hostPort, port } = specification;
      if (address === undefined && hostPort === undefined) return [];
      const isWritten = word.raw === text && word.end - word.start === text.length;
      const edit = { start: word.start, end: word.start + port.start, text: "" };
      return [
        {
          message: {
            en: `${text.slice(0, port.start - 1)} before the container's port ${port.text} has no effect.`,
            ja: `コンテナのポート ${port.text} の前にある ${text.slice(0, port.start - 1)} は効果がありません。`,
          },
          range: rangeFromFirstLine(build.syntax.source, step.instruction, word),
          subject: `${step.stage.subject}/port:${text}`,
          ...(isWritten ? { fix: { safety: "safe", edits: [edit] } as const } : {}),
        },
      ];
    });
  },
});
