import { findClosestWord } from "../../model/closest-word.ts";

/** What kubeaudit's override labels turn off, by label. Source: kubeaudit 0.22.2, the `OverrideLabel` of each auditor. */
const results: ReadonlyMap<string, readonly string[]> = new Map([
  ["allow-privileged", ["PrivilegedTrue", "PrivilegedNil"]],
  ["allow-privilege-escalation", ["AllowPrivilegeEscalationNil", "AllowPrivilegeEscalationTrue"]],
  ["allow-read-only-root-filesystem-false", ["ReadOnlyRootFilesystemFalse", "ReadOnlyRootFilesystemNil"]],
  ["allow-disabled-apparmor", ["AppArmorAnnotationMissing", "AppArmorDisabled"]],
  [
    "allow-automount-service-account-token",
    ["AutomountServiceAccountTokenDeprecated", "AutomountServiceAccountTokenTrueAndDefaultSA"],
  ],
  [
    "allow-non-default-deny-ingress-network-policy",
    ["MissingDefaultDenyIngressNetworkPolicy", "MissingDefaultDenyIngressAndEgressNetworkPolicy"],
  ],
  [
    "allow-non-default-deny-egress-network-policy",
    ["MissingDefaultDenyEgressNetworkPolicy", "MissingDefaultDenyIngressAndEgressNetworkPolicy"],
  ],
  ["allow-namespace-host-network", ["NamespaceHostNetworkTrue"]],
  ["allow-namespace-host-IPC", ["NamespaceHostIPCTrue"]],
  ["allow-namespace-host-PID", ["NamespaceHostPIDTrue"]],
  [
    "allow-run-as-root",
    [
      "RunAsNonRootCSCFalse",
      "RunAsNonRootPSCNilCSCNil",
      "RunAsNonRootPSCFalseCSCNil",
      "RunAsUserCSCRoot",
      "RunAsUserPSCRoot",
    ],
  ],
]);

const capability = "allow-capability-";
const mount = "allow-host-path-mount-";
const containerPrefixes = ["container.kubeaudit.io/", "container.audit.kubernetes.io/"];
const podPrefixes = ["kubeaudit.io/", "audit.kubernetes.io/pod.", "audit.kubernetes.io/namespace."];

/** What one label allows. */
export interface KubeauditOverride {
  /** `kubeaudit:RESULT`. */
  readonly rules: readonly string[];
  readonly container: string | undefined;
  readonly detail: string | undefined;
}

/** Reads an override label of kubeaudit; `undefined` for any other label. */
export function readKubeauditLabel(label: string): KubeauditOverride | undefined {
  const ofContainer = withoutPrefix(label, containerPrefixes);
  if (ofContainer !== undefined) {
    const dot = ofContainer.indexOf(".");
    if (dot === -1) return undefined;
    return toOverride(ofContainer.slice(dot + 1), ofContainer.slice(0, dot));
  }
  const ofPod = withoutPrefix(label, podPrefixes);
  return ofPod === undefined ? undefined : toOverride(ofPod, undefined);
}

/** Tells whether a label has one of the prefixes under which kubeaudit looks for its overrides. */
export function isInKubeauditWords(label: string): boolean {
  return [...containerPrefixes, ...podPrefixes].some((prefix) => label.startsWith(prefix));
}

/** Finds the override label that somebody most likely meant; `undefined` when none is near. */
export function findClosestKubeauditLabel(label: string): string | undefined {
  const prefix = [...containerPrefixes, ...podPrefixes].find((candidate) => label.startsWith(candidate)) ?? "";
  const container = containerPrefixes.includes(prefix) ? label.slice(0, label.indexOf(".", prefix.length) + 1) : prefix;
  if (container === "") return undefined;
  const meant = findClosestWord(label.slice(container.length), results.keys());
  return meant === undefined ? undefined : `${container}${meant}`;
}

function withoutPrefix(label: string, prefixes: readonly string[]): string | undefined {
  const prefix = prefixes.find((candidate) => label.startsWith(candidate));
  return prefix === undefined ? undefined : label.slice(prefix.length);
}

function toOverride(name: string, container: string | undefined): KubeauditOverride | undefined {
  if (name.startsWith(capability)) {
    const added = name.slice(capability.length).replaceAll("-", "_").toUpperCase();
    return { rules: ["kubeaudit:CapabilityAdded"], container, detail: `capability:${added}` };
  }
  if (name.startsWith(mount)) {
    return { rules: ["kubeaudit:SensitivePathsMounted"], container, detail: `volume:${name.slice(mount.length)}` };
  }
  const known = results.get(name);
  return known === undefined
    ? undefined
    : { rules: known.map((result) => `kubeaudit:${result}`), container, detail: undefined };
}
