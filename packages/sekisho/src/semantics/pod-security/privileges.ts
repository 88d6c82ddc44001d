import { type ForbiddenValue, hasUserNamespace, type PodSecurityQuestion } from "./forbidden-value.ts";

/** Gives privileged containers. */
export const findPrivilegedContainers: PodSecurityQuestion = ({ containers }) =>
  containers
    .filter(({ spec }) => spec.securityContext?.privileged === true)
    .map((container) => ({ container, pointer: `${container.pointer}/securityContext/privileged`, value: "true" }));

/** The capabilities that the baseline lets containers add. Source: Pod Security Standards, Baseline, Capabilities. */
export const baselineCapabilities: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/** Gives added capabilities that the baseline does not allow. */
export const findCapabilitiesBeyondBaseline: PodSecurityQuestion = ({ containers }) =>
  addedCapabilities(containers, (name) => !baselineCapabilities.has(name));

/** Gives added capabilities that the restricted level does not allow: all but NET_BIND_SERVICE. */
export const findCapabilitiesBeyondRestricted: PodSecurityQuestion = ({ containers, system }, minor) =>
  minor >= 25 && system === "windows" ? [] : addedCapabilities(containers, (name) => name !== "NET_BIND_SERVICE");

/** Gives the containers that do not drop all capabilities. */
export const findKeptCapabilities: PodSecurityQuestion = ({ containers, system }, minor) => {
  if (minor >= 25 && system === "windows") return [];
  return containers
    .filter(({ spec }) => !(spec.securityContext?.capabilities?.drop ?? []).includes("ALL"))
    .map((container) => ({
      container,
      pointer: `${container.pointer}/securityContext/capabilities/drop`,
      value: (container.spec.securityContext?.capabilities?.drop ?? []).join(", "),
    }));
};

/** Gives containers whose processes may gain privileges: the field is true or missing. */
export const findPrivilegeEscalation: PodSecurityQuestion = ({ containers, system }, minor) => {
  if (minor >= 25 && system === "windows") return [];
  return containers.flatMap((container) => {
    const set = container.spec.securityContext?.allowPrivilegeEscalation;
    if (set === false) return [];
    const pointer = `${container.pointer}/securityContext/allowPrivilegeEscalation`;
    return [{ container, pointer, value: set === undefined ? "" : "true" }];
  });
};

/** Gives containers that see the whole of `/proc`; with a user namespace v1.35 and later let them. */
export const findUnmaskedProc: PodSecurityQuestion = (template, minor) =>
  minor >= 35 && hasUserNamespace(template) ? [] : findUnmaskedProcAlways(template, minor);

/** Gives containers that see the whole of `/proc`, with or without a user namespace. */
export const findUnmaskedProcAlways: PodSecurityQuestion = ({ containers }) =>
  containers.flatMap((container) => {
    const value = container.spec.securityContext?.procMount;
    if (value === undefined || value === "Default") return [];
    return [{ container, pointer: `${container.pointer}/securityContext/procMount`, value }];
  });

function addedCapabilities(
  containers: Parameters<PodSecurityQuestion>[0]["containers"],
  isForbidden: (name: string) => boolean,
): readonly ForbiddenValue[] {
  return containers.flatMap((container) => {
    const added = container.spec.securityContext?.capabilities?.add ?? [];
    const pointer = `${container.pointer}/securityContext/capabilities/add`;
    return added.flatMap((value, index) =>
      isForbidden(value) ? [{ container, pointer: `${pointer}/${index}`, value }] : [],
    );
  });
}
