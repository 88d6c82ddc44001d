import { quote } from "../../model/quote.ts";
import type { Probe } from "../../semantics/pod-settings/container-spec.ts";
import type { PodContainer } from "../../semantics/pod-settings/pod-template.ts";
import { defineContainerCheck, type ManifestViolation } from "../manifest/define.ts";

const probes = ["livenessProbe", "readinessProbe", "startupProbe"] as const;

export const probeOfUndeclaredPort = defineContainerCheck({
  id: "reliability/probe-of-undeclared-port",
  aliases: [
    "kube-linter:liveness-port",
    "kube-linter:probe-port",
    "kube-linter:readiness-port",
    "kube-linter:startup-port",
  ],
  title: {
    en: "Probe asks a port that the container does not declare",
    ja: "コンテナが宣言していないポートへのプローブ",
  },
  severity: "low",
  severityReason: {
    en: "Medium for a name: the kubelet cannot find the port and the probe fails for ever.",
    ja: "名前で指定している場合は、kubelet がポートを特定できず必ず失敗するため「中」です。",
  },
  why: {
    en: "Most likely a slip: a probe that always fails restarts the container or keeps it out of the Service.",
    ja: "多くは誤記です。失敗し続けるプローブは、コンテナの再起動を繰り返すか、Service からの除外を招きます。",
  },
  remediation: {
    en: "Correct the port, or declare it in ports.",
    ja: "ポートを修正するか、ports に宣言してください。",
  },
  sources: ["Kubernetes API reference, Container v1: ports; Probe v1: httpGet.port"],
  examples: {
    fail: [
      "spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 80 }], livenessProbe: { httpGet: { port: htpp } } }] }",
      "spec: { containers: [{ name: web, image: web:1, ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: 8080 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, startupProbe: { httpGet: { port: http } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: web, image: web:1, ports: [{ name: http, containerPort: 80 }], livenessProbe: { httpGet: { port: http } }, readinessProbe: { tcpSocket: { port: 80 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, livenessProbe: { httpGet: { port: 8080 } } }] }",
      "spec: { containers: [{ name: web, image: web:1, ports: [{ containerPort: 80 }], livenessProbe: { exec: { command: [check] } } }] }",
      "spec: { containers: [{ name: web, image: web:1, ports: [{ containerPort: 80 }], livenessProbe: { httpGet: { port: '80' } } }] }",
    ],
  },
  evaluate(container) {
    return probes.flatMap((name) => judge(container, name, container.spec[name]));
  },
});

function judge({ spec }: PodContainer, name: string, probe: Probe | undefined): readonly ManifestViolation[] {
  const handler = ["httpGet", "tcpSocket", "grpc"] as const;
  return handler.flatMap((kind): readonly ManifestViolation[] => {
    const port = probe?.[kind]?.port;
    const ports = (spec.ports ?? []).map(({ value }) => value);
    if (port === undefined || port === "") return [];
    const isNumber = /^\d+$/.test(String(port));
    // Numbers need no declaration; with one, another number is a question worth asking.
    if (isNumber && ports.length === 0) return [];
    if (ports.some((own) => (isNumber ? own.containerPort === Number(port) : own.name === port))) return [];
    const asked = quote(String(port));
    const declared = describe(ports);
    return [
      {
        message: {
          en: `${name} asks port ${asked}; declared: ${declared === "" ? "none" : declared}.`,
          ja: `${name} の対象はポート ${asked} です。宣言されているポート: ${declared === "" ? "なし" : declared}`,
        },
        pointer: `/${name}/${kind}/port`,
        detail: `probe:${name}`,
        ...(isNumber ? {} : { severity: "medium" }),
      },
    ];
  });
}

function describe(ports: readonly { readonly name?: string; readonly containerPort?: number }[]): string {
  return ports.map(({ name, containerPort }) => quote(name ?? String(containerPort ?? "?"))).join(", ");
}
