import { isManifestList, isManifestMap, type ManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import { workloadDefaults } from "./workload-defaults.ts";

/**
 * Gives an object as admission sees it: with what the API server fills in where a manifest says nothing. Policies are
 * written for such objects: `object.spec.replicas <= 5` has a value for a Deployment without `replicas`, too.
 *
 * Filled in are the fields of workloads and Services that policies ask about; what a mutating webhook or an admission
 * plugin would add is not known.
 */
export function withApiDefaults(object: ManifestMap): ManifestMap {
  const { spec, kind } = object;
  if (!isManifestMap(spec) || typeof kind !== "string") return object;
  const fill = fillers.get(`${withoutVersion(object["apiVersion"])}${kind}`);
  return fill === undefined ? object : { ...object, spec: fill(spec) };
}

/** `apps/` of `apps/v1`; empty for the core group. */
function withoutVersion(apiVersion: ManifestValue | undefined): string {
  const text = typeof apiVersion === "string" ? apiVersion : "";
  return text.slice(0, text.indexOf("/") + 1);
}

type Filler = (spec: ManifestMap) => ManifestMap;

const fillers: ReadonlyMap<string, Filler> = new Map<string, Filler>(
  Object.entries({
    Pod: (spec) => fillPod({ serviceAccountName: "default", ...spec }),
    ReplicationController: (spec) => fillTemplate({ replicas: 1, ...spec }),
    "apps/Deployment": (spec) => fillTemplate({ ...workloadDefaults.deployment, ...spec }),
    "apps/ReplicaSet": (spec) => fillTemplate({ replicas: 1, ...spec }),
    "apps/StatefulSet": (spec) => fillTemplate({ ...workloadDefaults.statefulSet, ...spec }),
    "apps/DaemonSet": (spec) => fillTemplate({ ...workloadDefaults.daemonSet, ...spec }),
    "batch/Job": fillJob,
    "batch/CronJob": (spec) => fillCronJob({ ...workloadDefaults.cronJob, ...spec }),
    Service: fillService,
  }),
);

function fillTemplate(spec: ManifestMap): ManifestMap {
  const template = spec["template"];
  if (!isManifestMap(template) || !isManifestMap(template["spec"])) return spec;
  return { ...spec, template: { ...template, spec: fillPod(template["spec"]) } };
}

/** A Job runs once unless it says otherwise; one with neither number has both. */
function fillJob(spec: ManifestMap): ManifestMap {
  const isSingle = spec["completions"] === undefined && spec["parallelism"] === undefined;
  return fillTemplate({ ...workloadDefaults.job, ...(isSingle ? { completions: 1 } : {}), ...spec });
}

function fillCronJob(spec: ManifestMap): ManifestMap {
  const template = spec["jobTemplate"];
  if (!isManifestMap(template) || !isManifestMap(template["spec"])) return spec;
  return { ...spec, jobTemplate: { ...template, spec: fillJob(template["spec"]) } };
}

/** Fills in a pod's specification. Source: k8s.io/kubernetes, pkg/apis/core/v1/defaults.go. */
function fillPod(spec: ManifestMap): ManifestMap {
  const filled: Record<string, ManifestValue> = { ...workloadDefaults.pod, ...spec };
  for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
    const containers = spec[list];
    if (isManifestList(containers)) filled[list] = containers.map(fillContainer);
  }
  return filled;
}

function fillContainer(container: ManifestValue): ManifestValue {
  if (!isManifestMap(container)) return container;
  const { ports, resources, image } = container;
  return {
    ...workloadDefaults.container,
    ...(typeof image === "string" ? { imagePullPolicy: pullPolicyOf(image) } : {}),
    ...container,
    ...(isManifestList(ports) ? { ports: ports.map(fillPort) } : {}),
    ...(isManifestMap(resources) ? { resources: fillResources(resources) } : {}),
  };
}

/** What a container may use is what it asks for, where it does not ask. */
function fillResources(resources: ManifestMap): ManifestMap {
  const { limits, requests } = resources;
  if (!isManifestMap(limits)) return resources;
  return { ...resources, requests: { ...limits, ...(isManifestMap(requests) ? requests : {}) } };
}

function fillPort(port: ManifestValue): ManifestValue {
  return isManifestMap(port) ? { protocol: "TCP", ...port } : port;
}

function pullPolicyOf(image: string): string {
  const name = image.slice(image.lastIndexOf("/") + 1);
  const isLatest = !image.includes("@") && (!name.includes(":") || name.endsWith(":latest"));
  return isLatest ? "Always" : "IfNotPresent";
}

function fillService(spec: ManifestMap): ManifestMap {
  const { ports } = spec;
  const isExternalName = spec["type"] === "ExternalName";
  return {
    type: "ClusterIP",
    sessionAffinity: "None",
    ...(isExternalName ? {} : { internalTrafficPolicy: "Cluster" }),
    ...spec,
    ...(isManifestList(ports) ? { ports: ports.map(fillServicePort) } : {}),
  };
}

function fillServicePort(port: ManifestValue): ManifestValue {
  if (!isManifestMap(port)) return port;
  return { protocol: "TCP", ...(port["port"] === undefined ? {} : { targetPort: port["port"] }), ...port };
}
