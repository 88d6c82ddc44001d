import type { ManifestFix } from "../../semantics/kubernetes/manifest-change.ts";
import { gainsNoPrivileges } from "../../semantics/pod-security/harmless-settings.ts";
import { findPrivilegeEscalation } from "../../semantics/pod-security/privileges.ts";
import type { PodContainer } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck } from "../manifest/define.ts";

export const privilegeEscalation = definePodCheck({
  id: "workload/privilege-escalation",
  aliases: [
    "checkov:CKV_K8S_20",
    "kube-bench:5.2.6",
    "kube-linter:privilege-escalation-container",
    "kubeaudit:AllowPrivilegeEscalationNil",
    "kubeaudit:AllowPrivilegeEscalationTrue",
    "kubescape:C-0016",
    "kubescape:C-0197",
    "kubesec:AllowPrivilegeEscalation",
    "kyverno:disallow-privilege-escalation",
    "polaris:privilegeEscalationAllowed",
    "trivy:KSV-0001",
  ],
  title: { en: "Container may gain privileges", ja: "コンテナ内で権限昇格が可能" },
  severity: "low",
  severityReason: {
    en: "Most manifests leave it out; who sets it to true has chosen it: that is medium.",
    ja: "多くのマニフェストで省略されている設定です。明示的に true の場合は「中」とします。",
  },
  why: {
    en: "A program with the setuid bit or file capabilities gives an attacker in the container more rights than its process began with.",
    ja: "setuid ビットやファイルケーパビリティを持つプログラムを通じて、侵入者がコンテナ起動時よりも強い権限を得られます。",
  },
  remediation: {
    en: "Set allowPrivilegeEscalation: false.",
    ja: "allowPrivilegeEscalation: false を設定してください。",
  },
  sources: [
    "Kubernetes Pod Security Standards, Restricted: Privilege Escalation",
    "CIS Kubernetes Benchmark 5.2: allowPrivilegeEscalation",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { runAsUser: 1000, capabilities: { drop: [ALL] } } }] }",
      "spec: { containers: [{ name: app, securityContext: { allowPrivilegeEscalation: true } }] }",
      "spec: { containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { allowPrivilegeEscalation: false } }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findPrivilegeEscalation(template, set.kubernetesMinor).map(({ container, pointer, value }) => {
      const message =
        value === ""
          ? {
              en: "allowPrivilegeEscalation is not set; the default is true.",
              ja: "allowPrivilegeEscalation が未設定です（既定値は true）。",
            }
          : { en: "allowPrivilegeEscalation is true.", ja: "allowPrivilegeEscalation が true です。" };
      const violation = { container, message, pointer, severity: value === "" ? "low" : "medium" } as const;
      return mustEscalate(container)
        ? violation
        : { ...violation, fix: { safety: safetyFor(container), changes: [{ set: pointer, value: false }] } };
    });
  },
});

/** Programs such as sudo and ping stop working; where they can give nothing anyway, nobody misses them. */
function safetyFor(container: PodContainer | undefined): ManifestFix["safety"] {
  return container !== undefined && gainsNoPrivileges(container) ? "safe" : "proposal";
}

/** The API server refuses `false` for privileged containers and for those with SYS_ADMIN. */
function mustEscalate(container: PodContainer | undefined): boolean {
  const context = container?.spec.securityContext;
  return (
    context?.privileged === true || (context?.capabilities?.add ?? []).some((name) => /^(?:CAP_)?SYS_ADMIN$/.test(name))
  );
}
