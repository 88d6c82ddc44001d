import { definePodCheck } from "../manifest/define.ts";

export const hostUsers = definePodCheck({
  id: "workload/host-users",
  aliases: ["kubesec:HostUsers"],
  title: { en: "Pod shares its node's user numbers", ja: "Pod がノードとユーザー名前空間を共有している" },
  severity: "low",
  why: {
    en: "Root in the container is root on the node once it escapes. In a user namespace it is nobody there.",
    ja: "コンテナの root は、エスケープするとノードの root になります。ユーザー名前空間を分離すると、ノードでは権限のないユーザーになります。",
  },
  remediation: {
    en: "Set hostUsers: false where the nodes support user namespaces (Kubernetes 1.33 and later by default).",
    ja: "ノードがユーザー名前空間に対応していれば（Kubernetes 1.33 以降の既定）、hostUsers: false を設定してください。",
  },
  sources: ["Kubernetes documentation: User Namespaces"],
  isOptional: true,
  examples: {
    fail: ["spec: { containers: [{ name: app }] }", "spec: { hostUsers: true, containers: [{ name: app }] }"],
    pass: [
      "spec: { hostUsers: false, containers: [{ name: app }] }",
      "spec: { hostNetwork: true, containers: [{ name: app }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
    ],
  },
  evaluate({ spec, system }) {
    // The API server refuses hostUsers: false together with a namespace of the node.
    const sharesNode = spec.hostNetwork === true || spec.hostPID === true || spec.hostIPC === true;
    if (system === "windows" || spec.hostUsers === false || sharesNode) return [];
    const message =
      spec.hostUsers === undefined
        ? { en: "hostUsers is not set; the default is true.", ja: "hostUsers が未設定です（既定値は true）。" }
        : { en: "hostUsers is true.", ja: "hostUsers が true です。" };
    return [
      {
        message,
        pointer: "/spec/hostUsers",
        fix: { safety: "proposal", changes: [{ set: "/spec/hostUsers", value: false }] },
      },
    ];
  },
});
