import type { PodContainer } from "../pod-settings/pod-template.ts";

/**
 * What every runtime lets a container have without being asked: the defaults of CRI-O, which are the fewest. Sources: CRI-O,
 * `crio.conf` `default_capabilities`; containerd and Docker give these and more.
 */
const capabilitiesOfEveryRuntime: ReadonlySet<string> = new Set([
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "NET_BIND_SERVICE",
  "SETGID",
  "SETPCAP",
  "SETUID",
]);

/**
 * Tells whether the runtime's own seccomp profile changes nothing for a container that behaves well. Docker and Podman put
 * that profile on every container, so that images are made and tested under it; what it refuses needs a capability that the
 * container does not have. Privileged containers and those with further capabilities may need more. Source: Docker
 * documentation, "Seccomp security profiles for Docker".
 */
export function isUsedToDefaultProfile({ spec, template }: PodContainer): boolean {
  const { privileged, capabilities, procMount } = spec.securityContext ?? {};
  const isPlain = privileged !== true && (procMount === undefined || procMount === "Default");
  return template.system === "linux" && isPlain && (capabilities?.add ?? []).every(isOfEveryRuntime);
}

/**
 * Tells whether a container gains nothing by programs with setuid bits or file capabilities: it is not root, and no
 * capability is left that such a program could give. Then it can be told not to gain privileges at all. Source:
 * capabilities(7), "Capability bounding set".
 */
export function gainsNoPrivileges({ spec, effective }: PodContainer): boolean {
  const { privileged, capabilities } = spec.securityContext ?? {};
  const user = effective.runAsUser?.value;
  const isNoRoot = user === undefined ? effective.runAsNonRoot?.value === true : user > 0;
  const isBare = (capabilities?.drop ?? []).some(isAll) && (capabilities?.add ?? []).length === 0;
  return privileged !== true && isNoRoot && isBare;
}

/** Tells whether a container that adds a capability has it all the same: every runtime gives it, and nothing drops it. */
export function hasAnyway({ spec }: PodContainer, capability: string): boolean {
  const drop = spec.securityContext?.capabilities?.drop ?? [];
  const name = bare(capability);
  return isOfEveryRuntime(name) && !drop.some((dropped) => isAll(dropped) || bare(dropped) === name);
}

function isOfEveryRuntime(capability: string): boolean {
  return capabilitiesOfEveryRuntime.has(bare(capability));
}

function bare(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, "");
}

function isAll(capability: string): boolean {
  return capability.toUpperCase() === "ALL";
}
