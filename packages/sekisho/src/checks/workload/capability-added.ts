import { findCapabilitiesBeyondBaseline } from "../../semantics/pod-security/privileges.ts";
import { definePodCheck } from "../manifest/define.ts";

export const capabilityAdded = definePodCheck({
  id: "workload/capability-added",
  aliases: [
    "checkov:CKV_K8S_25",
    "checkov:CKV_K8S_39",
    "kube-bench:5.2.9",
    "kubeaudit:CapabilityAdded",
    "kubescape:C-0046",
    "kubescape:C-0200",
    "kubesec:CapSysAdmin",
    "kyverno:adding-capabilities-strict",
    "kyverno:disallow-capabilities",
    "polaris:dangerousCapabilities",
    "trivy:KSV-0005",
    "trivy:KSV-0022",
    "trivy:KSV-0106",
    "trivy:KSV-0119",
    "trivy:KSV-0120",
  ],
  title: { en: "Container has a dangerous capability", ja: "危険なケーパビリティが追加されている" },
  severity: "medium",
  severityReason: {
    en: "High for capabilities that alone lead to the node.",
    ja: "単独でノードの掌握につながるケーパビリティは「高」とします。",
  },
  why: {
    en: "The capability lets the process do what otherwise only the node's root may: load code into the kernel, read other processes, change the network.",
    ja: "カーネルへのコード読み込み、他プロセスの読み取り、ネットワークの変更など、本来はノードの root だけに許された操作が可能になります。",
  },
  remediation: {
    en: "Delete the capability from capabilities.add, or move what needs it to a pod of its own.",
    ja: "capabilities.add から削除するか、必要とする処理を専用の Pod に分離してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: Capabilities", "capabilities(7)"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { capabilities: { add: [SYS_ADMIN] } } }] }",
      "spec: { containers: [{ name: app, securityContext: { capabilities: { add: [CHOWN, NET_RAW] } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { capabilities: { add: [CHOWN, NET_BIND_SERVICE] } } }] }",
      "spec: { containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findCapabilitiesBeyondBaseline(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: { en: `Capability ${value} is added.`, ja: `ケーパビリティ ${value} が追加されています。` },
      pointer,
      detail: `capability:${value}`,
      severity: ownsNode.has(value.toUpperCase().replace(/^CAP_/, "")) ? "high" : "medium",
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});

/** Capabilities with which a process of a container takes its node over. Source: capabilities(7). */
const ownsNode: ReadonlySet<string> = new Set([
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "MAC_ADMIN",
  "MAC_OVERRIDE",
  "PERFMON",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
]);
