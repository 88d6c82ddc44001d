import { parsePortRange, splitPortSpecification } from "../../semantics/ports/port-specification.ts";
import { isRootUser } from "../../semantics/users/user-names.ts";
import { defineImageCheck } from "./define.ts";

/** The lowest port that needs no privilege. Source: ip(7), ip_unprivileged_port_start. */
const firstFreePort = 1024;

export const privilegedPort = defineImageCheck({
  id: "image/privileged-port",
  aliases: [],
  title: { en: "Service without root at a port below 1024", ja: "root 以外のユーザーによる 1024 未満のポートの使用" },
  severity: "info",
  why: {
    en: "Docker lets every user listen there, many Kubernetes clusters do not: the service then needs NET_BIND_SERVICE, and whoever has to get it running gives it root.",
    ja: "Docker ではどのユーザーも待ち受けできますが、Kubernetes ではできない環境もあります。その場合は NET_BIND_SERVICE が必要となり、急いで動かすために root が与えられがちです。",
  },
  remediation: {
    en: "Let the service listen at a higher port, for example 8080, and publish it at the low one with `-p 80:8080` or a Service.",
    ja: "8080 などの 1024 以上のポートで待ち受け、`-p 80:8080` や Service で小さい番号のポートとして公開してください。",
  },
  sources: ["ip(7), ip_unprivileged_port_start", "Kubernetes documentation, Safe sysctls"],
  examples: {
    fail: [{ configuration: { user: "10001", exposedPorts: ["80/tcp"] } }],
    pass: [
      { configuration: { user: "10001", exposedPorts: ["8080/tcp"] } },
      { configuration: { user: "", exposedPorts: ["80/tcp"] } },
      { configuration: { user: "root", exposedPorts: ["443"] } },
    ],
  },
  evaluate({ inventory }) {
    const configuration = inventory.image?.configuration;
    if (configuration === undefined || configuration.user === "" || isRootUser(configuration.user)) return [];
    return configuration.exposedPorts.flatMap((text) => {
      const range = parsePortRange(splitPortSpecification(text).port.text);
      if (range === undefined || range.low >= firstFreePort) return [];
      return [
        {
          message: {
            en: `The image exposes ${text} and runs as ${configuration.user}.`,
            ja: `イメージは ${text} を公開し、${configuration.user} で実行されます。`,
          },
          subject: `port:${text}`,
          evidence: [{ pointer: "/config/ExposedPorts", excerpt: text }],
        },
      ];
    });
  },
});
