import { hasAnyway } from "../../semantics/pod-security/harmless-settings.ts";
import { baselineCapabilities, findCapabilitiesBeyondRestricted } from "../../semantics/pod-security/privileges.ts";
import { definePodCheck } from "../manifest/define.ts";

export const needlessCapability = definePodCheck({
  id: "workload/needless-capability",
  aliases: ["checkov:CKV_K8S_25", "kubeaudit:CapabilityAdded", "trivy:KSV-0106"],
  title: {
    en: "Container adds a capability that few programs need",
    ja: "多くのプログラムに不要なケーパビリティが追加されている",
  },
  severity: "low",
  why: {
    en: "Runtimes grant it by default, yet only NET_BIND_SERVICE is worth it under the restricted standard; every other one widens what a taken-over process can do.",
    ja: "ランタイムの既定でも許可されるケーパビリティですが、restricted で許可されるのは NET_BIND_SERVICE だけです。それ以外は、侵害されたプロセスにできることを増やします。",
  },
  remediation: {
    en: "Drop ALL and add NET_BIND_SERVICE at most.",
    ja: "ALL を drop し、追加は NET_BIND_SERVICE だけにしてください。",
  },
  sources: ["Kubernetes Pod Security Standards, Restricted: Capabilities"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { capabilities: { drop: [ALL], add: [CHOWN] } } }] }",
      "spec: { initContainers: [{ name: setup, securityContext: { capabilities: { add: [SETUID] } } }], containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, securityContext: { capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } } }] }",
      "spec: { containers: [{ name: app, securityContext: { capabilities: { add: [SYS_ADMIN] } } }] }",
    ],
  },
  evaluate(template, { set }) {
    // Those beyond the baseline are named by workload/capability-added.
    return findCapabilitiesBeyondRestricted(template, set.kubernetesMinor)
      .filter(({ value }) => baselineCapabilities.has(value))
      .map(({ container, pointer, value }) => ({
        container,
        message: { en: `Capability ${value} is added.`, ja: `ケーパビリティ ${value} が追加されています。` },
        pointer,
        detail: `capability:${value}`,
        // What every runtime gives anyway need not be added.
        fix: {
          safety: container !== undefined && hasAnyway(container, value) ? "safe" : "proposal",
          changes: [{ remove: pointer }],
        },
      }));
  },
});
