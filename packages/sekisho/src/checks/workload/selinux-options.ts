import { quote } from "../../model/quote.ts";
import { findSeLinuxOptions } from "../../semantics/pod-security/kernel-profiles.ts";
import { definePodCheck } from "../manifest/define.ts";

export const selinuxOptions = definePodCheck({
  id: "workload/selinux-options",
  aliases: ["kubescape:C-0055", "kyverno:disallow-selinux", "polaris:linuxHardening", "trivy:KSV-0025"],
  title: { en: "SELinux confinement is changed", ja: "SELinux による隔離が変更されている" },
  severity: "medium",
  why: {
    en: "Types other than those of containers (spc_t, unconfined_t), another user or role lift the separation of the container from its node.",
    ja: "コンテナ用以外のタイプ（spc_t、unconfined_t など）やユーザー、ロールを指定すると、コンテナとノードの隔離が失われます。",
  },
  remediation: {
    en: "Delete type, user and role of seLinuxOptions; the level may stay.",
    ja: "seLinuxOptions の type、user、role を削除してください。level は残してかまいません。",
  },
  sources: ["Kubernetes Pod Security Standards, Baseline: SELinux"],
  examples: {
    fail: [
      "spec: { securityContext: { seLinuxOptions: { type: spc_t } }, containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { seLinuxOptions: { user: system_u, role: system_r } } }] }",
    ],
    pass: [
      'spec: { containers: [{ name: app, securityContext: { seLinuxOptions: { level: "s0:c123,c456" } } }] }',
      "spec: { securityContext: { seLinuxOptions: { type: container_engine_t } }, containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findSeLinuxOptions(template, set.kubernetesMinor).map(({ container, pointer, value }) => ({
      container,
      message: {
        en: `seLinuxOptions sets ${quote(value)}.`,
        ja: `seLinuxOptions に ${quote(value)} が指定されています。`,
      },
      pointer,
      detail: `field:${pointer.slice(pointer.lastIndexOf("/") + 1)}`,
      fix: { safety: "proposal", changes: [{ remove: pointer }] },
    }));
  },
});
