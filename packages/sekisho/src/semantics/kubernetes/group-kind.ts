import { groupOf, type ManifestObject } from "./manifest-object.ts";

/** Names the kind of an object with its group: `Pod`, `Deployment.apps`, `Rollout.argoproj.io`. */
export function describeGroupKind(object: Pick<ManifestObject, "apiVersion" | "kind">): string {
  const group = groupOf(object);
  return group === "" ? object.kind : `${object.kind}.${group}`;
}

/** Kinds that live in no namespace. Source: Kubernetes 1.36 API resources with `namespaced: false`, and well-known others. */
const clusterKinds: ReadonlySet<string> = new Set([
  "ComponentStatus",
  "Namespace",
  "Node",
  "PersistentVolume",
  "MutatingWebhookConfiguration.admissionregistration.k8s.io",
  "MutatingAdmissionPolicy.admissionregistration.k8s.io",
  "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
  "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
  "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
  "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
  "CustomResourceDefinition.apiextensions.k8s.io",
  "APIService.apiregistration.k8s.io",
  "SelfSubjectReview.authentication.k8s.io",
  "TokenReview.authentication.k8s.io",
  "SelfSubjectAccessReview.authorization.k8s.io",
  "SelfSubjectRulesReview.authorization.k8s.io",
  "SubjectAccessReview.authorization.k8s.io",
  "CertificateSigningRequest.certificates.k8s.io",
  "ClusterTrustBundle.certificates.k8s.io",
  "FlowSchema.flowcontrol.apiserver.k8s.io",
  "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
  "IngressClass.networking.k8s.io",
  "IPAddress.networking.k8s.io",
  "ServiceCIDR.networking.k8s.io",
  "RuntimeClass.node.k8s.io",
  "PodSecurityPolicy.policy",
  "PodSecurityPolicy.extensions",
  "ClusterRole.rbac.authorization.k8s.io",
  "ClusterRoleBinding.rbac.authorization.k8s.io",
  "DeviceClass.resource.k8s.io",
  "ResourceSlice.resource.k8s.io",
  "PriorityClass.scheduling.k8s.io",
  "CSIDriver.storage.k8s.io",
  "CSINode.storage.k8s.io",
  "StorageClass.storage.k8s.io",
  "VolumeAttachment.storage.k8s.io",
  "VolumeAttributesClass.storage.k8s.io",
  "StorageVersion.internal.apiserver.k8s.io",
  "StorageVersionMigration.storagemigration.k8s.io",
  "GatewayClass.gateway.networking.k8s.io",
  "AdminNetworkPolicy.policy.networking.k8s.io",
  "BaselineAdminNetworkPolicy.policy.networking.k8s.io",
  "ClusterNetworkPolicy.policy.networking.k8s.io",
  "CiliumClusterwideNetworkPolicy.cilium.io",
  "GlobalNetworkPolicy.projectcalico.org",
  "GlobalNetworkPolicy.crd.projectcalico.org",
  "GlobalNetworkSet.projectcalico.org",
  "ClusterIssuer.cert-manager.io",
  "ClusterSecretStore.external-secrets.io",
  "ClusterExternalSecret.external-secrets.io",
  "ClusterPolicy.kyverno.io",
  "ConstraintTemplate.templates.gatekeeper.sh",
  "EncryptionConfiguration.apiserver.config.k8s.io",
  "EncryptionConfig",
  "SeccompProfile",
  "KubeletConfiguration.kubelet.config.k8s.io",
]);

/** Tells whether a kind lives in no namespace; kinds that are not known are taken to live in one. */
export function isClusterKind(object: Pick<ManifestObject, "apiVersion" | "kind">): boolean {
  return clusterKinds.has(describeGroupKind(object)) || groupOf(object) === "constraints.gatekeeper.sh";
}

let clusterKindNames: ReadonlySet<string> | undefined;

/** Tells whether a kind lives in no namespace, for those who do not say its group. */
export function isClusterKindName(kind: string): boolean {
  clusterKindNames ??= new Set([...clusterKinds].map((name) => name.replace(/\..*$/, "")));
  return clusterKindNames.has(kind);
}
