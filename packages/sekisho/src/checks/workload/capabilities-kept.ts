import { quote } from "../../model/quote.ts";
import { findKeptCapabilities } from "../../semantics/pod-security/privileges.ts";
import { definePodCheck } from "../manifest/define.ts";

export const capabilitiesKept = definePodCheck({
  id: "workload/capabilities-kept",
  aliases: [
    "checkov:CKV_K8S_28",
    "checkov:CKV_K8S_37",
    "kube-bench:5.2.8",
    "kube-linter:drop-net-raw-capability",
    "kubeaudit:CapabilityOrSecurityContextMissing",
    "kubeaudit:CapabilityShouldDropAll",
    "kubescape:C-0199",
    "kubescape:C-0201",
    "kubesec:CapDropAll",
    "kubesec:CapDropAny",
    "kyverno:require-drop-all",
    "polaris:insecureCapabilities",
    "trivy:KSV-0003",
    "trivy:KSV-0004",
    "trivy:KSV-0106",
  ],
  title: { en: "Container keeps the default capabilities", ja: "既定のケーパビリティが破棄されていない" },
  severity: "low",
  why: {
    en: "The runtime leaves about a dozen capabilities to every container, among them forging packets and changing owners of files. Hardly any program needs them.",
    ja: "ランタイムは、パケット偽造やファイル所有者の変更を含む十数個のケーパビリティを既定で付与しますが、ほとんどのプログラムには不要です。",
  },
  remediation: {
    en: "Set capabilities.drop to [ALL], and add back what the program needs.",
    ja: "capabilities.drop に ALL を指定し、必要なものだけを追加してください。",
  },
  sources: [
    "Kubernetes Pod Security Standards, Restricted: Capabilities",
    "CIS Kubernetes Benchmark 5.2: capabilities",
  ],
  examples: {
    fail: [
      "spec: { containers: [{ name: app }] }",
      "spec: { containers: [{ name: app, securityContext: { capabilities: { drop: [NET_RAW] } } }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { capabilities: { drop: [ALL] } } }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
    ],
  },
  evaluate(template, { set }) {
    return findKeptCapabilities(template, set.kubernetesMinor).map(({ container, pointer, value }) => {
      const message =
        value === ""
          ? { en: "No capability is dropped.", ja: "破棄されるケーパビリティがありません。" }
          : {
              en: `Only ${quote(value)} is dropped, not ALL.`,
              ja: `ALL ではなく ${quote(value)} だけを破棄しています。`,
            };
      return { container, message, pointer, fix: { safety: "proposal", changes: [{ set: pointer, value: ["ALL"] }] } };
    });
  },
});
