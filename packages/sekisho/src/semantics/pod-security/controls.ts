/** A level of the Pod Security Standards that forbids anything. */
export type PodSecurityLevel = "baseline" | "restricted";

/** A control, as Kubernetes' own admission names it. */
export type PodSecurityControlId =
  | "appArmorProfile"
  | "capabilities_baseline"
  | "hostNamespaces"
  | "hostPathVolumes"
  | "hostPorts"
  | "hostProbesAndHostLifecycle"
  | "privileged"
  | "procMount"
  | "seLinuxOptions"
  | "seccompProfile_baseline"
  | "sysctls"
  | "windowsHostProcess"
  | "allowPrivilegeEscalation"
  | "capabilities_restricted"
  | "procMount_restricted"
  | "restrictedVolumes"
  | "runAsNonRoot"
  | "runAsUser"
  | "seccompProfile_restricted";

/** One control of the Pod Security Standards. */
export interface PodSecurityControl {
  readonly id: PodSecurityControlId;
  readonly level: PodSecurityLevel;
  /** The first minor version of the standard that has it. */
  readonly since: number;
  /** The control of the baseline in whose place it stands at the restricted level. */
  readonly replaces?: PodSecurityControlId;
}

/** Every control, those of the baseline first. Source: k8s.io/pod-security-admission 0.37. */
const podSecurityControls: readonly PodSecurityControl[] = [
  { id: "appArmorProfile", level: "baseline", since: 0 },
  { id: "capabilities_baseline", level: "baseline", since: 0 },
  { id: "hostNamespaces", level: "baseline", since: 0 },
  { id: "hostPathVolumes", level: "baseline", since: 0 },
  { id: "hostPorts", level: "baseline", since: 0 },
  { id: "hostProbesAndHostLifecycle", level: "baseline", since: 34 },
  { id: "privileged", level: "baseline", since: 0 },
  { id: "procMount", level: "baseline", since: 0 },
  { id: "seLinuxOptions", level: "baseline", since: 0 },
  { id: "seccompProfile_baseline", level: "baseline", since: 0 },
  { id: "sysctls", level: "baseline", since: 0 },
  { id: "windowsHostProcess", level: "baseline", since: 0 },
  { id: "allowPrivilegeEscalation", level: "restricted", since: 8 },
  {
    id: "capabilities_restricted",
    level: "restricted",
    since: 22,
    replaces: "capabilities_baseline",
  },
  {
    id: "procMount_restricted",
    level: "restricted",
    since: 35,
    replaces: "procMount",
  },
  {
    id: "restrictedVolumes",
    level: "restricted",
    since: 0,
    replaces: "hostPathVolumes",
  },
  { id: "runAsNonRoot", level: "restricted", since: 0 },
  { id: "runAsUser", level: "restricted", since: 23 },
  {
    id: "seccompProfile_restricted",
    level: "restricted",
    since: 19,
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
