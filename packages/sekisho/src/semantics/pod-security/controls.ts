import type { PodSecurityQuestion } from "./forbidden-value.ts";
import { hostNamespaces, hostPathVolumes, hostPorts, probeHosts, windowsHostProcess } from "./host-access.ts";
import {
  appArmorProfiles,
  seccompProfiles,
  seccompProfilesMissing,
  seccompProfilesOutsideWindows,
  seLinuxOptions,
} from "./kernel-profiles.ts";
import {
  capabilitiesBeyondBaseline,
  capabilitiesBeyondRestricted,
  capabilitiesKept,
  privilegedContainers,
  privilegeEscalation,
  unmaskedProc,
  unmaskedProcAlways,
} from "./privileges.ts";
import { restrictedVolumes } from "./restricted-volumes.ts";
import { unsafeSysctls } from "./sysctls.ts";
import { rootNotRefused, rootUser } from "./users.ts";

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
  { id: "appArmorProfile", level: "baseline", since: 0, questions: [appArmorProfiles] },
  { id: "capabilities_baseline", level: "baseline", since: 0, questions: [capabilitiesBeyondBaseline] },
  { id: "hostNamespaces", level: "baseline", since: 0, questions: [hostNamespaces] },
  { id: "hostPathVolumes", level: "baseline", since: 0, questions: [hostPathVolumes] },
  { id: "hostPorts", level: "baseline", since: 0, questions: [hostPorts] },
  { id: "hostProbesAndHostLifecycle", level: "baseline", since: 34, questions: [probeHosts] },
  { id: "privileged", level: "baseline", since: 0, questions: [privilegedContainers] },
  { id: "procMount", level: "baseline", since: 0, questions: [unmaskedProc] },
  { id: "seLinuxOptions", level: "baseline", since: 0, questions: [seLinuxOptions] },
  { id: "seccompProfile_baseline", level: "baseline", since: 0, questions: [seccompProfiles] },
  { id: "sysctls", level: "baseline", since: 0, questions: [unsafeSysctls] },
  { id: "windowsHostProcess", level: "baseline", since: 0, questions: [windowsHostProcess] },
  { id: "allowPrivilegeEscalation", level: "restricted", since: 8, questions: [privilegeEscalation] },
  {
    id: "capabilities_restricted",
    level: "restricted",
    since: 22,
    questions: [capabilitiesKept, capabilitiesBeyondRestricted],
    replaces: "capabilities_baseline",
  },
  {
    id: "procMount_restricted",
    level: "restricted",
    since: 35,
    questions: [unmaskedProcAlways],
    replaces: "procMount",
  },
  {
    id: "restrictedVolumes",
    level: "restricted",
    since: 0,
    questions: [restrictedVolumes],
    replaces: "hostPathVolumes",
  },
  { id: "runAsNonRoot", level: "restricted", since: 0, questions: [rootNotRefused] },
  { id: "runAsUser", level: "restricted", since: 23, questions: [rootUser] },
  {
    id: "seccompProfile_restricted",
    level: "restricted",
    since: 19,
    questions: [seccompProfilesOutsideWindows, seccompProfilesMissing],
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
