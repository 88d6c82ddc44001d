import { isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";
import { workloadDefaults } from "./workload-defaults.ts";

/**
 * Gives an object as admission sees it: with what the API server fills in where a manifest says nothing. Policies are
 * written for such objects: `object.spec.replicas <= 5` has a value for a Deployment without `replicas`, too.
 *
 * Filled in are the fields of workloads and Services that policies ask about; what a mutating webhook or an admission
 * plugin would add is not known.
 */
export function withApiDefaults(object: JsonObject): JsonObject {
  const spec = object["spec"];
  if (!isJsonObject(spec)) return object;
  const fill = fillers[`${withoutVersion(object["apiVersion"])}${String(object["kind"])}`];
  return fill === undefined ? object : { ...object, spec: fill(spec) };
}

/** `apps/` of `apps/v1`; empty for the core group. */
function withoutVersion(apiVersion: unknown): string {
  const text = typeof apiVersion === "string" ? apiVersion : "";
  return text.slice(0, text.indexOf("/") + 1);
}

type Filler = (spec: JsonObject) => JsonObject;

const fillers: Readonly<Record<string, Filler>> = {
  Pod: (spec) => fillPod({ serviceAccountName: "default", ...spec }),
  ReplicationController: (spec) => fillTemplate({ replicas: 1, ...spec }),
  "apps/Deployment": (spec) => fillTemplate({ ...workloadDefaults.deployment, ...spec }),
  "apps/ReplicaSet": (spec) => fillTemplate({ replicas: 1, ...spec }),
  "apps/StatefulSet": (spec) => fillTemplate({ ...workloadDefaults.statefulSet, ...spec }),
  "apps/DaemonSet": (spec) => fillTemplate({ ...workloadDefaults.daemonSet, ...spec }),
  "batch/Job": fillJob,
  "batch/CronJob": (spec) => fillCronJob({ ...workloadDefaults.cronJob, ...spec }),
  Service: fillService,
};

function fillTemplate(spec: JsonObject): JsonObject {
  const template = spec["template"];
  if (!isJsonObject(template) || !isJsonObject(template["spec"])) return spec;
  return { ...spec, template: { ...template, spec: fillPod(template["spec"]) } };
}

/** A Job runs once unless it says otherwise; one with neither number has both. */
function fillJob(spec: JsonObject): JsonObject {
  const isSingle = spec["completions"] === undefined && spec["parallelism"] === undefined;
  return fillTemplate({ ...workloadDefaults.job, ...(isSingle ? { completions: 1 } : {}), ...spec });
}

function fillCronJob(spec: JsonObject): JsonObject {
  const template = spec["jobTemplate"];
  if (!isJsonObject(template) || !isJsonObject(template["spec"])) return spec;
  return { ...spec, jobTemplate: { ...template, spec: fillJob(template["spec"]) } };
}

/** Fills in a pod's specification. Source: k8s.io/kubernetes, pkg/apis/core/v1/defaults.go. */
function fillPod(spec: JsonObject): JsonObject {
  const filled: Record<string, unknown> = { ...workloadDefaults.pod, ...spec };
  for (const list of ["containers", "initContainers", "ephemeralContainers"]) {
    const containers = spec[list];
    if (Array.isArray(containers)) filled[list] = containers.map(fillContainer);
  }
  return filled;
}

function fillContainer(container: unknown): unknown {
  if (!isJsonObject(container)) return container;
  const { ports, resources, image } = container;
  return {
    ...workloadDefaults.container,
    ...(typeof image === "string" ? { imagePullPolicy: pullPolicyOf(image) } : {}),
    ...container,
    ...(Array.isArray(ports) ? { ports: ports.map(fillPort) } : {}),
    ...(isJsonObject(resources) ? { resources: fillResources(resources) } : {}),
  };
}

/** What a container may use is what it asks for, where it does not ask. */
function fillResources(resources: JsonObject): JsonObject {
  const { limits, requests } = resources;
  if (!isJsonObject(limits)) return resources;
  return { ...resources, requests: { ...limits, ...(isJsonObject(requests) ? requests : {}) } };
}

function fillPort(port: unknown): unknown {
  return isJsonObject(port) ? { protocol: "TCP", ...port } : port;
}

function pullPolicyOf(image: string): string {
  const name = image.slice(image.lastIndexOf("/") + 1);
  const isLatest = !image.includes("@") && (!name.includes(":") || name.endsWith(":latest"));
  return isLatest ? "Always" : "IfNotPresent";
}

function fillService(spec: JsonObject): JsonObject {
  const { ports } = spec;
  const isExternalName = spec["type"] === "ExternalName";
  return {
    type: "ClusterIP",
    sessionAffinity: "None",
    ...(isExternalName ? {} : { internalTrafficPolicy: "Cluster" }),
    ...spec,
    ...(Array.isArray(ports) ? { ports: ports.map(fillServicePort) } : {}),
  };
}

function fillServicePort(port: unknown): unknown {
  if (!isJsonObject(port)) return port;
  return { protocol: "TCP", ...(port["port"] === undefined ? {} : { targetPort: port["port"] }), ...port };
}
