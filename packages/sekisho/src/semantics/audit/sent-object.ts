import { isJsonObject } from "../../formats/json/json-value.ts";
import type { AuditEvent } from "../../model/audit-event.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestMap } from "../kubernetes/manifest-value.ts";
import { toObject } from "../kubernetes/read-objects.ts";
import { additionsOf } from "./json-patch.ts";

/** The kinds of resources that detectors look into: a patch does not name the kind of what it changes. */
const kindOfResource: ReadonlyMap<string, string> = new Map([
  ["clusterrolebindings", "ClusterRoleBinding"],
  ["clusterroles", "ClusterRole"],
  ["configmaps", "ConfigMap"],
  ["cronjobs", "CronJob"],
  ["daemonsets", "DaemonSet"],
  ["deployments", "Deployment"],
  ["ingresses", "Ingress"],
  ["jobs", "Job"],
  ["namespaces", "Namespace"],
  ["networkpolicies", "NetworkPolicy"],
  ["nodes", "Node"],
  ["pods", "Pod"],
  ["podtemplates", "PodTemplate"],
  ["replicasets", "ReplicaSet"],
  ["replicationcontrollers", "ReplicationController"],
  ["rolebindings", "RoleBinding"],
  ["roles", "Role"],
  ["secrets", "Secret"],
  ["serviceaccounts", "ServiceAccount"],
  ["services", "Service"],
  ["statefulsets", "StatefulSet"],
]);

/** Subresources whose body is the object itself, or a part of it. */
const wholeSubresources: ReadonlySet<string> = new Set(["", "ephemeralcontainers", "approval", "status"]);

const known = new WeakMap<AuditEvent, { readonly object: ManifestObject | undefined }>();

/**
 * Finds the object that a request wants to be stored: of `create` and `update` what was sent; of `patch` the whole object
 * where the answer is in the event, else what the patch puts in, whatever its form. `undefined` for other requests, and
 * where the body is not in the event.
 */
export function findSentObject(event: AuditEvent): ManifestObject | undefined {
  const before = known.get(event);
  if (before !== undefined) return before.object;
  const object = readSentObject(event);
  known.set(event, { object });
  return object;
}

/** Finds what a patch puts in by itself, and not what was there before; `undefined` for everything but a patch. */
export function findPatchedIn(event: AuditEvent): ManifestObject | undefined {
  return event.verb === "patch" ? toManifestObject(event, additions(event.requestObject)) : undefined;
}

function readSentObject(event: AuditEvent): ManifestObject | undefined {
  const { verb, object, requestObject, responseObject } = event;
  if (object === undefined || !wholeSubresources.has(object.subresource)) return undefined;
  if (verb === "create" || verb === "update") return toManifestObject(event, requestObject);
  if (verb !== "patch") return undefined;
  const isWhole = isMap(responseObject) && responseObject["kind"] !== "Status";
  return toManifestObject(event, isWhole ? responseObject : additions(requestObject));
}

function additions(patch: unknown): unknown {
  return Array.isArray(patch) ? additionsOf(patch) : patch;
}

function toManifestObject({ object, path }: AuditEvent, content: unknown): ManifestObject | undefined {
  if (object === undefined || !isMap(content)) return undefined;
  const { apiGroup, apiVersion, resource, name, namespace } = object;
  const kind = typeof content["kind"] === "string" ? content["kind"] : (kindOfResource.get(resource) ?? "");
  const version = apiGroup === "" ? apiVersion : `${apiGroup}/${apiVersion}`;
  const sent = toObject(content, { apiVersion: version, kind }, { path, document: 0, pointer: "" });
  // The name stands in the address of the request; a body may leave both out.
  return { ...sent, name: name === "" ? sent.name : name, namespace };
}

/** What came out of `JSON.parse` is made of the values that manifests are made of. */
function isMap(value: unknown): value is ManifestMap {
  return isJsonObject(value);
}
