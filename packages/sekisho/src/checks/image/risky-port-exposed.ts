import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { parsePortRange, splitPortSpecification } from "../../semantics/ports/port-specification.ts";
import { defineImageCheck } from "./define.ts";

/** A service that others should not reach. */
interface RiskyService {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly name: Text;
  readonly severity: Severity;
}

/** Ports of services for logging in, administration and debugging. Sources: IANA port numbers; the manuals of the programs. */
const riskyServices: readonly RiskyService[] = [
  service(21, "high", "FTP, which sends passwords in clear text", "パスワードを平文で送る FTP"),
  service(22, "medium", "SSH", "SSH"),
  service(23, "high", "Telnet, which sends passwords in clear text", "パスワードを平文で送る Telnet"),
  service(512, "high", "rexec, which sends passwords in clear text", "パスワードを平文で送る rexec"),
  service(513, "high", "rlogin, which trusts addresses", "アドレスだけで相手を信頼する rlogin"),
  service(514, "high", "rsh, which trusts addresses", "アドレスだけで相手を信頼する rsh"),
  service(1099, "medium", "Java RMI, used for JMX", "JMX で使われる Java RMI"),
  service(2345, "medium", "the Delve debugger", "Delve デバッガー"),
  service(2375, "critical", "the Docker API without TLS", "TLS なしの Docker API"),
  service(2376, "high", "the Docker API", "Docker API"),
  service(3389, "medium", "Remote Desktop", "リモートデスクトップ"),
  service(
    5005,
    "high",
    "the Java debugger, which runs any code without a password",
    "認証なしで任意のコードを実行できる Java デバッガー",
  ),
  service(5678, "medium", "the Python debugger debugpy", "Python のデバッガー debugpy"),
  service(5900, "medium", "VNC", "VNC"),
  service(6000, "medium", "the X server", "X サーバー"),
  service(
    9229,
    "high",
    "the Node.js inspector, which runs any code without a password",
    "認証なしで任意のコードを実行できる Node.js インスペクター",
  ),
  service(10250, "high", "the kubelet", "kubelet"),
  { ...service(69, "high", "TFTP, which knows no passwords", "認証の仕組みがない TFTP"), protocol: "udp" },
  { ...service(161, "medium", "SNMP", "SNMP"), protocol: "udp" },
];

export const riskyPortExposed = defineImageCheck({
  id: "image/risky-port-exposed",
  aliases: [],
  title: { en: "Port for login, administration or debugging exposed", ja: "ログイン、管理、デバッグ用ポートの公開" },
  severity: "medium",
  severityReason: {
    en: "By the service that usually listens there: high where it asks for no password or sends it in clear text, critical for the Docker API without TLS.",
    ja: "そのポートを通常使用するサービスによります。認証がない、またはパスワードが平文で流れるものは「高」、TLS なしの Docker API は「緊急」です。",
  },
  why: {
    en: "Such a service is a way into the container that the orchestrator neither controls nor logs, and `docker run -P` publishes every exposed port.",
    ja: "これらのサービスは、オーケストレーターによる制御も記録も及ばない侵入経路になります。`docker run -P` では、EXPOSE したポートがすべて公開されます。",
  },
  remediation: {
    en: "Delete the port from EXPOSE and the service from the image. Use `docker exec`, `kubectl debug` or `kubectl port-forward` instead.",
    ja: "EXPOSE からポートを、イメージからサービスを削除してください。代わりに `docker exec`、`kubectl debug`、`kubectl port-forward` を使用します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 5.7", "NIST SP 800-190, 4.1.2", "IANA Service Name and Port Number Registry"],
  examples: {
    fail: [
      { configuration: { exposedPorts: ["22/tcp"] } },
      { configuration: { exposedPorts: ["8080/tcp", "9229/tcp"] } },
      { configuration: { exposedPorts: ["20-25"] } },
      { configuration: { exposedPorts: ["69/udp"] } },
    ],
    pass: [
      { configuration: { exposedPorts: ["8080/tcp", "443/tcp", "5432/tcp"] } },
      { configuration: { exposedPorts: ["22/udp"] } },
      { configuration: {} },
    ],
  },
  evaluate({ inventory }) {
    const ports = inventory.image?.configuration.exposedPorts ?? [];
    return ports.flatMap((text) => {
      const { port, protocol } = splitPortSpecification(text);
      const range = parsePortRange(port.text);
      const spoken = (protocol?.text ?? "tcp").toLowerCase();
      if (range === undefined) return [];
      return riskyServices
        .filter((risky) => risky.protocol === spoken && risky.port >= range.low && risky.port <= range.high)
        .map((risky) => ({
          message: {
            en: `The exposed port ${text} is that of ${risky.name.en}.`,
            ja: `公開されているポート ${text} は、${risky.name.ja}のものです。`,
          },
          subject: `port:${risky.port}/${risky.protocol}`,
          severity: risky.severity,
          evidence: [{ pointer: "/config/ExposedPorts", excerpt: text }],
        }));
    });
  },
});

function service(port: number, severity: Severity, en: string, ja: string): RiskyService {
  return { port, protocol: "tcp", name: { en, ja }, severity };
}
