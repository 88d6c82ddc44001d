/**
 * The questions that other tools ask of workloads, permissions, networks and their relations, as their lists of checks name
 * them: Kubescape's controls without those of nodes and control planes, kube-linter 0.8, kube-score 1.20, Polaris 10,
 * kubeaudit 0.22, kubesec 2.14, Popeye 0.22, and CIS Kubernetes 1.12 chapter 5 in kube-bench's numbers. Its 5.6.3 asks for
 * every setting of a security context at once: that is a control of several checks, and the alias of none.
 */
export const peerQuestions: Readonly<Record<string, string>> = {
  kubescape: `
    C-0001 C-0002 C-0004 C-0007 C-0009 C-0012 C-0013 C-0015 C-0016 C-0017 C-0018 C-0020 C-0021 C-0030 C-0031 C-0034 C-0035
    C-0037 C-0038 C-0041 C-0042 C-0044 C-0045 C-0046 C-0048 C-0050 C-0052 C-0053 C-0054 C-0055 C-0056 C-0057 C-0058 C-0059
    C-0061 C-0062 C-0063 C-0065 C-0073 C-0074 C-0075 C-0076 C-0077 C-0078 C-0079 C-0081 C-0087 C-0089 C-0090 C-0091 C-0185
    C-0186 C-0187 C-0188 C-0189 C-0190 C-0191 C-0193 C-0194 C-0195 C-0196 C-0197 C-0198 C-0199 C-0200 C-0201 C-0202 C-0203
    C-0204 C-0206 C-0207 C-0210 C-0212 C-0246 C-0253 C-0256 C-0260 C-0261 C-0262 C-0263 C-0265 C-0266 C-0268 C-0269 C-0270
    C-0271 C-0272 C-0273 C-0275 C-0276 C-0278 C-0279 C-0280 C-0281 C-0282 C-0293 C-0294 C-0295 C-0296 C-0298 C-0299 C-0300
    C-0302 C-0305 C-0306 C-0307`,
  "kube-linter": `
    access-to-create-pods access-to-secrets cluster-admin-role-binding dangling-horizontalpodautoscaler dangling-ingress
    dangling-networkpolicy dangling-networkpolicypeer-podselector dangling-service dangling-servicemonitor
    default-service-account deprecated-service-account-field dnsconfig-options docker-sock drop-net-raw-capability
    duplicate-env-var env-value-from env-var-secret exposed-services host-ipc host-network host-pid
    hpa-minimum-three-replicas invalid-target-ports job-ttl-seconds-after-finished latest-tag liveness-port
    minimum-three-replicas mismatching-selector no-anti-affinity no-extensions-v1beta no-liveness-probe no-node-affinity
    no-read-only-root-fs no-readiness-probe no-rolling-update-strategy non-existent-service-account non-isolated-pod
    pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy priority-class-name
    privilege-escalation-container privileged-container privileged-ports read-secret-from-env-var readiness-port
    required-annotation-email required-label-owner restart-policy run-as-non-root scc-deny-privileged-container
    schema-validation sensitive-host-mounts sorted-keys ssh-port startup-port unsafe-proc-mount unsafe-sysctls
    unset-cpu-requirements unset-memory-requirements use-namespace wildcard-in-rules writable-host-mount`,
  "kube-score": `
    container-cpu-requests-equal-limits container-ephemeral-storage-request-and-limit
    container-ephemeral-storage-request-equals-limit container-image-pull-policy container-image-tag
    container-memory-requests-equal-limits container-ports-check container-resource-requests-equal-limits
    container-resources container-seccomp-profile container-security-context-privileged
    container-security-context-readonlyrootfilesystem container-security-context-user-group-id cronjob-has-deadline
    cronjob-restartpolicy deployment-has-host-podantiaffinity deployment-has-poddisruptionbudget
    deployment-pod-selector-labels-match-template-metadata-labels deployment-replicas
    deployment-targeted-by-hpa-does-not-have-replicas-configured environment-variable-key-duplication
    horizontalpodautoscaler-has-target horizontalpodautoscaler-replicas ingress-targets-service label-values
    networkpolicy-targets-pod pod-networkpolicy pod-probes pod-probes-identical pod-topology-spread-constraints
    poddisruptionbudget-has-policy service-targets-pod service-type stable-version statefulset-has-host-podantiaffinity
    statefulset-has-poddisruptionbudget statefulset-has-servicename
    statefulset-pod-selector-labels-match-template-metadata-labels`,
  polaris: `
    automountServiceAccountToken clusterrolePodExecAttach clusterrolebindingClusterAdmin clusterrolebindingPodExecAttach
    cpuLimitsMissing cpuRequestsMissing dangerousCapabilities deploymentMissingReplicas hostIPCSet hostNetworkSet hostPIDSet
    hostPathSet hostPortSet hostProcess hpaMaxAvailability hpaMinAvailability insecureCapabilities linuxHardening
    livenessProbeMissing memoryLimitsMissing memoryRequestsMissing metadataAndInstanceMismatched missingNetworkPolicy
    missingPodDisruptionBudget notReadOnlyRootFilesystem pdbDisruptionsIsZero pdbMinAvailableGreaterThanHPAMinReplicas
    priorityClassNotSet privilegeEscalationAllowed procMount pullPolicyNotAlways readinessProbeMissing resourceRange
    rolePodExecAttach rolebindingClusterAdminClusterRole rolebindingClusterAdminRole rolebindingClusterRolePodExecAttach
    rolebindingRolePodExecAttach runAsPrivileged runAsRootAllowed sensitiveConfigmapContent sensitiveContainerEnvVar
    tagNotSpecified tlsSettingsMissing topologySpreadConstraint`,
  kubeaudit: `
    AllowAllEgressNetworkPolicyExists AllowAllIngressNetworkPolicyExists AllowPrivilegeEscalationNil
    AllowPrivilegeEscalationTrue AppArmorAnnotationMissing AppArmorDisabled AppArmorInvalidAnnotation
    AutomountServiceAccountTokenDeprecated AutomountServiceAccountTokenTrueAndDefaultSA CapabilityAdded
    CapabilityOrSecurityContextMissing CapabilityShouldDropAll DeprecatedAPIUsed ImageTagIncorrect ImageTagMissing
    LimitsCPUExceeded LimitsCPUNotSet LimitsMemoryExceeded LimitsMemoryNotSet LimitsNotSet
    MissingDefaultDenyEgressNetworkPolicy MissingDefaultDenyIngressAndEgressNetworkPolicy
    MissingDefaultDenyIngressNetworkPolicy NamespaceHostIPCTrue NamespaceHostNetworkTrue NamespaceHostPIDTrue PrivilegedNil
    PrivilegedTrue ReadOnlyRootFilesystemFalse ReadOnlyRootFilesystemNil RunAsNonRootCSCFalse RunAsNonRootPSCFalseCSCNil
    RunAsNonRootPSCNilCSCNil RunAsUserCSCRoot RunAsUserPSCRoot SeccompDeprecatedAnnotations SeccompDisabledContainer
    SeccompDisabledPod SeccompProfileMissing SensitivePathsMounted`,
  kubesec: `
    AllowPrivilegeEscalation ApparmorAny ApparmorUnconfined AutomountServiceAccountToken BindingsToSystemAnonymous
    CapDropAll CapDropAny CapSysAdmin DockerSock HostAliases HostIPC HostNetwork HostPID HostUsers LimitsCPU LimitsMemory
    Privileged ProcMount ReadOnlyRootFilesystem RequestsCPU RequestsMemory RunAsGroup RunAsNonRoot RunAsUser SeccompAny
    SeccompUnconfined SecretsAsEnvironmentVariables ServiceAccountName`,
  popeye: `
    POP-100 POP-101 POP-102 POP-103 POP-104 POP-105 POP-106 POP-107 POP-108 POP-109 POP-110 POP-111 POP-112 POP-113 POP-200
    POP-201 POP-202 POP-203 POP-204 POP-205 POP-206 POP-207 POP-208 POP-209 POP-300 POP-301 POP-302 POP-303 POP-304 POP-305
    POP-306 POP-307 POP-308 POP-400 POP-401 POP-402 POP-403 POP-404 POP-405 POP-406 POP-407 POP-500 POP-501 POP-503 POP-504
    POP-505 POP-506 POP-507 POP-508 POP-600 POP-602 POP-603 POP-604 POP-605 POP-666 POP-700 POP-701 POP-702 POP-703 POP-704
    POP-705 POP-706 POP-707 POP-708 POP-709 POP-710 POP-711 POP-712 POP-800 POP-900 POP-901 POP-1000 POP-1001 POP-1002
    POP-1003 POP-1004 POP-1100 POP-1101 POP-1102 POP-1103 POP-1104 POP-1105 POP-1106 POP-1107 POP-1108 POP-1109 POP-1110
    POP-1120 POP-1200 POP-1201 POP-1202 POP-1203 POP-1204 POP-1205 POP-1206 POP-1207 POP-1208 POP-1300 POP-1400 POP-1401
    POP-1402 POP-1403 POP-1404 POP-1500 POP-1501 POP-1502 POP-1503 POP-1600 POP-1601 POP-1602 POP-1603 POP-1604 POP-1700
    POP-1701 POP-1702 POP-1703 POP-1704`,
  "kube-bench": `
    5.1.1 5.1.2 5.1.3 5.1.4 5.1.5 5.1.6 5.1.7 5.1.8 5.1.9 5.1.10 5.1.11 5.1.12 5.1.13 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.2.7
    5.2.8 5.2.9 5.2.10 5.2.11 5.2.12 5.3.2 5.4.1 5.6.2 5.6.4`,
  "kube-hunter": "KHV047",
};
