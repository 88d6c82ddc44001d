import type { ImportSample } from "../sample.ts";

const source = "opa-utils: reporthandling/results/v1, resourcesresults and reporthandling/datastructuresv1.go";
const failed = { status: "failed" };

function resource(name: string, kind: string, spec: object): object {
  return {
    resourceID: `apps/v1/shop/${kind}/${name}`,
    object: { apiVersion: "apps/v1", kind, metadata: { name, namespace: "shop" }, spec },
  };
}

function result(name: string, kind: string, path: object): object {
  return {
    resourceID: `apps/v1/shop/${kind}/${name}`,
    controls: [{ controlID: "C-0900", status: failed, rules: [{ name: "rule", status: failed, paths: [path] }] }],
  };
}

/** Paths of every kind, resources of every shape. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "paths and resources of every shape",
    source,
    document: {
      generationTime: "2024-05-06T07:08:09Z",
      clusterName: "",
      metadata: {
        scanMetadata: { formatVersion: "v2" },
        targetMetadata: { clusterContextMetadata: { contextName: "context-a" } },
        contextMetadata: { clusterContextMetadata: { clusterName: "cluster-b" } },
      },
      summaryDetails: {
        controls: {
          "C-0900": { controlID: "C-0900", name: "Own control", severity: "High", remediation: "Set it." },
        },
      },
      resources: [
        resource("job", "CronJob", {
          jobTemplate: { spec: { template: { spec: { containers: [{ name: "run" }] } } } },
        }),
        resource("pod", "Pod", { initContainers: [{ name: "prepare" }], containers: [{ name: "app" }] }),
        resource("debug", "Pod", { ephemeralContainers: [{ name: "shell" }] }),
        resource("set", "ReplicaSet", { template: { spec: { ephemeralContainers: [{ name: "probe" }] } } }),
        {
          resourceID: "rbac.authorization.k8s.io/v1//Group/readers",
          object: { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "readers", namespace: "shop" },
          source: { path: "rbac/readers.yaml" },
        },
      ],
      results: [
        result("job", "CronJob", { deletePath: "spec.jobTemplate.spec.template.spec.containers[0].image" }),
        result("pod", "Pod", { reviewPath: "spec.initContainers[0].env" }),
        result("debug", "Pod", { fixPath: { path: "spec.ephemeralContainers[0].securityContext", value: "true" } }),
        result("set", "ReplicaSet", { failedPath: "spec.template.spec.ephemeralContainers[0].image" }),
        {
          resourceID: "rbac.authorization.k8s.io/v1//Group/readers",
          controls: [{ controlID: "C-0900", status: failed, rules: [{ name: "rule", status: failed, paths: [] }] }],
        },
      ],
    },
    findings: 5,
    contains: [
      { subject: "shop/job[CronJob]/container:run", title: "Own control", remediation: "Set it.", severity: "high" },
      { subject: "shop/pod[Pod]/init-container:prepare" },
      { subject: "shop/debug[Pod]/ephemeral-container:shell" },
      { subject: "shop/set[ReplicaSet]/ephemeral-container:probe" },
      { evidence: [{ location: { path: "rbac/readers.yaml" } }] },
    ],
  },
  {
    name: "a cluster that only its context names",
    source,
    document: {
      metadata: {
        scanMetadata: { formatVersion: "v2" },
        contextMetadata: { clusterContextMetadata: { clusterName: "cluster-b" } },
      },
      summaryDetails: { controls: {} },
      resources: [],
      results: [result("web", "Deployment", { failedPath: "spec.replicas" })],
    },
    findings: 1,
    contains: [{ subject: "shop/web[Deployment]" }],
  },
  {
    name: "a cluster that its target names",
    source,
    document: {
      metadata: {
        scanMetadata: { formatVersion: "v2" },
        targetMetadata: { clusterContextMetadata: { clusterName: "cluster-c" } },
      },
      summaryDetails: { controls: {} },
      resources: [],
      results: [result("web", "Deployment", { failedPath: "spec.replicas" })],
    },
    findings: 1,
  },
  {
    name: "frameworks: subjects outside of the API, repairs, exceptions",
    source: "opa-utils: reporthandling/datastructuresv1.go, RuleResponse",
    document: [
      {
        name: "Own",
        controlReports: [
          {
            controlID: "C-0910",
            name: "Administrators",
            ruleReports: [
              {
                name: "rule",
                ruleResponses: [
                  {
                    alertMessage: "A group has all permissions",
                    fixPaths: [{ path: "subjects[0]", value: "" }],
                    exception: { name: "known group" },
                    alertObject: {
                      externalObjects: { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "ops" },
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
    findings: 1,
    contains: [{ rule: { id: "kubescape/C-0910" }, status: "accepted", exception: { reason: "known group" } }],
  },
];
