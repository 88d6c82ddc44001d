import type { PodTemplate } from "../pod-settings/pod-template.ts";
import {
  type PodSecurityControl,
  type PodSecurityControlId,
  type PodSecurityLevel,
  podSecurityControlsOf,
} from "./controls.ts";
import type { ForbiddenValue, PodSecurityQuestion } from "./forbidden-value.ts";
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

/** What each control asks; it fails when any of its questions gives anything. */
const questions: Readonly<Record<PodSecurityControlId, readonly PodSecurityQuestion[]>> = {
  appArmorProfile: [findAppArmorProfiles],
  capabilities_baseline: [findCapabilitiesBeyondBaseline],
  hostNamespaces: [findHostNamespaces],
  hostPathVolumes: [findHostPaths],
  hostPorts: [findHostPorts],
  hostProbesAndHostLifecycle: [findProbeHosts],
  privileged: [findPrivilegedContainers],
  procMount: [findUnmaskedProc],
  seLinuxOptions: [findSeLinuxOptions],
  seccompProfile_baseline: [findSeccompProfiles],
  sysctls: [findUnsafeSysctls],
  windowsHostProcess: [findWindowsHostProcess],
  allowPrivilegeEscalation: [findPrivilegeEscalation],
  capabilities_restricted: [findKeptCapabilities, findCapabilitiesBeyondRestricted],
  procMount_restricted: [findUnmaskedProcAlways],
  restrictedVolumes: [findRestrictedVolumes],
  runAsNonRoot: [findRootNotRefused],
  runAsUser: [findRootUser],
  seccompProfile_restricted: [findSeccompProfilesOutsideWindows, findSeccompProfilesMissing],
};

/** A control that a pod does not meet, and why. */
export interface FailedControl {
  readonly control: PodSecurityControl;
  readonly values: readonly [ForbiddenValue, ...ForbiddenValue[]];
}

/**
 * Gives the controls of a level of the Pod Security Standards that a pod does not meet, as the admission plugin of
 * Kubernetes decides for the version of the standard.
 */
export function evaluatePodSecurity(
  template: PodTemplate,
  level: PodSecurityLevel,
  minor: number,
): readonly FailedControl[] {
  return podSecurityControlsOf(level, minor).flatMap((control) => {
    const [first, ...others] = questions[control.id].flatMap((question) => question(template, minor));
    return first === undefined ? [] : [{ control, values: [first, ...others] }];
  });
}
