import { exposedPorts } from "../../semantics/ports/exposed-ports.ts";
import { highestPort, parsePortRange } from "../../semantics/ports/port-specification.ts";
import { defineDockerfileCheck } from "./define.ts";

export const invalidPort = defineDockerfileCheck({
  id: "dockerfile/invalid-port",
  aliases: ["hadolint:DL3011", "trivy:DS-0008", "trivy:AVD-DS-0008"],
  title: { en: "EXPOSE of a port that does not exist", ja: "存在しないポートの EXPOSE" },
  severity: "medium",
  why: {
    en: "Ports are numbers from 0 to 65535. Builders refuse anything else, and the real port of the service stays unknown.",
    ja: "ポート番号は 0 から 65535 までの数値です。それ以外を指定するとビルドが失敗します。また、サービスが実際に使用するポートも分かりません。",
  },
  remediation: {
    en: "Write the number of the port on which the service listens: `EXPOSE 8080`.",
    ja: "`EXPOSE 8080` のように、サービスが待ち受けるポートの番号を記述してください。",
  },
  sources: ["Dockerfile reference, EXPOSE", "RFC 9293, 3.1"],
  examples: {
    fail: [
      "FROM debian:12\nEXPOSE 80000",
      "FROM debian:12\nEXPOSE 8080 65536/udp",
      "FROM debian:12\nEXPOSE 80-70000",
      "FROM debian:12\nEXPOSE 9000-8000",
      "FROM debian:12\nEXPOSE http",
      "FROM debian:12\nENV PORT=90000\nEXPOSE $PORT",
    ],
    pass: [
      "FROM debian:12\nEXPOSE 8080 53/udp",
      "FROM debian:12\nEXPOSE 0 65535",
      "FROM debian:12\nEXPOSE 8000-9000",
      "FROM debian:12\nARG PORT\nEXPOSE $PORT",
    ],
  },
  evaluate(build) {
    return exposedPorts(build).flatMap(({ word, specification, step }) => {
      const { hostPort, port } = specification;
      const wrong = [hostPort, port].find((part) => part !== undefined && !isPortRange(part.text));
      if (wrong === undefined) return [];
      return [
        {
          message: {
            en: `Expected a port from 0 to ${highestPort}, got ${wrong.text === "" ? "nothing" : wrong.text}.`,
            ja: `0 から ${highestPort} までのポート番号を想定しましたが、${wrong.text === "" ? "何も指定されていません" : `${wrong.text} が指定されています`}。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${step.stage.subject}/port:${wrong.text}`,
        },
      ];
    });
  },
});

function isPortRange(text: string): boolean {
  const range = parsePortRange(text);
  return range !== undefined && range.low <= range.high && range.high <= highestPort;
}
