import { findHostPorts } from "../../semantics/pod-security/host-access.ts";
import { definePodCheck } from "../manifest/define.ts";

export const hostPort = definePodCheck({
  id: "workload/host-port",
  aliases: [
    "checkov:CKV_K8S_26",
    "kube-bench:5.2.12",
    "kubescape:C-0044",
    "kubescape:C-0204",
    "kyverno:disallow-host-ports",
    "polaris:hostPortSet",
    "trivy:KSV-0024",
  ],
  title: { en: "Container takes a port of its node", ja: "コンテナがノードのポートを使用している" },
  severity: "medium",
  why: {
    en: "The port is reachable at the node's address past Services and often past network policies, and only one such pod fits on a node.",
    ja: "Service を経由せずノードのアドレスで接続でき、ネットワークポリシーが効かない場合もあります。また、ノードごとに 1 つの Pod しか配置できません。",
  },
  remediation: {
    en: "Delete hostPort and publish the port with a Service.",
    ja: "hostPort を削除し、ポートは Service で公開してください。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: Host Ports"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, ports: [{ containerPort: 80, hostPort: 8080 }] }] }",
      "spec: { initContainers: [{ name: setup, ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 81 }] }], containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, ports: [{ containerPort: 80 }] }] }",
      "spec: { containers: [{ name: app, ports: [{ containerPort: 80, hostPort: 0 }] }] }",
    ],
  },
  evaluate(template, { set }) {
    return findHostPorts(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: { en: `hostPort is ${value}.`, ja: `hostPort に ${value} が指定されています。` },
      pointer,
      detail: `port:${value}`,
      // With the node's own network every port is one of the node's: that is the other check's finding.
      severity: template.spec.hostNetwork === true ? "info" : "medium",
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
