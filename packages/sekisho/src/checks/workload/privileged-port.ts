import { defineContainerCheck } from "../manifest/define.ts";

export const privilegedPort = defineContainerCheck({
  id: "workload/privileged-port",
  aliases: ["kube-linter:privileged-ports", "trivy:KSV-0117"],
  title: { en: "Container listens on a privileged port", ja: "コンテナが特権ポートで待ち受ける" },
  severity: "low",
  why: {
    en: "Ports below 1024 take root or NET_BIND_SERVICE on older runtimes; a Service can publish any port on another one.",
    ja: "1024 未満のポートは、古いランタイムでは root または NET_BIND_SERVICE を必要とします。公開するポートは Service 側で変更できます。",
  },
  remediation: {
    en: "Listen on a port above 1023, and let the Service translate.",
    ja: "1024 以上のポートで待ち受け、Service で変換してください。",
  },
  sources: ["kube-linter: privileged-ports"],
  isOptional: true,
  examples: {
    fail: [
      "spec: { containers: [{ name: app, ports: [{ containerPort: 80 }] }] }",
      "spec: { containers: [{ name: app, ports: [{ containerPort: 8080 }, { containerPort: 1023 }] }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, ports: [{ containerPort: 1024 }] }] }",
      "spec: { containers: [{ name: app }] }",
    ],
  },
  evaluate({ spec }) {
    return (spec.ports ?? []).flatMap(({ value: { containerPort = 0 } }, index) =>
      containerPort > 0 && containerPort < 1024
        ? [
            {
              message: { en: `containerPort is ${containerPort}.`, ja: `containerPort が ${containerPort} です。` },
              pointer: `/ports/${index}/containerPort`,
              detail: `port:${containerPort}`,
            },
          ]
        : [],
    );
  },
});
