import type { PodSecurityQuestion } from "./forbidden-value.ts";
import {
  findHostNamespaces,
  findHostPaths,
  findHostPorts,
  findProbeHosts,
  findWindowsHostProcess,
} from "./host-access.ts";
import {
  findAppArmorProfiles,
  findSeccompProfiles,
  findSeccompProfilesMissing,
  findSeccompProfilesOutsideWindows,
  findSeLinuxOptions,
} from "./kernel-profiles.ts";
import {
  findCapabilitiesBeyondBaseline,
  findCapabilitiesBeyondRestricted,
  findKeptCapabilities,
  findPrivilegedContainers,
  findPrivilegeEscalation,
  findUnmaskedProc,
  findUnmaskedProcAlways,
} from "./privileges.ts";
import { findRestrictedVolumes } from "./restricted-volumes.ts";
import { findUnsafeSysctls } from "./sysctls.ts";
import { findRootNotRefused, findRootUser } from "./users.ts";

/** A level of the Pod Security Standards that forbids anything. */
export type PodSecurityLevel = "baseline" | "restricted";

/** One control of the Pod Security Standards. */
export interface PodSecurityControl {
  /** As Kubernetes' own admission names it. */
  readonly id: string;
  readonly level: PodSecurityLevel;
  /** The first minor version of the standard that has it. */
  readonly since: number;
  /** What the control asks; it fails when any of them gives anything. */
  readonly questions: readonly PodSecurityQuestion[];
  /** The control of the baseline in whose place it stands at the restricted level. */
  readonly replaces?: string;
}

/** Every control, those of the baseline first. Source: k8s.io/pod-security-admission 0.37. */
export const podSecurityControls: readonly PodSecurityControl[] = [
  { id: "appArmorProfile", level: "baseline", since: 0, questions: [findAppArmorProfiles] },
  { id: "capabilities_baseline", level: "baseline", since: 0, questions: [findCapabilitiesBeyondBaseline] },
  { id: "hostNamespaces", level: "baseline", since: 0, questions: [findHostNamespaces] },
  { id: "hostPathVolumes", level: "baseline", since: 0, questions: [findHostPaths] },
  { id: "hostPorts", level: "baseline", since: 0, questions: [findHostPorts] },
  { id: "hostProbesAndHostLifecycle", level: "baseline", since: 34, questions: [findProbeHosts] },
  { id: "privileged", level: "baseline", since: 0, questions: [findPrivilegedContainers] },
  { id: "procMount", level: "baseline", since: 0, questions: [findUnmaskedProc] },
  { id: "seLinuxOptions", level: "baseline", since: 0, questions: [findSeLinuxOptions] },
  { id: "seccompProfile_baseline", level: "baseline", since: 0, questions: [findSeccompProfiles] },
  { id: "sysctls", level: "baseline", since: 0, questions: [findUnsafeSysctls] },
  { id: "windowsHostProcess", level: "baseline", since: 0, questions: [findWindowsHostProcess] },
  { id: "allowPrivilegeEscalation", level: "restricted", since: 8, questions: [findPrivilegeEscalation] },
  {
    id: "capabilities_restricted",
    level: "restricted",
    since: 22,
    questions: [findKeptCapabilities, findCapabilitiesBeyondRestricted],
    replaces: "capabilities_baseline",
  },
  {
    id: "procMount_restricted",
    level: "restricted",
    since: 35,
    questions: [findUnmaskedProcAlways],
    replaces: "procMount",
  },
  {
    id: "restrictedVolumes",
    level: "restricted",
    since: 0,
    questions: [findRestrictedVolumes],
    replaces: "hostPathVolumes",
  },
  { id: "runAsNonRoot", level: "restricted", since: 0, questions: [findRootNotRefused] },
  { id: "runAsUser", level: "restricted", since: 23, questions: [findRootUser] },
  {
    id: "seccompProfile_restricted",
    level: "restricted",
    since: 19,
    questions: [findSeccompProfilesOutsideWindows, findSeccompProfilesMissing],
    replaces: "seccompProfile_baseline",
  },
];

/** Gives the controls of a level in a minor version. */
export function podSecurityControlsOf(level: PodSecurityLevel, minor: number): readonly PodSecurityControl[] {
  const inForce = podSecurityControls.filter(
    (control) => control.since <= minor && (level === "restricted" || control.level === "baseline"),
  );
  const replaced = new Set(inForce.map(({ replaces }) => replaces));
  return inForce.filter(({ id }) => !replaced.has(id));
}
