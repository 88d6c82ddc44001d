import { quote } from "../../model/quote.ts";
import { findUnsafeSysctls } from "../../semantics/pod-security/sysctls.ts";
import { definePodCheck } from "../manifest/define.ts";

export const unsafeSysctl = definePodCheck({
  id: "workload/unsafe-sysctl",
  aliases: ["kube-linter:unsafe-sysctls", "kyverno:restrict-sysctls", "trivy:KSV-0026"],
  title: { en: "Pod sets an unsafe sysctl", ja: "安全でない sysctl が設定されている" },
  severity: "medium",
  why: {
    en: "Unsafe sysctls weaken protections, reach other pods of the node or starve it; nodes refuse the pod unless they allow them.",
    ja: "安全でない sysctl は、保護機能の弱体化やノード上の他の Pod への影響、資源の枯渇を招きます。ノードで許可されていなければ Pod は起動しません。",
  },
  remediation: {
    en: "Delete the sysctl, or set it on the nodes that need it.",
    ja: "sysctl を削除するか、必要なノード側で設定してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: Sysctls"],
  examples: {
    fail: [
      'spec: { securityContext: { sysctls: [{ name: kernel.msgmax, value: "65536" }] }, containers: [{ name: app }] }',
      {
        manifests: `apiVersion: v1
kind: Pod
metadata: { name: app }
spec: { securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "4096 87380 6291456" }] }, containers: [{ name: app }] }`,
        kubernetesMinor: 31,
      },
    ],
    pass: [
      'spec: { securityContext: { sysctls: [{ name: net.ipv4.tcp_rmem, value: "4096 87380 6291456" }] }, containers: [{ name: app }] }',
      "spec: { containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findUnsafeSysctls(template, set.kubernetesMinor).map(({ pointer, value }) => ({
      message: { en: `Sysctl ${quote(value)} is set.`, ja: `sysctl ${quote(value)} が設定されています。` },
      pointer: `${pointer}/name`,
      detail: `sysctl:${value}`,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
