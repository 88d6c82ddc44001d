import type { Text } from "../model/text.ts";
import { newestKubernetesMinor, oldestKubernetesMinor } from "../semantics/kubernetes/kubernetes-version.ts";
import {
  type PodSecurityControlId,
  type PodSecurityLevel,
  podSecurityControlsOf,
} from "../semantics/pod-security/controls.ts";
import { type Control, defineFramework, type Framework } from "./framework.ts";

/** What a control demands in our words, and the checks that together find what the admission plugin refuses. */
const controls: Readonly<Record<PodSecurityControlId, Omit<Control, "id">>> = {
  appArmorProfile: {
    title: { en: "AppArmor is not switched off", ja: "AppArmor を無効化しないこと" },
    checks: ["workload/apparmor-unconfined"],
  },
  capabilities_baseline: {
    title: {
      en: "No capability beyond the default ones is added",
      ja: "既定の範囲を超えるケーパビリティを追加しないこと",
    },
    checks: ["workload/capability-added"],
  },
  hostNamespaces: {
    title: { en: "Namespaces of the node are not shared", ja: "ノードの名前空間を共有しないこと" },
    checks: ["workload/host-ipc", "workload/host-network", "workload/host-pid"],
  },
  hostPathVolumes: {
    title: { en: "Paths of the node are not mounted", ja: "ノードのパスをマウントしないこと" },
    checks: [
      "workload/host-path",
      "workload/host-path-sensitive",
      "workload/node-credential-mounted",
      "workload/runtime-socket",
    ],
  },
  hostPorts: {
    title: { en: "Ports of the node are not taken", ja: "ノードのポートを使用しないこと" },
    checks: ["workload/host-port"],
  },
  hostProbesAndHostLifecycle: {
    title: { en: "Probes and hooks ask the pod itself", ja: "プローブとフックの接続先を Pod 自身に限ること" },
    checks: ["workload/probe-host"],
  },
  privileged: {
    title: { en: "No container is privileged", ja: "特権コンテナを使用しないこと" },
    checks: ["workload/privileged"],
  },
  procMount: {
    title: { en: "/proc stays masked", ja: "/proc のマスクを外さないこと" },
    checks: ["workload/unmasked-proc"],
  },
  seLinuxOptions: {
    title: { en: "SELinux keeps the types of containers", ja: "SELinux のコンテナ用タイプを変更しないこと" },
    checks: ["workload/selinux-options"],
  },
  seccompProfile_baseline: {
    title: { en: "Seccomp is not switched off", ja: "seccomp を無効化しないこと" },
    checks: ["workload/seccomp-unconfined"],
  },
  sysctls: {
    title: { en: "Only safe sysctls are set", ja: "安全な sysctl だけを設定すること" },
    checks: ["workload/unsafe-sysctl"],
  },
  windowsHostProcess: {
    title: { en: "No container is a process of its Windows node", ja: "HostProcess コンテナを使用しないこと" },
    checks: ["workload/windows-host-process"],
  },
  allowPrivilegeEscalation: {
    title: { en: "Privileges cannot be gained", ja: "権限昇格を許可しないこと" },
    checks: ["workload/privilege-escalation"],
  },
  capabilities_restricted: {
    title: {
      en: "All capabilities are dropped; NET_BIND_SERVICE at most is added",
      ja: "すべてのケーパビリティを破棄し、追加は NET_BIND_SERVICE に限ること",
    },
    checks: ["workload/capabilities-kept", "workload/capability-added", "workload/needless-capability"],
  },
  procMount_restricted: {
    title: {
      en: "/proc stays masked, in user namespaces too",
      ja: "ユーザー名前空間内でも /proc のマスクを外さないこと",
    },
    checks: ["workload/unmasked-proc", "workload/unmasked-proc-in-user-namespace"],
  },
  restrictedVolumes: {
    title: { en: "Volumes are of kinds that the cluster manages", ja: "ボリュームの種類を限定すること" },
    checks: [
      "workload/git-repo-volume",
      "workload/host-path",
      "workload/host-path-sensitive",
      "workload/node-credential-mounted",
      "workload/runtime-socket",
      "workload/volume-type",
    ],
  },
  runAsNonRoot: {
    title: { en: "Root is refused", ja: "root での実行を拒否すること" },
    checks: ["workload/root-not-refused", "workload/root-user"],
  },
  runAsUser: {
    title: { en: "User 0 is not set", ja: "ユーザー 0 を指定しないこと" },
    checks: ["workload/root-user"],
  },
  seccompProfile_restricted: {
    title: { en: "A seccomp profile is set", ja: "seccomp プロファイルを設定すること" },
    checks: ["workload/seccomp-not-set", "workload/seccomp-unconfined"],
  },
};

const titles: Readonly<Record<PodSecurityLevel, Text>> = {
  baseline: { en: "Pod Security Standards, baseline", ja: "Pod Security Standards（baseline）" },
  restricted: { en: "Pod Security Standards, restricted", ja: "Pod Security Standards（restricted）" },
};

/** The Pod Security Standards, both levels of every minor version that the checks know. */
export const podSecurityStandards: readonly Framework[] = listMinors().flatMap((minor) => [
  podSecurityStandard("baseline", minor),
  podSecurityStandard("restricted", minor),
]);

function podSecurityStandard(level: PodSecurityLevel, minor: number): Framework {
  return defineFramework({
    id: `pss-${level}@1.${minor}`,
    title: titles[level],
    version: `1.${minor}`,
    source: `Kubernetes documentation, Pod Security Standards, v1.${minor}`,
    kubernetesMinor: minor,
    controls: podSecurityControlsOf(level, minor).map(({ id }) => ({ id, ...controls[id] })),
  });
}

function listMinors(): readonly number[] {
  const count = newestKubernetesMinor - oldestKubernetesMinor + 1;
  return Array.from({ length: count }, (_, index) => oldestKubernetesMinor + index);
}
