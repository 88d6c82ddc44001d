import { isClusterKind } from "../kubernetes/group-kind.ts";
import { groupOf, type ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findValue, isManifestMap, type ManifestMap, mapAt, pointerKeys } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import { withApiDefaults } from "./api-defaults.ts";
import type { AdmissionRequest } from "./request.ts";
import { resourceNameOf } from "./resource-name.ts";

/** What applying an object of a manifest asks of the API server. */
export interface ScanRequest {
  readonly request: AdmissionRequest;
  /** The object of the request. */
  readonly object: ManifestMap;
  /** The object of the manifest that it is about. */
  readonly source: ManifestObject;
  /** JSON pointer in the source of what the request calls its object: that of the pod template for the pod that it makes. */
  readonly base: string;
}

/** Gives the request that creates an object. Who makes it is not known. */
export function createRequestOf(source: ManifestObject, set: ManifestSet): ScanRequest {
  const content = withNamespace(source.content, source);
  const slash = source.apiVersion.indexOf("/");
  const version = source.apiVersion.slice(slash + 1);
  const group = groupOf(source);
  const resource = resourceNameOf(source, set);
  const object = withApiDefaults(content);
  const request = requestOf(object, source, set);
  return {
    object,
    source,
    base: "",
    request: { ...request, resource: { group, version, resource }, kind: { group, version, kind: source.kind } },
  };
}

/** Gives the request that a workload's controller makes for a pod: a cluster judges that one, too. */
export function createPodRequestOf(template: PodTemplate, set: ManifestSet): ScanRequest | undefined {
  const { workload, pointer } = template;
  const written = findValue(workload.content, ...pointerKeys(pointer));
  if (pointer === "" || !isManifestMap(written)) return undefined;
  const metadata = mapAt(written, "metadata");
  const pod: ManifestMap = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { generateName: `${workload.name}-`, ...metadata, namespace: workload.namespace },
    spec: mapAt(written, "spec"),
  };
  const object = withApiDefaults(pod);
  const request = requestOf(object, { ...workload, name: "" }, set);
  return {
    object,
    source: workload,
    base: pointer,
    request: {
      ...request,
      resource: { group: "", version: "v1", resource: "pods" },
      kind: { group: "", version: "v1", kind: "Pod" },
    },
  };
}

function requestOf(
  object: ManifestMap,
  { name, namespace }: Pick<ManifestObject, "name" | "namespace">,
  set: ManifestSet,
) {
  const namespaceObject =
    namespace === "" ? undefined : (set.find("Namespace", "", namespace)?.content ?? namedNamespace(namespace));
  return {
    operation: "CREATE",
    subresource: "",
    name,
    namespace,
    object,
    ...(namespaceObject === undefined ? {} : { namespaceObject }),
  } as const;
}

/** Of a namespace that no manifest shows, its name and the label that every namespace has are known. */
function namedNamespace(name: string): ManifestMap {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "kubernetes.io/metadata.name": name } } };
}

/** The API server writes the namespace of a request into an object that names none. */
function withNamespace(content: ManifestMap, object: ManifestObject): ManifestMap {
  if (object.hasNamespace || object.namespace === "" || isClusterKind(object)) return content;
  const metadata = mapAt(content, "metadata");
  return { ...content, metadata: { ...metadata, namespace: object.namespace } };
}
