import { exposedPorts } from "../../semantics/ports/exposed-ports.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const exposeWithHostPort = defineDockerfileCheck({
  id: "dockerfile/expose-with-host-port",
  aliases: ["buildkit:ExposeInvalidFormat"],
  title: { en: "EXPOSE with an address or a host port", ja: "アドレスまたはホストポートを含む EXPOSE" },
  severity: "low",
  why: {
    en: "EXPOSE describes only the container's own ports. BuildKit ignores the address and the host port today and announces an error, and 127.0.0.1 there does not limit who can connect.",
    ja: "EXPOSE は、コンテナ自身のポートだけを示します。アドレスやホストのポートは現在無視され、将来はエラーになると予告されています。127.0.0.1 と書いても接続元は制限されません。",
  },
  remediation: {
    en: "Write only the container's port: `EXPOSE 8080`. Set the address and the host port in `docker run --publish`, Compose or a Service.",
    ja: "`EXPOSE 8080` のように、コンテナのポートだけを記述してください。アドレスとホストのポートは、`docker run --publish`、Compose、Service などで指定します。",
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
