import { removePiece } from "../../semantics/editing/remove-piece.ts";
import { exposedPorts } from "../../semantics/ports/exposed-ports.ts";
import { parsePortRange } from "../../semantics/ports/port-specification.ts";
import { defineDockerfileCheck } from "./define.ts";

const sshPort = 22;

export const sshPortExposed = defineDockerfileCheck({
  id: "dockerfile/ssh-port-exposed",
  aliases: ["trivy:DS-0004", "trivy:AVD-DS-0004", "checkov:CKV_DOCKER_1"],
  title: { en: "SSH port exposed", ja: "SSH ポートの公開" },
  severity: "medium",
  why: {
    en: "A login service in a container needs keys and passwords to manage, and opens a way in that the orchestrator neither controls nor logs.",
    ja: "コンテナでログインサービスを動かすと、鍵やパスワードの管理が必要になり、オーケストレーターによる制御も記録も及ばない侵入経路が生まれます。",
  },
  remediation: {
    en: "Remove the SSH server and the port. Use `docker exec` or `kubectl debug` to look inside.",
    ja: "SSH サーバーとこのポートを削除してください。コンテナ内の調査には `docker exec` や `kubectl debug` を使用します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 5.7", "NIST SP 800-190, 4.1.2"],
  examples: {
    fail: [
      "FROM debian:12\nEXPOSE 22",
      "FROM debian:12\nEXPOSE 8080 22/tcp 9090",
      "FROM debian:12\nEXPOSE 20-25",
      "FROM debian:12\nEXPOSE 8080 \\\n# for operators\n22",
      "FROM debian:12\nENV PORT=22\nEXPOSE $PORT",
    ],
    pass: [
      "FROM debian:12\nEXPOSE 8080",
      "FROM debian:12\nEXPOSE 2222 220",
      "FROM debian:12\nEXPOSE 22/udp",
      "FROM debian:12\nARG PORT\nEXPOSE $PORT",
    ],
  },
  evaluate(build) {
    return exposedPorts(build).flatMap(({ index, instruction, word, specification, step, text }) => {
      const range = parsePortRange(specification.port.text);
      const isTcp = /^(?:tcp)?$/i.test(specification.protocol?.text ?? "");
      if (range === undefined || !isTcp || range.low > sshPort || range.high < sshPort) return [];
      const isAlone = range.low === range.high && instruction.keyword === "EXPOSE";
      const edit = isAlone ? removePiece(build, instruction, instruction.words, index) : undefined;
      return [
        {
          message: {
            en: `EXPOSE ${text} exposes the SSH port.`,
            ja: `EXPOSE ${text} により、SSH のポートが公開されます。`,
          },
          range: { start: word.start, end: word.end },
          subject: `${step.stage.subject}/port:${sshPort}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});
