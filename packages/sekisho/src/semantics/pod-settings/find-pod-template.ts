import { exactList } from "../../model/exact-list.ts";
import { describeGroupKind } from "../kubernetes/group-kind.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { childPointer, findValue, isManifestMap, textMapAt } from "../kubernetes/manifest-value.ts";
import type { Placed, ShapeReading } from "../kubernetes/shape.ts";
import type { ContainerSpec } from "./container-spec.ts";
import { effectiveSettings } from "./effective-settings.ts";
import { type PodSpec, podSpec } from "./pod-spec.ts";
import type { ContainerRole, PodContainer, PodTemplate } from "./pod-template.ts";

/** Where the pod template of a kind stands, by group and kind; versions of one group keep it in one place. */
const templatePointers: ReadonlyMap<string, readonly string[]> = new Map([
  ["Pod", []],
  ["PodTemplate", ["template"]],
  ["ReplicationController", ["spec", "template"]],
  ["Deployment.apps", ["spec", "template"]],
  ["Deployment.extensions", ["spec", "template"]],
  ["StatefulSet.apps", ["spec", "template"]],
  ["DaemonSet.apps", ["spec", "template"]],
  ["DaemonSet.extensions", ["spec", "template"]],
  ["ReplicaSet.apps", ["spec", "template"]],
  ["ReplicaSet.extensions", ["spec", "template"]],
  ["Job.batch", ["spec", "template"]],
  ["CronJob.batch", ["spec", "jobTemplate", "spec", "template"]],
  ["Rollout.argoproj.io", ["spec", "template"]],
  ["Service.serving.knative.dev", ["spec", "template"]],
  ["Configuration.serving.knative.dev", ["spec", "template"]],
  ["Revision.serving.knative.dev", []],
  ["DeploymentConfig.apps.openshift.io", ["spec", "template"]],
  ["DeploymentConfig", ["spec", "template"]],
]);

/** Gives the keys that lead to what holds a pod's metadata and spec in a workload; `undefined` for other objects. */
export function findTemplateKeys(workload: Pick<ManifestObject, "apiVersion" | "kind">): readonly string[] | undefined {
  return templatePointers.get(describeGroupKind(workload));
}

/** The kinds that make pods, `Kind.group`. */
export const workloadKinds: readonly string[] = [...templatePointers.keys()];

/**
 * Finds the pod template of a workload; `undefined` when the object makes no pods, or when it has no template (an Argo
 * Rollout that refers to a Deployment).
 *
 * @param serviceAccountOf Gives the ServiceAccount of a namespace by name, where it is known.
 */
export function findPodTemplate(
  workload: ManifestObject,
  serviceAccountOf: (namespace: string, name: string) => ManifestObject | undefined,
): PodTemplate | undefined {
  const keys = templatePointers.get(describeGroupKind(workload));
  if (keys === undefined) return undefined;
  const holder = findValue(workload.content, ...keys);
  const written = findValue(holder, "spec");
  if (!isManifestMap(written)) return undefined;
  const reading: ShapeReading = { problems: [], unknown: [] };
  const spec = podSpec(written, "/spec", reading) ?? {};
  const name = spec.serviceAccountName || spec.serviceAccount || "default";
  const template: UnfinishedTemplate = {
    workload,
    pointer: keys.reduce(childPointer, ""),
    labels: textMapAt(holder, "metadata", "labels"),
    annotations: textMapAt(holder, "metadata", "annotations"),
    spec,
    containers: [],
    serviceAccount: serviceAccountOf(workload.namespace, name),
    system: spec.os?.name === "windows" ? "windows" : "linux",
    problems: reading.problems,
    unknownFields: reading.unknown,
  };
  template.containers = exactList([
    ...readContainers(template, spec.initContainers, ({ restartPolicy }) =>
      restartPolicy === "Always" ? "sidecar" : "init",
    ),
    ...readContainers(template, spec.containers, () => "main"),
    ...readContainers(template, spec.ephemeralContainers, () => "ephemeral"),
  ]);
  return template;
}

/** Containers refer to their template. */
type UnfinishedTemplate = Omit<PodTemplate, "containers"> & { containers: readonly PodContainer[] };

function readContainers(
  template: PodTemplate,
  placed: PodSpec["containers"],
  roleOf: (spec: ContainerSpec) => ContainerRole,
): readonly PodContainer[] {
  const toContainer = ({ value: spec, pointer }: Placed<ContainerSpec>): PodContainer => ({
    role: roleOf(spec),
    name: spec.name ?? "",
    pointer,
    spec,
    template,
    effective: effectiveSettings(template.spec, spec, pointer),
  });
  return (placed ?? []).map(toContainer);
}
