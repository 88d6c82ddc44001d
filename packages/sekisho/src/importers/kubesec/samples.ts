import type { ImportSample } from "../sample.ts";

const source = "kubesec 2.14: pkg/ruler/report.go, kubesec scan";

/** What kubesec writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: [{ object: "Pod/a.b", valid: true, scoring: { critical: [{ id: "Privileged" }] } }],
    findings: 1,
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: [
      {
        object: "Pod/web.default",
        valid: true,
        fileName: "web.yaml",
        message: "Passed with a score of 0 points",
        score: 0,
        scoring: {},
      },
    ],
    findings: 0,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: [
      {
        object: "Deployment/web.shop",
        valid: true,
        fileName: "k8s/web.yaml",
        message: "Failed with a score of -30 points",
        score: -30,
        scoring: {
          critical: [
            {
              id: "Privileged",
              selector: "containers[] .securityContext .privileged == true",
              reason: "A privileged container can do nearly everything that the host can",
              points: -30,
            },
          ],
          passed: [{ id: "RequestsCPU", selector: "containers[] .resources .requests .cpu", reason: "", points: 1 }],
          advise: [
            { id: "LimitsCPU", selector: "containers[] .resources .limits .cpu", reason: "Limit it", points: 1 },
            { id: "ServiceAccountName", selector: ".spec .serviceAccountName", reason: "Name one", points: 3 },
          ],
        },
      },
    ],
    findings: 3,
    passed: 1,
    contains: [
      {
        rule: { id: "workload/privileged" },
        subject: "shop/web[Deployment]",
        evidence: [{ location: { path: "k8s/web.yaml" } }],
        witnesses: [{ tool: "kubesec", rule: "Privileged", severity: "critical" }],
      },
      { subject: "shop/web[Deployment]", witnesses: [{ rule: "LimitsCPU", severity: "advise" }] },
    ],
  },
  {
    name: "2.0, from standard input, a name with dots, an object of no known kind",
    shows: ["old"],
    source: "kubesec 2.0.0: pkg/ruler/report.go",
    document: [
      {
        object: "Pod/a.b.default",
        valid: true,
        message: "Passed with a score of 0 points",
        score: 0,
        scoring: {
          critical: null,
          advise: [{ id: "ApparmorAny", selector: ".metadata", reason: "Set it", points: 3 }],
        },
      },
      { object: "Unknown", valid: false, message: "Resource Type unknown is not supported", score: 0, scoring: {} },
    ],
    findings: 1,
    leftOut: 1,
    contains: [{ subject: "default/a.b[Pod]" }],
  },
  {
    name: "wrong types",
    source,
    document: [
      { object: "Pod/a.b", valid: true, score: 0, scoring: { critical: ["Privileged", { id: "HostNetwork" }] } },
      { object: "Pod/c.b", valid: true, score: 0, scoring: 5 },
    ],
    findings: 1,
    unread: 2,
    contains: [{ rule: { id: "workload/host-network" }, subject: "b/a[Pod]" }],
  },
];
