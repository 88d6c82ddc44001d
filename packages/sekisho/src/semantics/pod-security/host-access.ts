import type { Probe } from "../pod-settings/container-spec.ts";
import type { PodContainer } from "../pod-settings/pod-template.ts";
import type { ForbiddenValue, PodSecurityQuestion } from "./forbidden-value.ts";

/** Gives the namespaces of the node that a pod shares: `hostNetwork`, `hostPID`, `hostIPC`. */
export const findHostNamespaces: PodSecurityQuestion = ({ spec }) =>
  (["hostNetwork", "hostPID", "hostIPC"] as const)
    .filter((field) => spec[field] === true)
    .map((field) => ({ container: undefined, pointer: `/spec/${field}`, value: field }));

/** Gives the volumes that are paths of the node, by name. */
export const findHostPaths: PodSecurityQuestion = ({ spec }) =>
  (spec.volumes ?? [])
    .filter(({ value }) => value.hostPath !== undefined)
    .map(({ value, pointer }) => ({
      container: undefined,
      pointer: `${pointer}/hostPath`,
      value: value.name ?? "",
    }));

/** Gives the ports of the node that containers take. */
export const findHostPorts: PodSecurityQuestion = ({ containers }) =>
  containers.flatMap((container) =>
    (container.spec.ports ?? []).flatMap(({ value, pointer }) => {
      const port = value.hostPort ?? 0;
      return port === 0 ? [] : [{ container, pointer: `${pointer}/hostPort`, value: String(port) }];
    }),
  );

/** Gives containers that run as processes of a Windows node; a setting of the pod once. */
export const findWindowsHostProcess: PodSecurityQuestion = ({ spec, containers }) => {
  const found: ForbiddenValue[] = [];
  const field = "/securityContext/windowsOptions/hostProcess";
  if (spec.securityContext?.windowsOptions?.hostProcess === true) {
    found.push({ container: undefined, pointer: `/spec${field}`, value: "true" });
  }
  for (const container of containers) {
    if (container.spec.securityContext?.windowsOptions?.hostProcess !== true) continue;
    found.push({ container, pointer: container.pointer + field, value: "true" });
  }
  return found;
};

/** Gives the hosts that the node asks for probes and lifecycle hooks, other than the pod itself; before v1.34 nobody asked. */
export const findProbeHosts: PodSecurityQuestion = ({ containers }, minor) =>
  (minor < 34 ? [] : containers).flatMap((container) => {
    const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container.spec;
    return [
      ...hostsOf(livenessProbe, container, "/livenessProbe"),
      ...hostsOf(readinessProbe, container, "/readinessProbe"),
      ...hostsOf(startupProbe, container, "/startupProbe"),
      ...hostsOf(lifecycle?.postStart, container, "/lifecycle/postStart"),
      ...hostsOf(lifecycle?.preStop, container, "/lifecycle/preStop"),
    ];
  });

function hostsOf(
  handler: Pick<Probe, "httpGet" | "tcpSocket"> | undefined,
  container: PodContainer,
  place: string,
): readonly ForbiddenValue[] {
  return (["httpGet", "tcpSocket"] as const).flatMap((way) => {
    const host = handler?.[way]?.host ?? "";
    return host === "" ? [] : [{ container, pointer: `${container.pointer}${place}/${way}/host`, value: host }];
  });
}
