import type { ImportSample } from "../sample.ts";

const source = "Polaris 9: pkg/validator/output.go, polaris audit --format json";

function result(id: string, isSuccess: boolean, severity: string, details: readonly string[] | null = null): object {
  const Message = isSuccess ? "All is well" : "Something should be otherwise";
  return { ID: id, Message, Details: details, Success: isSuccess, Severity: severity, Category: "Security" };
}

const cluster = {
  PolarisOutputVersion: "1.0",
  AuditTime: "2026-01-05T10:00:00Z",
  SourceType: "Cluster",
  SourceName: "https://10.96.0.1:443",
  DisplayName: "prod",
  ClusterInfo: { Version: "1.33", Nodes: 3, Pods: 40, Namespaces: 5, Controllers: 12 },
};

const web = {
  Name: "web",
  Namespace: "shop",
  Kind: "Deployment",
  Results: {
    deploymentMissingReplicas: result("deploymentMissingReplicas", false, "warning"),
    missingNetworkPolicy: result("missingNetworkPolicy", true, "warning"),
  },
  PodResult: {
    Name: "",
    Results: { hostNetworkSet: result("hostNetworkSet", false, "danger") },
    ContainerResults: [
      {
        Name: "app",
        Results: {
          runAsPrivileged: result("runAsPrivileged", false, "danger", ["privileged is true"]),
          tagNotSpecified: result("tagNotSpecified", true, "danger"),
        },
      },
    ],
  },
  CreatedTime: "2025-12-01T00:00:00Z",
};

/** What Polaris writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      PolarisOutputVersion: "1.0",
      AuditTime: "2026-01-05T10:00:00Z",
      SourceType: "Cluster",
      Results: [{ Name: "a", Kind: "Pod", Results: { hostIPCSet: { Success: false } } }],
    },
    findings: 1,
  },
  {
    name: "typical, of a cluster",
    shows: ["typical", "everything"],
    source,
    document: { ...cluster, Results: [web], Score: 70 },
    findings: 3,
    passed: 2,
    contains: [
      {
        rule: { id: "workload/host-network" },
        subject: "shop/web[Deployment]",
        witnesses: [{ tool: "polaris", rule: "hostNetworkSet", severity: "danger" }],
      },
      { rule: { id: "reliability/few-replicas" }, subject: "shop/web[Deployment]" },
      {
        rule: { id: "workload/privileged" },
        subject: "shop/web[Deployment]/container:app",
        message: "Something should be otherwise\nprivileged is true",
      },
    ],
  },
  {
    name: "of a file, as YAML",
    source: "Polaris 9: polaris audit --audit-path web.yaml --format yaml",
    document: `PolarisOutputVersion: "1.0"
AuditTime: "0001-01-01T00:00:00Z"
SourceType: Path
SourceName: k8s/web.yaml
DisplayName: k8s/web.yaml
ClusterInfo: {Version: unknown, Nodes: 0}
Results:
- Name: admin
  Namespace: ""
  Kind: ClusterRoleBinding
  Results:
    clusterrolebindingClusterAdmin: {ID: clusterrolebindingClusterAdmin, Message: binds cluster-admin, Success: false, Severity: danger, Category: Security}
    ourOwn: {ID: ourOwn, Message: not so bad, Success: false, Severity: ignore, Category: Security}
  PodResult: null
Score: 50
`,
    findings: 2,
    contains: [
      {
        rule: { id: "rbac/cluster-admin" },
        subject: "admin[ClusterRoleBinding]",
        evidence: [{ location: { path: "k8s/web.yaml" } }],
      },
      { rule: { id: "polaris/ourOwn" }, status: "accepted", exception: { reason: "Polaris: severity ignore" } },
    ],
  },
  { name: "nothing looked at", shows: ["empty"], source, document: { ...cluster, Results: [], Score: 0 }, findings: 0 },
  {
    name: "0.3: by namespace, with messages",
    shows: ["old"],
    source: "Polaris 0.3: pkg/validator/types.go",
    document: {
      PolarisOutputVersion: "0.0",
      AuditTime: "2019-08-01T10:00:00Z",
      SourceType: "Cluster",
      SourceName: "prod",
      DisplayName: "prod",
      NamespacedResults: {
        shop: {
          Summary: { Totals: { Successes: 1, Warnings: 1, Errors: 1 } },
          DeploymentResults: [
            {
              Name: "web",
              PodResult: {
                Name: "",
                Messages: [{ ID: "hostIPCSet", Message: "Host IPC is not configured", Type: "success" }],
                ContainerResults: [
                  {
                    Name: "app",
                    Messages: [
                      { ID: "tagNotSpecified", Message: "Image tag should be specified", Type: "error" },
                      { ID: "cpuLimitsMissing", Message: "CPU limits should be set", Type: "warning" },
                    ],
                  },
                ],
              },
            },
          ],
          StatefulSetResults: null,
        },
      },
    },
    findings: 2,
    passed: 1,
    contains: [
      { rule: { id: "supply/image-without-fixed-tag" }, subject: "shop/web[Deployment]/container:app" },
      { subject: "shop/web[Deployment]/container:app", witnesses: [{ rule: "cpuLimitsMissing" }] },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      ...cluster,
      Results: [
        "web",
        {
          Name: "web",
          Namespace: 5,
          Kind: "Deployment",
          Results: { hostPIDSet: result("hostPIDSet", false, "danger") },
        },
      ],
    },
    findings: 1,
    unread: 1,
    contains: [{ rule: { id: "workload/host-pid" }, subject: "default/web[Deployment]" }],
  },
];
