import { exactList } from "../../model/exact-list.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, listAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Protocol } from "./connection-set.ts";
import { type Labels, namespaceNameLabel } from "./label-predicate.ts";
import { readProtocol } from "./read-network-policy.ts";

/** A port that a container declares with a name. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Pods that a policy cannot tell apart: of one namespace, with the same labels and named ports. */
export interface EndpointGroup {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
  readonly namedPorts: readonly NamedPort[];
  /** Whether its pods use their nodes' network: policies neither protect nor recognise them. */
  readonly isOnHost: boolean;
  /** The workloads, in the order of their names. */
  readonly workloads: readonly NamedWorkload[];
}

/** A workload as connections name it. */
export interface NamedWorkload {
  /** `namespace/name[Kind]`. */
  readonly name: string;
  readonly template: PodTemplate;
}

/** Kinds that hold a template without making pods of their own. */
const kindsWithoutPods: ReadonlySet<string> = new Set(["PodTemplate", "Revision"]);

/** Groups the workloads of a set. */
export function groupEndpoints(set: ManifestSet): readonly EndpointGroup[] {
  const groups = new Map<string, EndpointGroup & { readonly workloads: NamedWorkload[] }>();
  const namespaces = new Map<string, Labels>();
  const taken = new Map<string, string>();
  for (const template of set.templates) {
    const { workload } = template;
    if (kindsWithoutPods.has(workload.kind) || isMadeByAnother(workload, set)) continue;
    const { namespace } = workload;
    const namespaceLabels = namespaces.get(namespace) ?? labelsOfNamespace(set, namespace);
    namespaces.set(namespace, namespaceLabels);
    const namedPorts = namedPortsOf(template);
    const isOnHost = template.spec.hostNetwork === true;
    const labels = Object.entries(template.labels).toSorted(([left], [right]) => (left < right ? -1 : 1));
    const key = JSON.stringify([namespace, isOnHost, labels, namedPorts]);
    const owner = nameOfWorkload(workload);
    const isFree = (taken.get(owner) ?? key) === key;
    const name = isFree ? owner : `${namespace}/${workload.name}[${workload.kind}]`;
    const known = groups.get(key);
    if (known?.workloads.some((held) => held.name === name) === true) continue;
    taken.set(name, key);
    if (known !== undefined) known.workloads.push({ name, template });
    else {
      const workloads = [{ name, template }];
      groups.set(key, { namespace, namespaceLabels, labels: template.labels, namedPorts, isOnHost, workloads });
    }
  }
  for (const { workloads } of groups.values()) workloads.sort((left, right) => (left.name < right.name ? -1 : 1));
  return [...groups.values()];
}

/** Gives the labels of a namespace; of one that the set does not hold only its name is known. */
function labelsOfNamespace(set: ManifestSet, namespace: string): Labels {
  return { ...set.find("Namespace", "", namespace)?.labels, [namespaceNameLabel]: namespace };
}

/** A pod that a controller made is named for the controller. */
function nameOfWorkload(workload: ManifestObject): string {
  const owner = ownerOf(workload);
  const { name, kind } = owner ?? workload;
  return `${workload.namespace}/${name}[${kind}]`;
}

function isMadeByAnother(workload: ManifestObject, set: ManifestSet): boolean {
  const owner = ownerOf(workload);
  return owner !== undefined && set.find(owner.kind, workload.namespace, owner.name) !== undefined;
}

function ownerOf(workload: ManifestObject): { readonly kind: string; readonly name: string } | undefined {
  const owners = listAt(workload.content, "metadata", "ownerReferences");
  const owner = owners.find((candidate) => findValue(candidate, "controller") === true) ?? owners[0];
  const kind = findTextAt(owner, "kind");
  const name = findTextAt(owner, "name");
  return kind === undefined || name === undefined ? undefined : { kind, name };
}

function namedPortsOf({ containers }: PodTemplate): readonly NamedPort[] {
  const ports: NamedPort[] = [];
  for (const { spec, role } of containers) {
    if (role === "init" || role === "ephemeral") continue;
    for (const { value } of spec.ports ?? []) {
      const protocol = readProtocol(value.protocol ?? "TCP");
      const { name, containerPort: port } = value;
      if (name !== undefined && port !== undefined && protocol !== undefined) ports.push({ name, protocol, port });
    }
  }
  return exactList(ports);
}
