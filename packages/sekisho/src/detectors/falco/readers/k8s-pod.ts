import { containerLists } from "../../../semantics/falco-rules/fields/k8s-audit-fields.ts";
import type { FieldValue } from "../field-value.ts";
import { isRecord, listOf, memberAt, memberOf, textOfJson } from "./json-value.ts";

const prefix = "ka.req.pod.";

/** Fields with one value, by where the pod has it below `spec`. */
const podPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["ka.req.pod.host_ipc", ["hostIPC"]],
  ["ka.req.pod.host_network", ["hostNetwork"]],
  ["ka.req.container.host_network", ["hostNetwork"]],
  ["ka.req.pod.host_pid", ["hostPID"]],
  ["ka.req.pod.run_as_user", ["securityContext", "runAsUser"]],
  ["ka.req.pod.run_as_group", ["securityContext", "runAsGroup"]],
  ["ka.req.pod.fs_group", ["securityContext", "fsGroup"]],
]);

/** Members with a value for each container that has one, by where the container has it. */
const memberPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["name", ["name"]],
  ["privileged", ["securityContext", "privileged"]],
  ["allow_privilege_escalation", ["securityContext", "allowPrivilegeEscalation"]],
  ["read_only_fs", ["securityContext", "readOnlyRootFilesystem"]],
  ["run_as_user", ["securityContext", "runAsUser"]],
  ["run_as_group", ["securityContext", "runAsGroup"]],
  ["proc_mount", ["securityContext", "procMount"]],
]);

/** Members with several values for each container, by where the container has their list. */
const listPaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["command", ["command"]],
  ["args", ["args"]],
  ["add_capabilities", ["securityContext", "capabilities", "add"]],
]);

/** The fields whose values say something of the pod that a request sends. */
export function isPodField(name: string): boolean {
  return name.startsWith(prefix) || name.startsWith("ka.req.container.") || name === "ka.req.volume.hostpath";
}

/** Makes the reader of what a pod's body says; `undefined` for other fields. */
export function podFields(name: string, argument: string | undefined): ((body: unknown) => FieldValue) | undefined {
  const podPath = podPaths.get(name);
  if (podPath !== undefined) return (body) => textOfJson(memberAt(memberOf(body, "spec"), podPath));
  for (const list of containerLists) {
    const start = `${prefix}${list}.`;
    if (name.startsWith(start)) return containerFields(name.slice(start.length), { list, index: indexOf(argument) });
  }
  switch (name) {
    case "ka.req.container.image":
      return (body) => imagesOf(body, { list: "containers", index: 0 })?.[0];
    case "ka.req.container.image.repository":
      return (body) => imagesOf(body, { list: "containers", index: 0 })?.map(repositoryOf)[0];
    case "ka.req.container.privileged":
      return (body) => isAnyPrivileged(body);
    case "ka.req.pod.supplemental_groups":
      return (body) => textsOf(memberAt(body, ["spec", "securityContext", "supplementalGroups"]));
    default:
      return volumeFields(name, argument);
  }
}

function indexOf(argument: string | undefined): number | undefined {
  return argument === undefined ? undefined : Number(argument);
}

/** Which containers of a pod are meant: those of a list, or one of them. */
interface ContainerChoice {
  readonly list: (typeof containerLists)[number];
  readonly index: number | undefined;
}

function containerFields(member: string, choice: ContainerChoice): ((body: unknown) => FieldValue) | undefined {
  const path = memberPaths.get(member);
  if (path !== undefined) return (body) => ofContainers(body, choice, (one) => [memberAt(one, path)]);
  const listPath = listPaths.get(member);
  if (listPath !== undefined)
    return (body) => ofContainers(body, choice, (one) => listOf(memberAt(one, listPath)) ?? []);
  switch (member) {
    case "image":
      return (body) => imagesOf(body, choice);
    case "image.repository":
      return (body) => imagesOf(body, choice)?.map(repositoryOf);
    case "host_port":
      return (body) => ofContainers(body, choice, portsOf);
    case "eff_run_as_user":
      return (body) => effective(body, choice, "runAsUser");
    case "eff_run_as_group":
      return (body) => effective(body, choice, "runAsGroup");
    default:
      return undefined;
  }
}

function volumeFields(name: string, argument: string | undefined): ((body: unknown) => FieldValue) | undefined {
  const index = argument === undefined ? undefined : Number(argument);
  switch (name) {
    case "ka.req.pod.volumes.hostpath":
      return (body) => ofVolumes(body, index, (one) => [memberAt(one, ["hostPath", "path"])]);
    case "ka.req.pod.volumes.flexvolume_driver":
      return (body) => ofVolumes(body, index, (one) => [memberAt(one, ["flexVolume", "driver"])]);
    case "ka.req.pod.volumes.volume_type":
      return (body) => ofVolumes(body, index, kindsOf);
    case "ka.req.volume.hostpath":
      return (body) => usesHostPath(body, argument ?? "");
    default:
      return undefined;
  }
}

function itemsOf(body: unknown, key: string, index: number | undefined): readonly unknown[] | undefined {
  const list = listOf(memberAt(body, ["spec", key]));
  if (list === undefined || index === undefined) return list;
  return index < list.length ? [list[index]] : undefined;
}

function ofContainers(
  body: unknown,
  { list, index }: ContainerChoice,
  values: (one: unknown) => readonly unknown[],
): FieldValue {
  return itemsOf(body, list, index)
    ?.flatMap(values)
    .map(textOfJson)
    .filter((text) => text !== undefined);
}

function ofVolumes(body: unknown, index: number | undefined, values: (one: unknown) => readonly unknown[]): FieldValue {
  return itemsOf(body, "volumes", index)
    ?.flatMap(values)
    .map(textOfJson)
    .filter((text) => text !== undefined);
}

/** One container without an image leaves the field without a value, as in the plugin. */
function imagesOf(body: unknown, { list, index }: ContainerChoice): readonly string[] | undefined {
  const containers = itemsOf(body, list, index);
  const images = containers?.map((one) => textOfJson(memberOf(one, "image")));
  const given = images?.filter((image) => image !== undefined);
  return given?.length === images?.length ? given : undefined;
}

/** What stands in front of the first colon and at sign, as in the plugin: a registry with a port is cut there. */
function repositoryOf(image: string): string {
  return /^[^:@]{0,1000}/.exec(image)?.[0] ?? "";
}

function isAnyPrivileged(body: unknown): FieldValue {
  const containers = itemsOf(body, "containers", undefined);
  if (containers === undefined) return undefined;
  return String(containers.some((one) => memberAt(one, ["securityContext", "privileged"]) === true));
}

/** The port of the host; without one that of the container, which it is on the host's network. */
function portsOf(container: unknown): readonly unknown[] {
  const ports = memberOf(container, "ports");
  if (!Array.isArray(ports)) return [];
  return ports.map((port) => memberOf(port, "hostPort") ?? memberOf(port, "containerPort"));
}

/** What a container runs as: its own setting, else the pod's, else 0. */
function effective(body: unknown, choice: ContainerChoice, key: string): FieldValue {
  const ofPod = memberAt(body, ["spec", "securityContext", key]) ?? 0;
  return ofContainers(body, choice, (one) => [memberAt(one, ["securityContext", key]) ?? ofPod]);
}

function textsOf(list: unknown): FieldValue {
  return Array.isArray(list) ? list.map(textOfJson).filter((text) => text !== undefined) : undefined;
}

function kindsOf(volume: unknown): readonly unknown[] {
  return isRecord(volume) ? Object.keys(volume).filter((key) => key !== "name") : [];
}

/** A star at the end stands for every path that begins so. */
function usesHostPath(body: unknown, wanted: string): FieldValue {
  const paths = ofVolumes(body, undefined, (one) => [memberAt(one, ["hostPath", "path"])]);
  if (typeof paths !== "object" || paths === null) return undefined;
  const start = wanted.endsWith("*") ? wanted.slice(0, -1) : undefined;
  return String(paths.some((path) => path === wanted || (start !== undefined && path.startsWith(start))));
}
