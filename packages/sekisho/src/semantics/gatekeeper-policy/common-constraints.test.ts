import { expect, test } from "vitest";
import type { JsonObject } from "../../formats/json/json-value.ts";
import { judgeRequest } from "../admission-policy/judge-request.ts";
import { readAdmissionPolicy } from "../admission-policy/read-policy.ts";
import { createStandardLibrary } from "../cel/functions/standard-library.ts";
import { commonConstraints, constraintVariables, containersVariable } from "./common-constraints.ts";

const library = createStandardLibrary();
const everyRequest = {
  resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] }],
};

/** Gives the messages that a constraint has for an object. */
function judge(kind: string, parameters: JsonObject, object: JsonObject): readonly string[] {
  const {
    expression,
    messageExpression,
    variables = [],
  } = commonConstraints[kind] ?? {
    expression: "",
    messageExpression: "",
  };
  const { policy, problems } = readAdmissionPolicy(
    {
      metadata: { name: "c" },
      spec: {
        matchConstraints: everyRequest,
        paramKind: { apiVersion: "constraints.gatekeeper.sh/v1beta1", kind },
        variables: [...constraintVariables, containersVariable, ...variables],
        validations: [{ expression, messageExpression }],
      },
    },
    library,
  );
  expect(problems).toEqual([]);
  if (policy === undefined) return ["no policy"];
  const constraint = {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind,
    metadata: { name: "c" },
    spec: { parameters },
  };
  const binding = {
    name: "c",
    policyName: "c",
    actions: ["Deny"],
    match: { rules: [], excluded: [], namespaceSelector: [], objectSelector: [], isExact: false },
    params: { name: "c", whenMissing: "Deny" },
  } as const;
  const of = { group: "", version: "v1" };
  const request = {
    operation: "CREATE",
    resource: { ...of, resource: "pods" },
    kind: { ...of, kind: "Pod" },
    subresource: "",
    name: "x",
    namespace: "shop",
    object,
  } as const;
  const judgement = judgeRequest({ policy, binding }, request, { parameters: [constraint] });
  if (judgement.kind !== "judged") return [judgement.kind];
  return judgement.violations.map(({ message }) => message.en);
}

function pod(container: JsonObject, spec: JsonObject = {}): JsonObject {
  const containers = [{ name: "app", image: "registry.example.com/app:1.0", ...container }];
  return { kind: "Pod", metadata: { name: "x" }, spec: { ...spec, containers } };
}

function ofKind(kind: string, spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { kind, metadata: { name: "x", ...metadata }, spec };
}

const secure = (securityContext: JsonObject) => pod({ securityContext });

// What each kind allows is in its page of the documentation of gatekeeper-library.
test.each([
  {
    kind: "K8sRequiredLabels",
    parameters: { labels: [{ key: "owner", allowedRegex: "^[a-z]+$" }] },
    good: ofKind("Pod", {}, { labels: { owner: "me" } }),
    bad: ofKind("Pod", {}, { labels: { owner: "ME" } }),
  },
  {
    kind: "K8sRequiredLabels",
    parameters: { labels: [{ key: "owner" }] },
    good: ofKind("Pod", {}, { labels: { owner: "" } }),
    bad: ofKind("Pod", {}),
  },
  {
    kind: "K8sRequiredAnnotations",
    parameters: { annotations: [{ key: "a/b" }] },
    good: ofKind("Service", {}, { annotations: { "a/b": "" } }),
    bad: ofKind("Service", {}),
  },
  {
    kind: "K8sAllowedRepos",
    parameters: { repos: ["registry.example.com/"] },
    good: pod({}),
    bad: pod({ image: "nginx" }),
  },
  {
    kind: "K8sAllowedReposv2",
    parameters: { allowedImages: ["registry.example.com/*", "nginx"] },
    good: pod({ image: "nginx" }),
    bad: pod({ image: "nginx-ingress" }),
  },
  {
    kind: "K8sDisallowedRepos",
    parameters: { repos: ["docker.io/"] },
    good: pod({}),
    bad: pod({ image: "docker.io/nginx" }),
  },
  {
    kind: "K8sDisallowedTags",
    parameters: { tags: ["latest"] },
    good: pod({ image: "host:5000/nginx:1" }),
    bad: pod({ image: "host:5000/nginx" }),
  },
  {
    kind: "K8sDisallowedTags",
    parameters: { tags: ["latest"], exemptImages: ["nginx*"] },
    good: pod({ image: "nginx:latest" }),
    bad: pod({ image: "redis:latest" }),
  },
  {
    kind: "K8sImageDigests",
    parameters: {},
    good: pod({ image: `nginx@sha256:${"a".repeat(64)}` }),
    bad: pod({ image: "nginx:1" }),
  },
  {
    kind: "K8sContainerLimits",
    parameters: { cpu: "200m", memory: "1Gi" },
    good: pod({ resources: { limits: { cpu: "0.2", memory: "1Gi" } } }),
    bad: pod({ resources: { limits: { cpu: "200m", memory: "2Gi" } } }),
  },
  {
    kind: "K8sContainerLimits",
    parameters: { cpu: "200m", memory: "1Gi" },
    good: pod({ resources: { limits: { cpu: "100m", memory: "1Mi" } } }),
    bad: pod({}),
  },
  {
    kind: "K8sContainerRequests",
    parameters: { cpu: "1", memory: "1Gi" },
    good: pod({ resources: { requests: { cpu: 1, memory: "1Gi" } } }),
    bad: pod({ resources: { requests: { cpu: "1100m", memory: "1Gi" } } }),
  },
  {
    kind: "K8sRequiredResources",
    parameters: { limits: ["memory"] },
    good: pod({ resources: { limits: { memory: "1Gi" } } }),
    bad: pod({ resources: { limits: { cpu: "1" } } }),
  },
  {
    kind: "K8sRequiredProbes",
    parameters: { probes: ["livenessProbe"], probeTypes: ["tcpSocket"] },
    good: pod({ livenessProbe: { tcpSocket: {} } }),
    bad: pod({ livenessProbe: { exec: {} } }),
  },
  {
    kind: "K8sBlockNodePort",
    parameters: {},
    good: ofKind("Service", { type: "ClusterIP" }),
    bad: ofKind("Service", { type: "NodePort" }),
  },
  {
    kind: "K8sBlockLoadBalancer",
    parameters: {},
    good: ofKind("Service", {}),
    bad: ofKind("Service", { type: "LoadBalancer" }),
  },
  {
    kind: "K8sBlockWildcardIngress",
    parameters: {},
    good: ofKind("Ingress", { rules: [{ host: "a.example.com" }] }),
    bad: ofKind("Ingress", { rules: [{ host: "a.example.com" }, {}] }),
  },
  {
    kind: "K8sHttpsOnly",
    parameters: {},
    good: ofKind("Ingress", { tls: [{}] }, { annotations: { "kubernetes.io/ingress.allow-http": "false" } }),
    bad: ofKind("Ingress", { tls: [{}] }),
  },
  {
    kind: "K8sExternalIPs",
    parameters: { allowedIPs: ["203.0.113.1"] },
    good: ofKind("Service", { externalIPs: ["203.0.113.1"] }),
    bad: ofKind("Service", { externalIPs: ["203.0.113.2"] }),
  },
  {
    kind: "K8sReplicaLimits",
    parameters: { ranges: [{ min_replicas: 3, max_replicas: 50 }] },
    good: ofKind("Deployment", { replicas: 3 }),
    bad: ofKind("Deployment", { replicas: 2 }),
  },
  {
    kind: "K8sPSPAutomountServiceAccountTokenPod",
    parameters: {},
    good: pod({}, { automountServiceAccountToken: false }),
    bad: pod({}),
  },
  { kind: "K8sPSPPrivilegedContainer", parameters: {}, good: pod({}), bad: secure({ privileged: true }) },
  {
    kind: "K8sPSPAllowPrivilegeEscalationContainer",
    parameters: {},
    good: secure({ allowPrivilegeEscalation: false }),
    bad: pod({}),
  },
  {
    kind: "K8sPSPReadOnlyRootFilesystem",
    parameters: {},
    good: secure({ readOnlyRootFilesystem: true }),
    bad: pod({}),
  },
  {
    kind: "K8sPSPHostNamespace",
    parameters: {},
    good: pod({}, { hostNetwork: true }),
    bad: pod({}, { hostIPC: true }),
  },
  {
    kind: "K8sPSPHostNetworkingPorts",
    parameters: { hostNetwork: true, min: 80, max: 9000 },
    good: pod({ ports: [{ hostPort: 80 }] }, { hostNetwork: true }),
    bad: pod({ ports: [{ hostPort: 9001 }] }),
  },
  {
    kind: "K8sPSPHostNetworkingPorts",
    parameters: {},
    good: pod({ ports: [{ containerPort: 80 }] }),
    bad: pod({}, { hostNetwork: true }),
  },
  {
    kind: "K8sPSPCapabilities",
    parameters: { allowedCapabilities: ["CHOWN"], requiredDropCapabilities: ["NET_RAW"] },
    good: secure({ capabilities: { add: ["CHOWN"], drop: ["NET_RAW"] } }),
    bad: secure({ capabilities: { add: ["SYS_ADMIN"], drop: ["NET_RAW"] } }),
  },
  {
    kind: "K8sPSPCapabilities",
    parameters: { requiredDropCapabilities: ["NET_RAW"] },
    good: secure({ capabilities: { drop: ["ALL"] } }),
    bad: pod({}),
  },
  {
    kind: "K8sPSPVolumeTypes",
    parameters: { volumes: ["configMap"] },
    good: pod({}, { volumes: [{ name: "v", configMap: {} }] }),
    bad: pod({}, { volumes: [{ name: "v", hostPath: {} }] }),
  },
  {
    kind: "K8sPSPHostFilesystem",
    parameters: { allowedHostPaths: [{ pathPrefix: "/foo", readOnly: true }] },
    good: pod(
      { volumeMounts: [{ name: "v", readOnly: true }] },
      { volumes: [{ name: "v", hostPath: { path: "/foo/bar" } }] },
    ),
    bad: pod(
      { volumeMounts: [{ name: "v", readOnly: true }] },
      { volumes: [{ name: "v", hostPath: { path: "/foobar" } }] },
    ),
  },
  {
    kind: "K8sPSPHostFilesystem",
    parameters: { allowedHostPaths: [{ pathPrefix: "/foo", readOnly: true }] },
    good: pod({}),
    bad: pod({ volumeMounts: [{ name: "v" }] }, { volumes: [{ name: "v", hostPath: { path: "/foo" } }] }),
  },
  {
    kind: "K8sPSPProcMount",
    parameters: { procMount: "Default" },
    good: pod({}),
    bad: secure({ procMount: "Unmasked" }),
  },
  {
    kind: "K8sPSPForbiddenSysctls",
    parameters: { forbiddenSysctls: ["kernel.*"] },
    good: pod({}, { securityContext: { sysctls: [{ name: "net.core.somaxconn" }] } }),
    bad: pod({}, { securityContext: { sysctls: [{ name: "kernel.shmmax" }] } }),
  },
  {
    kind: "K8sPSPSeccomp",
    parameters: { allowedProfiles: ["runtime/default"] },
    good: pod({}, { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
    bad: pod({}),
  },
  {
    kind: "K8sPSPSeccompV2",
    parameters: { allowedProfiles: ["Localhost"], allowedLocalhostFiles: ["a.json"] },
    good: secure({ seccompProfile: { type: "Localhost", localhostProfile: "a.json" } }),
    bad: secure({ seccompProfile: { type: "Localhost", localhostProfile: "b.json" } }),
  },
  {
    kind: "K8sPSPAppArmor",
    parameters: { allowedProfiles: ["runtime/default"] },
    good: pod({}),
    bad: secure({ appArmorProfile: { type: "Unconfined" } }),
  },
  {
    kind: "K8sPSPSELinuxV2",
    parameters: { allowedSELinuxOptions: [{ level: "s0:c1", type: "container_t" }] },
    good: secure({ seLinuxOptions: { type: "container_t" } }),
    bad: secure({ seLinuxOptions: { user: "system_u" } }),
  },
  {
    kind: "K8sPSPFSGroup",
    parameters: { rule: "MayRunAs", ranges: [{ min: 1, max: 1000 }] },
    good: pod({}),
    bad: pod({}, { securityContext: { fsGroup: 0 } }),
  },
  {
    kind: "K8sPSPFSGroup",
    parameters: { rule: "MustRunAs", ranges: [{ min: 1, max: 1000 }] },
    good: pod({}, { securityContext: { fsGroup: 7 } }),
    bad: pod({}),
  },
  {
    kind: "K8sPSPAllowedUsers",
    parameters: { runAsUser: { rule: "MustRunAsNonRoot" } },
    good: pod({}, { securityContext: { runAsNonRoot: true } }),
    bad: secure({ runAsUser: 0, runAsNonRoot: true }),
  },
  {
    kind: "K8sPSPAllowedUsers",
    parameters: {
      runAsUser: { rule: "MustRunAs", ranges: [{ min: 100, max: 200 }] },
      runAsGroup: { rule: "RunAsAny" },
    },
    good: secure({ runAsUser: 150 }),
    bad: secure({ runAsUser: 250 }),
  },
  {
    kind: "K8sPSPFlexVolumes",
    parameters: { allowedFlexVolumes: [{ driver: "a/b" }] },
    good: pod({}, { volumes: [{ name: "v", flexVolume: { driver: "a/b" } }] }),
    bad: pod({}, { volumes: [{ name: "v", flexVolume: { driver: "a/c" } }] }),
  },
  {
    kind: "K8sContainerRatios",
    parameters: { ratio: "2", cpuRatio: "10" },
    good: pod({ resources: { limits: { cpu: "1", memory: "2Gi" }, requests: { cpu: "100m", memory: "1Gi" } } }),
    bad: pod({ resources: { limits: { cpu: "1", memory: "3Gi" }, requests: { cpu: "100m", memory: "1Gi" } } }),
  },
  {
    kind: "K8sContainerEphemeralStorageLimit",
    parameters: { "ephemeral-storage": "500Mi" },
    good: pod({ resources: { limits: { "ephemeral-storage": "100Mi" } } }),
    bad: pod({ resources: { limits: { "ephemeral-storage": "1Gi" } } }),
  },
  {
    kind: "K8sNoEnvVarSecrets",
    parameters: {},
    good: pod({ env: [{ name: "A", value: "b" }] }),
    bad: pod({ env: [{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] }),
  },
  { kind: "K8sDisallowInteractiveTTY", parameters: {}, good: pod({}), bad: pod({ tty: true }) },
  {
    kind: "K8sBlockCreationWithDefaultServiceAccount",
    parameters: {},
    good: pod({}, { serviceAccountName: "own" }),
    bad: pod({}),
  },
  {
    kind: "K8sDisallowAnonymous",
    parameters: { allowedRoles: ["public"] },
    good: {
      ...ofKind("ClusterRoleBinding", {}),
      roleRef: { name: "public" },
      subjects: [{ name: "system:anonymous" }],
    },
    bad: { ...ofKind("ClusterRoleBinding", {}), roleRef: { name: "view" }, subjects: [{ name: "system:anonymous" }] },
  },
  {
    kind: "K8sDisallowedRoleBindingSubjects",
    parameters: { disallowedSubjects: [{ kind: "Group", name: "all" }] },
    good: { ...ofKind("RoleBinding", {}), subjects: [{ kind: "User", name: "all" }] },
    bad: { ...ofKind("RoleBinding", {}), subjects: [{ kind: "Group", name: "all" }] },
  },
])("$kind $parameters", ({ kind, parameters, good, bad }) => {
  expect(judge(kind, parameters, good)).toEqual([]);
  expect(judge(kind, parameters, bad)).toHaveLength(1);
});

test("every kind has its text in the message", () => {
  expect(judge("K8sPSPPrivilegedContainer", {}, secure({ privileged: true }))).toEqual(["privileged container: app"]);
  expect(judge("K8sRequiredLabels", { labels: [{ key: "a" }, { key: "b" }] }, ofKind("Pod", {}))).toEqual([
    "required labels are missing or have other values: a, b",
  ]);
});
