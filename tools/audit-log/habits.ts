import type { AuditExampleEvent } from "../../packages/sekisho/src/detectors/example.ts";
import type { Random } from "./random.ts";

/** Something that an actor does again and again. */
export interface Habit {
  /** Mean time between two times. */
  readonly everySeconds: number;
  /** People work on weekdays from eight to six. */
  readonly atWork: boolean;
  readonly events: (random: Random) => readonly AuditExampleEvent[];
}

/** How large the simulated cluster is. */
export interface ClusterSize {
  readonly nodes: number;
  readonly people: number;
  /** Applications, each with a namespace and a service account. */
  readonly applications: number;
}

/** Ten people, six applications, five nodes. */
export const smallCluster: ClusterSize = { nodes: 5, people: 10, applications: 6 };

const controller = (name: string) => `system:serviceaccount:kube-system:${name}`;
const manager = "kube-controller-manager/v1.36.0 (linux/amd64) kubernetes/0000000/system";
const applicationNames = ["shop", "accounts", "billing", "search", "stock", "mail"] as const;

/** Gives what everybody in a cluster does on an ordinary day. */
export function ordinaryHabits(size: ClusterSize): readonly Habit[] {
  const applications = Array.from({ length: size.applications }, (_, index) => applicationName(index));
  return [
    ...Array.from({ length: size.nodes }, (_, index) => nodeHabits(`worker-${index + 1}`, index)).flat(),
    ...controlPlaneHabits(applications),
    ...applications.flatMap(applicationHabits),
    ...operatorHabits(applications),
    ...pipelineHabits(applications),
    ...Array.from({ length: size.people }, (_, index) => personHabits(index, applications)).flat(),
  ];
}

function applicationName(index: number): string {
  const name = applicationNames[index % applicationNames.length] ?? "shop";
  return index < applicationNames.length ? name : `${name}-${Math.floor(index / applicationNames.length)}`;
}

function always(everySeconds: number, events: Habit["events"]): Habit {
  return { everySeconds, atWork: false, events };
}

function atWork(everySeconds: number, events: Habit["events"]): Habit {
  return { everySeconds, atWork: true, events };
}

function nodeHabits(node: string, index: number): readonly Habit[] {
  const kubelet = {
    user: `system:node:${node}`,
    agent: "kubelet/v1.36.0 (linux/amd64) kubernetes/0000000",
    address: `10.0.0.${10 + (index % 200)}`,
    level: "Metadata",
  } as const;
  return [
    always(60, () => [
      { ...kubelet, verb: "update", resource: "leases.coordination.k8s.io", namespace: "kube-node-lease", name: node },
    ]),
    always(300, () => [{ ...kubelet, verb: "patch", resource: "nodes/status", name: node }]),
    always(600, ({ below }) => [
      {
        ...kubelet,
        verb: "patch",
        resource: "pods/status",
        namespace: applicationName(below(6)),
        name: `web-${below(9)}`,
      },
      { ...kubelet, verb: "get", resource: "secrets", namespace: applicationName(below(6)), name: "database" },
      {
        ...kubelet,
        verb: "create",
        resource: "serviceaccounts/token",
        namespace: applicationName(below(6)),
        name: "web",
      },
    ]),
    always(900, () => [
      { user: "system:anonymous", verb: "get", uri: "/healthz", address: "10.0.9.1", agent: "lb/1", level: "Metadata" },
    ]),
  ];
}

function controlPlaneHabits(applications: readonly string[]): readonly Habit[] {
  const address = "10.0.0.2";
  const lease = (user: string): Habit =>
    always(60, () => [
      {
        user,
        agent: manager,
        address,
        level: "Metadata",
        verb: "update",
        resource: "leases.coordination.k8s.io",
        namespace: "kube-system",
        name: user.slice(7),
      },
    ]);
  return [lease("system:kube-controller-manager"), lease("system:kube-scheduler"), ...controllerHabits(applications)];
}

function controllerHabits(applications: readonly string[]): readonly Habit[] {
  const address = "10.0.0.2";
  return [
    always(1_800, ({ below }) => {
      const namespace = applications[below(applications.length)] ?? "shop";
      const pod = { namespace, name: `web-${below(9_999)}` };
      const own = { agent: manager, address };
      return [
        {
          ...own,
          user: controller("replicaset-controller"),
          verb: "create",
          resource: "pods",
          ...pod,
          request: podOf(namespace),
        },
        { ...own, user: "system:kube-scheduler", verb: "create", resource: "pods/binding", ...pod, level: "Metadata" },
        {
          ...own,
          user: controller("replicaset-controller"),
          verb: "delete",
          resource: "pods",
          ...pod,
          level: "Metadata",
        },
        {
          ...own,
          user: controller("deployment-controller"),
          verb: "update",
          resource: "deployments.apps/status",
          namespace,
          name: "web",
          level: "Metadata",
        },
      ];
    }),
    always(3_600, () => [
      {
        agent: manager,
        address,
        user: controller("cronjob-controller"),
        verb: "create",
        resource: "jobs.batch",
        namespace: "billing",
        name: "nightly",
        request: { spec: { template: podOf("billing") } },
      },
      {
        agent: manager,
        address,
        user: controller("generic-garbage-collector"),
        verb: "delete",
        resource: "replicasets.apps",
        namespace: "shop",
        name: "web-old",
        level: "Metadata",
      },
    ]),
  ];
}

function podOf(application: string): unknown {
  return {
    metadata: { labels: { app: application } },
    spec: {
      serviceAccountName: "web",
      containers: [
        {
          name: "web",
          image: `registry.example.com/${application}/web:1.4`,
          securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false },
        },
      ],
    },
  };
}

function applicationHabits(application: string): readonly Habit[] {
  const own = {
    user: `system:serviceaccount:${application}:web`,
    agent: `${application}-web/1.4`,
    address: "10.0.20.7",
    namespace: application,
    level: "Metadata",
  } as const;
  return [
    always(300, () => [{ ...own, verb: "get", resource: "configmaps", name: "settings" }]),
    always(1_200, () => [{ ...own, verb: "list", resource: "endpointslices.discovery.k8s.io" }]),
  ];
}

function account(namespace: string, name: string) {
  return { user: `system:serviceaccount:${namespace}:${name}`, agent: `${name}/v2`, address: "10.0.21.9" } as const;
}

function operatorHabits(applications: readonly string[]): readonly Habit[] {
  const monitoring = account("monitoring", "prometheus");
  return [
    always(120, () => [
      { ...monitoring, verb: "list", resource: "pods", level: "Metadata" },
      { ...monitoring, verb: "get", resource: "nodes/metrics", name: "worker-1", level: "Metadata" },
    ]),
    always(600, () => [{ ...monitoring, verb: "list", resource: "services", level: "Metadata" }]),
    ...addOnHabits(applications),
  ];
}

function addOnHabits(applications: readonly string[]): readonly Habit[] {
  const certificates = account("cert-manager", "cert-manager");
  const ingress = account("ingress", "ingress-nginx");
  return [
    always(900, ({ below }) => [
      {
        ...certificates,
        verb: "get",
        resource: "secrets",
        namespace: applications[below(applications.length)] ?? "shop",
        name: "tls",
        level: "Metadata",
      },
      {
        ...certificates,
        verb: "update",
        resource: "certificates.cert-manager.io/status",
        namespace: "shop",
        name: "tls",
        level: "Metadata",
      },
    ]),
    always(120, () => [
      {
        ...ingress,
        verb: "update",
        resource: "leases.coordination.k8s.io",
        namespace: "ingress",
        name: "leader",
        level: "Metadata",
      },
      { ...ingress, verb: "list", resource: "ingresses.networking.k8s.io", level: "Metadata" },
    ]),
  ];
}

function pipelineHabits(applications: readonly string[]): readonly Habit[] {
  const own = { user: "system:serviceaccount:ci:deployer", agent: "helm/v3", address: "10.0.30.3" } as const;
  return [
    atWork(2_400, ({ below }) => {
      const namespace = applications[below(applications.length)] ?? "shop";
      return [
        { ...own, verb: "get", resource: "deployments.apps", namespace, name: "web", level: "Metadata" },
        {
          ...own,
          verb: "patch",
          resource: "deployments.apps",
          namespace,
          name: "web",
          request: { spec: { template: podOf(namespace) } },
        },
        {
          ...own,
          verb: "patch",
          resource: "configmaps",
          namespace,
          name: "settings",
          request: { data: { level: "info" } },
        },
        { ...own, verb: "list", resource: "pods", namespace, level: "Metadata" },
      ];
    }),
  ];
}

const firstNames = ["jane", "tom", "kim", "ana", "lee", "max", "zoe", "ben", "eva", "raj"] as const;

/** The first two look after the cluster, the others each after an application. */
function personHabits(index: number, applications: readonly string[]): readonly Habit[] {
  const name = firstNames[index % firstNames.length] ?? "jane";
  const isOperator = index < 2;
  const namespace = applications[index % applications.length] ?? "shop";
  const own = {
    user: `${name}${index < firstNames.length ? "" : index}@example.com`,
    groups: [isOperator ? "operators" : "developers", "system:authenticated"],
    agent: "kubectl/v1.36.0 (darwin/arm64) kubernetes/0000000",
    address: index % 3 === 0 ? `192.0.2.${10 + (index % 200)}` : `198.51.100.${10 + (index % 200)}`,
  } as const;
  const look: Habit = atWork(1_200, ({ below }) => [
    { ...own, verb: "list", resource: "pods", namespace, level: "Metadata" },
    { ...own, verb: "get", resource: "pods", namespace, name: `web-${below(9)}`, level: "Metadata" },
    { ...own, verb: "get", resource: "pods/log", namespace, name: `web-${below(9)}`, level: "Metadata" },
    { ...own, verb: "list", resource: "events", namespace, level: "Metadata" },
  ]);
  const refused: Habit = atWork(40_000, () => [
    { ...own, verb: "list", resource: "nodes", code: 403, level: "Metadata" },
  ]);
  if (!isOperator) return [look, refused];
  return [
    look,
    atWork(7_200, () => [
      { ...own, verb: "list", resource: "nodes", level: "Metadata" },
      {
        ...own,
        verb: "patch",
        resource: "deployments.apps/scale",
        namespace,
        name: "web",
        request: { spec: { replicas: 4 } },
      },
    ]),
    atWork(20_000, ({ below }) => [
      {
        ...own,
        verb: "create",
        resource: "pods/exec",
        namespace,
        name: `web-${below(9)}`,
        uri: "?command=cat&command=/etc/hosts&container=web",
      },
    ]),
  ];
}
