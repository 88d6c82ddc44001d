/** Kinds by what the API calls their resources. */
const kinds: ReadonlyMap<string, string> = new Map(
  (
    "ClusterRole ClusterRoleBinding ConfigMap ControllerRevision CronJob CSIDriver CustomResourceDefinition DaemonSet Deployment " +
    "EndpointSlice Event Gateway GatewayClass GRPCRoute HorizontalPodAutoscaler HTTPRoute IngressClass Job Lease LimitRange " +
    "MutatingWebhookConfiguration Namespace Node PersistentVolume PersistentVolumeClaim Pod PodDisruptionBudget " +
    "PodSecurityPolicy PodTemplate PriorityClass ReplicaSet ReplicationController ResourceQuota Role RoleBinding RuntimeClass " +
    "Secret Service ServiceAccount StatefulSet StorageClass ValidatingWebhookConfiguration VolumeAttachment"
  )
    .split(" ")
    .map((kind) => [kind.endsWith("ss") ? `${kind.toLowerCase()}es` : `${kind.toLowerCase()}s`, kind] as const)
    .concat([
      ["endpoints", "Endpoints"],
      ["ingresses", "Ingress"],
      ["networkpolicies", "NetworkPolicy"],
    ]),
);

/** Finds the kind of a resource as the API calls it: `deployments` are of kind `Deployment`. */
export function findKindOfResource(resource: string): string | undefined {
  return kinds.get(resource.toLowerCase());
}
