import type { ImportSample } from "../sample.ts";

const source = "popeye 0.21: internal/report/builder.go and internal/issues, popeye -o json";

function issue(gvr: string, group: string, level: number, message: string): object {
  return { group, gvr, level, message };
}

const tally = { ok: 1, info: 1, warning: 1, error: 1, score: 60 };

/** What popeye writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      popeye: { score: 70, sections: [{ issues: { "a/b": [{ level: 3, message: "[POP-106] No resources" }] } }] },
    },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      popeye: {
        report_time: "2026-01-05T10:00:00Z",
        score: 70,
        grade: "C",
        sections: [
          {
            linter: "deployments",
            gvr: "apps/v1/deployments",
            tally,
            issues: {
              "shop/web": [
                issue("containers", "app", 2, "[POP-106] No resources requests/limits defined"),
                issue("containers", "app", 3, "[POP-100] Untagged docker image in use"),
                issue("apps/v1/deployments", "__root__", 3, "[POP-500] Zero scale detected"),
              ],
              "shop/db": [],
            },
          },
          {
            linter: "clusterroles",
            gvr: "rbac.authorization.k8s.io/v1/clusterroles",
            tally,
            issues: {
              "-/reader": [
                issue("rbac.authorization.k8s.io/v1/clusterroles", "__root__", 1, "[POP-400] Used? Unable to locate"),
              ],
            },
          },
          {
            linter: "cluster",
            gvr: "cluster",
            tally,
            issues: { Version: [issue("cluster", "__root__", 0, "[POP-406] K8s version OK")] },
          },
        ],
      },
      ClusterName: "prod",
      ContextName: "prod-admin",
    },
    findings: 4,
    passed: 2,
    contains: [
      {
        subject: "shop/web[Deployment]/container:app",
        witnesses: [
          { tool: "popeye", rule: "POP-106", severity: "warning", message: "No resources requests/limits defined" },
        ],
      },
      { rule: { id: "supply/image-without-fixed-tag" }, subject: "shop/web[Deployment]/container:app" },
      { subject: "shop/web[Deployment]", witnesses: [{ rule: "POP-500" }] },
      { subject: "reader[ClusterRole]" },
    ],
  },
  {
    name: "0.9: sanitizers",
    shows: ["old"],
    source: "popeye 0.9.8: internal/report/builder.go",
    document: {
      popeye: {
        score: 90,
        grade: "A",
        sanitizers: [
          {
            sanitizer: "pod",
            gvr: "v1/pods",
            tally,
            issues: {
              "shop/web-1": [issue("containers", "app", 2, "[POP-108] Unnamed port 8080")],
              "shop/web-2": null,
            },
          },
          { sanitizer: "ingress", tally, issues: {} },
        ],
      },
      ClusterName: "",
      ContextName: "kind",
    },
    findings: 1,
    passed: 1,
    contains: [{ subject: "shop/web-1[Pod]/container:app" }],
  },
  {
    name: "YAML, a message without a code",
    source,
    document: `popeye:
  score: 90
  grade: A
  sections:
  - linter: services
    gvr: v1/services
    issues:
      shop/front:
      - group: __root__
        gvr: v1/services
        level: 1
        message: something without a code
ClusterName: prod
ContextName: prod
`,
    findings: 1,
    contains: [{ rule: { id: "popeye/services" }, severity: "low", subject: "shop/front[Service]" }],
  },
  {
    name: "nothing looked at",
    shows: ["empty"],
    source,
    document: { popeye: { score: 100, grade: "A", sections: [] }, ClusterName: "prod" },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      popeye: {
        score: 70,
        sections: [
          "pods",
          {
            linter: "pods",
            gvr: "v1/pods",
            issues: { "shop/web": [5, issue("v1/pods", "__root__", 1, "[POP-208] Unmanaged")] },
          },
        ],
      },
      ClusterName: "prod",
    },
    findings: 1,
    unread: 2,
  },
];
