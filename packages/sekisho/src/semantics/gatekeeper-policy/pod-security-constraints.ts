import { type ConstraintMeaning, eachContainer, listParameter } from "./constraint-meaning.ts";

const own = (field: string) => `c.?securityContext.?${field}`;
const ofPod = (field: string) => `object.spec.?securityContext.?${field}`;
/** What a container sets, else its pod. */
const effective = (field: string) => `${own(field)}.or(${ofPod(field)})`;

const seccomp = `${effective("seccompProfile")}.?type.orValue("")`;
const seccompFile = `${effective("seccompProfile")}.?localhostProfile.orValue("")`;
const localhostFiles = listParameter("allowedLocalhostFiles");
/** Profiles are written as the API has them, or as the annotations of old had them. */
const allowsSeccomp =
  `${listParameter("allowedProfiles")}.exists(one, one == "*" || ` +
  `(one == ${seccomp} && (one != "Localhost" || "*" in ${localhostFiles} || ${seccompFile} in ${localhostFiles})) || ` +
  `(one in ["runtime/default", "docker/default"] && ${seccomp} == "RuntimeDefault") || ` +
  `(one == "unconfined" && ${seccomp} == "Unconfined") || ` +
  `(one.startsWith("localhost/") && ${seccomp} == "Localhost" && (one == "localhost/*" || one == "localhost/" + ${seccompFile})))`;

/** Without a profile the runtime's own counts. */
const appArmor = `${effective("appArmorProfile")}.?type.orValue(object.metadata.?annotations[?"container.apparmor.security.beta.kubernetes.io/" + string(c.?name.orValue(""))].orValue("runtime/default"))`;

/** A list with the options that hold, if any. */
const seLinux = `${effective("seLinuxOptions")}.hasValue() ? [${effective("seLinuxOptions")}.value()] : []`;

/** Rules are `RunAsAny`, `MayRunAs` and `MustRunAs`; for users also `MustRunAsNonRoot`. */
function isInRange(value: string, rules: string): string {
  return (
    `(${rules}.?rule.orValue("RunAsAny") == "RunAsAny" || (${value}.hasValue() ? ` +
    `${rules}.?ranges.orValue([]).exists(range, ${value}.value() >= range.min && ${value}.value() <= range.max) : ${rules}.rule == "MayRunAs"))`
  );
}

function isAllowedId(field: "runAsUser" | "runAsGroup"): string {
  const rules = `variables.params.${field}`;
  const value = `${effective(field)}`;
  const isNoRoot = `(${value}.hasValue() ? ${value}.value() != 0 : ${effective("runAsNonRoot")}.orValue(false))`;
  return `(!has(${rules}) || (${rules}.?rule.orValue("") == "MustRunAsNonRoot" ? ${isNoRoot} : ${isInRange(value, rules)}))`;
}

/**
 * What the kinds of Gatekeeper's library mean that took the place of pod security policies.
 * Source: gatekeeper-library documentation, "Pod Security Policy", the page of each kind.
 */
export const podSecurityConstraints: Readonly<Record<string, ConstraintMeaning>> = {
  K8sPSPAutomountServiceAccountTokenPod: {
    expression: "!object.spec.?automountServiceAccountToken.orValue(true)",
    messageExpression: '"the token of the service account is mounted"',
    parameters: [],
  },
  K8sPSPPrivilegedContainer: eachContainer("!c.?securityContext.?privileged.orValue(false)", "privileged container"),
  K8sPSPAllowPrivilegeEscalationContainer: eachContainer(
    "!c.?securityContext.?allowPrivilegeEscalation.orValue(true)",
    "container that may gain privileges",
  ),
  K8sPSPReadOnlyRootFilesystem: eachContainer(
    "c.?securityContext.?readOnlyRootFilesystem.orValue(false)",
    "container with a writable root file system",
  ),
  K8sPSPHostNamespace: {
    expression: "!object.spec.?hostPID.orValue(false) && !object.spec.?hostIPC.orValue(false)",
    messageExpression: '"the pod shares process identifiers or IPC with its node"',
    parameters: [],
  },
  K8sPSPHostNetworkingPorts: eachContainer(
    "(variables.params.?hostNetwork.orValue(false) || !object.spec.?hostNetwork.orValue(false)) && c.?ports.orValue([]).all(port, !has(port.hostPort) || (port.hostPort >= variables.params.?min.orValue(0) && port.hostPort <= variables.params.?max.orValue(0)))",
    "network or ports of the node",
    ["hostNetwork", "min", "max"],
  ),
  K8sPSPCapabilities: eachContainer(
    `(("*" in ${listParameter("allowedCapabilities")}) || c.?securityContext.?capabilities.?add.orValue([]).all(one, one in ${listParameter("allowedCapabilities")})) && ` +
      `(("ALL" in c.?securityContext.?capabilities.?drop.orValue([])) || ${listParameter("requiredDropCapabilities")}.all(one, one in c.?securityContext.?capabilities.?drop.orValue([])))`,
    "capabilities are added that are not allowed, or kept that have to be dropped",
    ["allowedCapabilities", "requiredDropCapabilities"],
  ),
  K8sPSPVolumeTypes: {
    expression: `("*" in ${listParameter("volumes")}) || object.spec.?volumes.orValue([]).all(volume, volume.all(field, field == "name" || field in ${listParameter("volumes")}))`,
    messageExpression: '"a volume has a type that is not allowed"',
    parameters: ["volumes"],
  },
  K8sPSPHostFilesystem: {
    expression:
      `object.spec.?volumes.orValue([]).filter(volume, has(volume.hostPath)).all(volume, ${listParameter("allowedHostPaths")}.exists(allowed, ` +
      `(volume.hostPath.path == allowed.pathPrefix || volume.hostPath.path.startsWith(allowed.pathPrefix.endsWith("/") ? allowed.pathPrefix : allowed.pathPrefix + "/")) && ` +
      `(!allowed.?readOnly.orValue(false) || variables.containers.all(c, c.?volumeMounts.orValue([]).all(mount, mount.name != volume.name || mount.?readOnly.orValue(false))))))`,
    messageExpression: '"a path of the node is mounted that is not allowed"',
    parameters: ["allowedHostPaths", "exemptImages"],
  },
  K8sPSPProcMount: eachContainer(
    'variables.params.?procMount.orValue("Default").lowerAscii() == "unmasked" || c.?securityContext.?procMount.orValue("Default").lowerAscii() == "default"',
    "unmasked /proc",
    ["procMount"],
  ),
  K8sPSPForbiddenSysctls: {
    expression: `object.spec.?securityContext.?sysctls.orValue([]).all(one, !${listParameter("forbiddenSysctls")}.exists(name, name == "*" || name == one.name || (name.endsWith("*") && one.name.startsWith(name.substring(0, name.size() - 1)))) && (!has(variables.params.allowedSysctls) || variables.params.allowedSysctls.exists(name, name == "*" || name == one.name || (name.endsWith("*") && one.name.startsWith(name.substring(0, name.size() - 1))))))`,
    messageExpression: '"a sysctl is set that is not allowed"',
    parameters: ["forbiddenSysctls", "allowedSysctls"],
  },
  K8sPSPSeccomp: eachContainer(allowsSeccomp, "seccomp profile that is not allowed", [
    "allowedProfiles",
    "allowedLocalhostFiles",
  ]),
  K8sPSPSeccompV2: eachContainer(allowsSeccomp, "seccomp profile that is not allowed", [
    "allowedProfiles",
    "allowedLocalhostFiles",
  ]),
  K8sPSPAppArmor: eachContainer(
    `${listParameter("allowedProfiles")}.exists(one, one == ${appArmor} || one == {"RuntimeDefault": "runtime/default", "Unconfined": "unconfined"}[?${appArmor}].orValue(${appArmor}))`,
    "AppArmor profile that is not allowed",
    ["allowedProfiles"],
  ),
  K8sPSPSELinuxV2: eachContainer(
    `(${seLinux}).all(options, ${listParameter("allowedSELinuxOptions")}.exists(allowed, ["level", "role", "type", "user"].all(field, !(field in options) || allowed[?field].orValue("") == options[field])))`,
    "SELinux options that are not allowed",
    ["allowedSELinuxOptions"],
  ),
  K8sPSPFSGroup: {
    expression: isInRange("object.spec.?securityContext.?fsGroup", "variables.params"),
    messageExpression: '"the group of volumes is not allowed"',
    parameters: ["rule", "ranges"],
  },
  K8sPSPAllowedUsers: eachContainer(
    `${isAllowedId("runAsUser")} && ${isAllowedId("runAsGroup")}`,
    "user or group that is not allowed",
    ["runAsUser", "runAsGroup"],
  ),
  K8sPSPFlexVolumes: {
    expression: `object.spec.?volumes.orValue([]).all(volume, !has(volume.flexVolume) || ${listParameter("allowedFlexVolumes")}.exists(one, one.driver == volume.flexVolume.driver))`,
    messageExpression: '"a volume has a driver that is not allowed"',
    parameters: ["allowedFlexVolumes"],
  },
};
