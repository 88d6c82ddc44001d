import { defineDemandCheck } from "./define-demand-check.ts";

export const noSandbox = defineDemandCheck({
  id: "data-class/no-sandbox",
  demand: "sandboxed-runtime",
  aliases: [],
  title: {
    en: "Service that must run in a sandbox shares its node's kernel",
    ja: "サンドボックスが必要なサービスがノードのカーネルを共有している",
  },
  severity: "medium",
  why: {
    en: "The security policy demands a sandboxed runtime for this service. A flaw of the shared kernel is enough to leave a container.",
    ja: "このサービスには、セキュリティポリシーによりサンドボックス化されたランタイムが必要です。共有カーネルの脆弱性だけで、コンテナから脱出されるおそれがあります。",
  },
  remediation: {
    en: "Set runtimeClassName to a RuntimeClass of gVisor or Kata Containers.",
    ja: "gVisor や Kata Containers の RuntimeClass を runtimeClassName に指定してください。",
  },
  sources: ["NIST SP 800-190, sections 3.4.3 and 4.5.2", "Kubernetes documentation, Runtime Class"],
  examples: {
    fail: [
      "",
      {
        spec: "{ runtimeClassName: quick, containers: [{ name: app, image: a }] }",
        beside: `kind: RuntimeClass
apiVersion: node.k8s.io/v1
metadata: { name: quick }
handler: runc`,
      },
    ],
    pass: [
      { spec: "{ runtimeClassName: gvisor, containers: [{ name: app, image: a }] }", beside: "" },
      {
        spec: "{ runtimeClassName: safe, containers: [{ name: app, image: a }] }",
        beside: `kind: RuntimeClass
apiVersion: node.k8s.io/v1
metadata: { name: safe }
handler: kata-qemu`,
      },
    ],
  },
});
