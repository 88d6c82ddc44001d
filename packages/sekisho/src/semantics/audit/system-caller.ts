import type { AuditEvent } from "../../model/audit-event.ts";

/**
 * Users that the control plane's own parts call as.
 *
 * Source: Kubernetes documentation, "Using RBAC Authorization", Core component roles; "PKI certificates and requirements";
 * Amazon EKS, "Default Kubernetes roles and users"; audit logs of GKE, AKS and OpenShift.
 */
const systemUsers: ReadonlySet<string> = new Set([
  "system:apiserver",
  "system:kube-controller-manager",
  "system:cloud-controller-manager",
  "system:kube-scheduler",
  "system:kube-proxy",
  "system:addon-manager",
  "system:aggregator",
  "system:konnectivity-server",
  "system:kube-aggregator",
  "system:apiserver-aggregator",
  // Amazon EKS
  "eks:addon-manager",
  "eks:authenticator",
  "eks:az-poller",
  "eks:certificate-controller",
  "eks:cloud-controller-manager",
  "eks:cloud-provider-extraction-migration",
  "eks:cluster-event-watcher",
  "eks:fargate-manager",
  "eks:fargate-scheduler",
  "eks:k8s-metrics",
  "eks:kube-controller-manager",
  "eks:kube-scheduler",
  "eks:network-policy-controller",
  "eks:node-manager",
  "eks:pod-identity-mutating-webhook",
  "eks:service-operations",
  "eks:vpc-resource-controller",
  // Google GKE
  "system:clustermetrics",
  "system:cluster-autoscaler",
  "system:gcp-controller-manager",
  "system:gke-common-webhooks",
  "system:gke-controller-manager",
  "system:gke-uas-hpa-controller",
  "system:glbc",
  "system:kubestore-collector",
  "system:l7-lb-controller",
  "system:managed-certificate-controller",
  "system:pod-garbage-collector",
  "system:resource-tracker",
  "system:storageversion-migrator",
  "system:vpa-recommender",
  "system:vpa-updater",
  // Azure AKS
  "aksService",
  "hcpService",
  "acsService",
]);

/** Service accounts of `kube-system` that controllers of Kubernetes itself run as. Source: Kubernetes 1.36, controller roles. */
const controllers: ReadonlySet<string> = new Set([
  "attachdetach-controller",
  "bootstrap-signer",
  "certificate-controller",
  "cloud-controller-manager",
  "cloud-node-controller",
  "clusterrole-aggregation-controller",
  "cronjob-controller",
  "daemon-set-controller",
  "deployment-controller",
  "device-taint-eviction-controller",
  "disruption-controller",
  "endpoint-controller",
  "endpointslice-controller",
  "endpointslicemirroring-controller",
  "ephemeral-volume-controller",
  "expand-controller",
  "generic-garbage-collector",
  "horizontal-pod-autoscaler",
  "job-controller",
  "kube-controller-manager",
  "legacy-service-account-token-cleaner",
  "namespace-controller",
  "node-controller",
  "persistent-volume-binder",
  "pod-garbage-collector",
  "podcertificaterequestcleaner",
  "pv-protection-controller",
  "pvc-protection-controller",
  "replicaset-controller",
  "replication-controller",
  "resource-claim-controller",
  "resourcequota-controller",
  "root-ca-cert-publisher",
  "route-controller",
  "selinux-warning-controller",
  "service-account-controller",
  "service-cidrs-controller",
  "service-controller",
  "statefulset-controller",
  "token-cleaner",
  "ttl-after-finished-controller",
  "ttl-controller",
  "validatingadmissionpolicy-status-controller",
  "volumeattributesclass-protection-controller",
]);

const controllerPrefix = "system:serviceaccount:kube-system:";
const nodePrefix = "system:node:";

/**
 * Tells whether a caller is a built-in part of the control plane or a node's kubelet, acting as itself.
 *
 * These act all day long, and by what others asked of them: a pod that a controller makes is the act of who sent the
 * Deployment. Somebody who has stolen such an identity is among them; detectors that look for that read all callers.
 */
export function isSystemCaller({ user, impersonated }: Pick<AuditEvent, "user" | "impersonated">): boolean {
  const { name } = user;
  if (impersonated !== undefined) return false;
  if (name.startsWith(controllerPrefix)) return controllers.has(name.slice(controllerPrefix.length));
  if (name.startsWith(nodePrefix) || systemUsers.has(name)) return true;
  // OpenShift's operators live in namespaces that the API server lets nobody else make.
  return name.startsWith("system:serviceaccount:openshift-") || name.startsWith("system:openshift-");
}

/** Tells whether a service account is one that a controller of Kubernetes itself runs as. */
export function isControllerAccount(namespace: string, name: string): boolean {
  return namespace === "kube-system" && controllers.has(name);
}
