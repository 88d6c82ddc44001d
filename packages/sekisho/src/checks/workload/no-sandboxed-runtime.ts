import { quote } from "../../model/quote.ts";
import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import { definePodCheck } from "../manifest/define.ts";

export const noSandboxedRuntime = definePodCheck({
  id: "workload/no-sandboxed-runtime",
  aliases: [],
  title: { en: "Pod shares the kernel of its node", ja: "Pod がノードのカーネルを共有している" },
  severity: "low",
  why: {
    en: "A flaw in the kernel leads from the container to the node. A sandbox (Kata Containers, gVisor) puts a kernel of its own between them.",
    ja: "カーネルの脆弱性を通じてコンテナからノードに到達されます。サンドボックス（Kata Containers、gVisor）は間に独自のカーネルを置きます。",
  },
  remediation: {
    en: "Name a RuntimeClass with a sandboxed runtime in runtimeClassName.",
    ja: "サンドボックス化されたランタイムの RuntimeClass を runtimeClassName に指定してください。",
  },
  sources: ["NIST SP 800-190, 4.5.2: shared kernel", "Kubernetes documentation: Runtime Class"],
  isOptional: true,
  parameters: {
    sandboxes: {
      type: "string-list",
      default: ["gvisor", "runsc", "kata"],
      description: {
        en: "Names of RuntimeClasses or handlers that are sandboxes; kata also means kata-qemu.",
        ja: "サンドボックスとみなす RuntimeClass またはハンドラーの名前。kata は kata-qemu なども含みます。",
      },
    },
  },
  examples: {
    fail: ["spec: { containers: [] }", "spec: { runtimeClassName: nvidia, containers: [] }"],
    pass: [
      "spec: { runtimeClassName: gvisor, containers: [] }",
      `apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: secure }
handler: kata-qemu
---
apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { runtimeClassName: secure, containers: [] }`,
    ],
  },
  evaluate({ spec }, { set, parameters }) {
    const { runtimeClassName: name } = spec;
    const runtimeClass = name === undefined ? undefined : set.find("RuntimeClass", "", name);
    const handler = findTextAt(runtimeClass?.content, "handler") ?? name;
    if (handler !== undefined && parameters.sandboxes.some((sandbox) => isKind(handler, sandbox))) return [];
    const message =
      name === undefined
        ? { en: "runtimeClassName is not set.", ja: "runtimeClassName が未設定です。" }
        : {
            en: `RuntimeClass ${quote(name)} is no known sandbox.`,
            ja: `RuntimeClass ${quote(name)} はサンドボックスではありません。`,
          };
    return [{ message, pointer: "/spec/runtimeClassName" }];
  },
});

function isKind(handler: string, sandbox: string): boolean {
  return handler === sandbox || handler.startsWith(`${sandbox}-`);
}
