import { findWindowsHostProcess } from "../../semantics/pod-security/host-access.ts";
import { definePodCheck } from "../manifest/define.ts";

export const windowsHostProcess = definePodCheck({
  id: "workload/windows-host-process",
  aliases: [
    "kube-bench:5.2.10",
    "kubescape:C-0202",
    "kyverno:disallow-host-process",
    "polaris:hostProcess",
    "trivy:KSV-0103",
  ],
  title: { en: "Container is a process of its Windows node", ja: "コンテナが Windows ノードのプロセスとして動作する" },
  severity: "high",
  why: {
    en: "A HostProcess container runs on the node without isolation, with its files, network and services.",
    ja: "HostProcess コンテナはノード上で隔離されずに動作し、ノードのファイル、ネットワーク、サービスにアクセスできます。",
  },
  remediation: {
    en: "Delete hostProcess where the pod does not administer the node.",
    ja: "ノードの管理が目的でなければ hostProcess を削除してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: HostProcess"],
  examples: {
    fail: [
      "spec: { securityContext: { windowsOptions: { hostProcess: true } }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { windowsOptions: { hostProcess: true } } }] }",
    ],
    pass: [
      "spec: { securityContext: { windowsOptions: { hostProcess: false } }, containers: [{ name: app }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findWindowsHostProcess(template, set.kubernetesMinor).map(({ container, pointer }) => ({
      container,
      message: { en: "hostProcess is true.", ja: "hostProcess が true です。" },
      pointer,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
