/** How long a version of an API lives. */
export interface ApiLifecycle {
  /** First minor version of Kubernetes in which it is deprecated; `undefined` when it was never announced. */
  readonly deprecatedIn: number | undefined;
  /** First minor version that no longer serves it; `undefined` while none is known. */
  readonly removedIn: number | undefined;
  /** The version to move to; `undefined` when the kind is gone. */
  readonly successor: string | undefined;
  /** Whether the successor takes the same fields: then the version alone has to be raised. */
  readonly isSameShape: boolean;
}

type Row = readonly [
  apiVersion: string,
  kinds: string,
  deprecatedIn: number | undefined,
  removedIn: number | undefined,
  successor: string | undefined,
  shape: "same" | "other",
];

/**
 * Versions that were removed or are deprecated, from 1.16 on. Sources: Kubernetes documentation, "Deprecated API Migration
 * Guide"; the changelogs' sections "Deprecation" and "API Change"; the `k8s:prerelease-lifecycle-gen` marks of the API
 * types.
 */
const rows: readonly Row[] = [
  ["extensions/v1beta1", "Deployment", 8, 16, "apps/v1", "other"],
  ["extensions/v1beta1", "DaemonSet ReplicaSet", 8, 16, "apps/v1", "other"],
  ["extensions/v1beta1", "NetworkPolicy", 9, 16, "networking.k8s.io/v1", "same"],
  ["extensions/v1beta1", "PodSecurityPolicy", 10, 16, undefined, "other"],
  ["extensions/v1beta1", "Ingress", 14, 22, "networking.k8s.io/v1", "other"],
  ["apps/v1beta1", "Deployment StatefulSet", 8, 16, "apps/v1", "other"],
  ["apps/v1beta1", "ControllerRevision", 8, 16, "apps/v1", "same"],
  ["apps/v1beta2", "Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision", 9, 16, "apps/v1", "same"],
  [
    "admissionregistration.k8s.io/v1beta1",
    "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    16,
    22,
    "admissionregistration.k8s.io/v1",
    "other",
  ],
  [
    "admissionregistration.k8s.io/v1alpha1",
    "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
    28,
    33,
    "admissionregistration.k8s.io/v1",
    "same",
  ],
  [
    "admissionregistration.k8s.io/v1beta1",
    "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
    30,
    34,
    "admissionregistration.k8s.io/v1",
    "same",
  ],
  ["apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", 16, 22, "apiextensions.k8s.io/v1", "other"],
  ["apiregistration.k8s.io/v1beta1", "APIService", 19, 22, "apiregistration.k8s.io/v1", "same"],
  ["authentication.k8s.io/v1beta1", "TokenReview", 19, 22, "authentication.k8s.io/v1", "same"],
  [
    "authorization.k8s.io/v1beta1",
    "LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview SelfSubjectRulesReview",
    19,
    22,
    "authorization.k8s.io/v1",
    "other",
  ],
  ["autoscaling/v2beta1", "HorizontalPodAutoscaler", 22, 25, "autoscaling/v2", "other"],
  ["autoscaling/v2beta2", "HorizontalPodAutoscaler", 23, 26, "autoscaling/v2", "same"],
  ["batch/v2alpha1", "CronJob", 8, 21, "batch/v1", "same"],
  ["batch/v1beta1", "CronJob", 21, 25, "batch/v1", "same"],
  ["certificates.k8s.io/v1beta1", "CertificateSigningRequest", 19, 22, "certificates.k8s.io/v1", "other"],
  ["coordination.k8s.io/v1beta1", "Lease", 19, 22, "coordination.k8s.io/v1", "same"],
  ["discovery.k8s.io/v1beta1", "EndpointSlice", 21, 25, "discovery.k8s.io/v1", "other"],
  ["v1", "Endpoints", 33, undefined, "discovery.k8s.io/v1", "other"],
  ["v1", "ComponentStatus", 19, undefined, undefined, "other"],
  ["events.k8s.io/v1beta1", "Event", 19, 25, "events.k8s.io/v1", "other"],
  [
    "flowcontrol.apiserver.k8s.io/v1alpha1",
    "FlowSchema PriorityLevelConfiguration",
    20,
    24,
    "flowcontrol.apiserver.k8s.io/v1",
    "other",
  ],
  [
    "flowcontrol.apiserver.k8s.io/v1beta1",
    "FlowSchema PriorityLevelConfiguration",
    23,
    26,
    "flowcontrol.apiserver.k8s.io/v1",
    "other",
  ],
  [
    "flowcontrol.apiserver.k8s.io/v1beta2",
    "FlowSchema PriorityLevelConfiguration",
    26,
    29,
    "flowcontrol.apiserver.k8s.io/v1",
    "other",
  ],
  [
    "flowcontrol.apiserver.k8s.io/v1beta3",
    "FlowSchema PriorityLevelConfiguration",
    29,
    32,
    "flowcontrol.apiserver.k8s.io/v1",
    "same",
  ],
  ["networking.k8s.io/v1beta1", "Ingress", 19, 22, "networking.k8s.io/v1", "other"],
  ["networking.k8s.io/v1beta1", "IngressClass", 19, 22, "networking.k8s.io/v1", "same"],
  ["node.k8s.io/v1beta1", "RuntimeClass", 22, 25, "node.k8s.io/v1", "same"],
  ["policy/v1beta1", "PodDisruptionBudget", 21, 25, "policy/v1", "other"],
  ["policy/v1beta1", "PodSecurityPolicy", 21, 25, undefined, "other"],
  [
    "rbac.authorization.k8s.io/v1alpha1",
    "ClusterRole ClusterRoleBinding Role RoleBinding",
    17,
    22,
    "rbac.authorization.k8s.io/v1",
    "same",
  ],
  [
    "rbac.authorization.k8s.io/v1beta1",
    "ClusterRole ClusterRoleBinding Role RoleBinding",
    17,
    22,
    "rbac.authorization.k8s.io/v1",
    "same",
  ],
  ["scheduling.k8s.io/v1alpha1", "PriorityClass", 14, 17, "scheduling.k8s.io/v1", "same"],
  ["scheduling.k8s.io/v1beta1", "PriorityClass", 14, 22, "scheduling.k8s.io/v1", "same"],
  ["storage.k8s.io/v1alpha1", "CSIStorageCapacity VolumeAttachment", 21, 24, "storage.k8s.io/v1", "same"],
  ["storage.k8s.io/v1beta1", "CSIDriver", 19, 22, "storage.k8s.io/v1", "same"],
  ["storage.k8s.io/v1beta1", "CSINode", 17, 22, "storage.k8s.io/v1", "same"],
  ["storage.k8s.io/v1beta1", "StorageClass", 6, 22, "storage.k8s.io/v1", "same"],
  ["storage.k8s.io/v1beta1", "VolumeAttachment", 13, 22, "storage.k8s.io/v1", "same"],
  ["storage.k8s.io/v1beta1", "CSIStorageCapacity", 24, 27, "storage.k8s.io/v1", "same"],
];

const lifecycles: ReadonlyMap<string, ApiLifecycle> = new Map(
  rows.flatMap(([apiVersion, kinds, deprecatedIn, removedIn, successor, shape]) =>
    kinds
      .split(" ")
      .map((kind) => [`${apiVersion} ${kind}`, { deprecatedIn, removedIn, successor, isSameShape: shape === "same" }]),
  ),
);

/** Finds how long an API version of a kind lives; `undefined` when nothing is known against it. */
export function findApiLifecycle(apiVersion: string, kind: string): ApiLifecycle | undefined {
  return lifecycles.get(`${apiVersion} ${kind}`);
}
