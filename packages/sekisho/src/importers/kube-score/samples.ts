import type { ImportSample } from "../sample.ts";

const source = "kube-score 1.20: renderer/json_v2/api.go, kube-score score --output-format json --output-version v2";

function check(id: string, grade: number, comments: readonly object[] | null = null): object {
  const described = { name: `Check ${id}`, id, target_type: "Pod", comment: "Makes sure of it", optional: false };
  return { check: described, grade, skipped: false, comments };
}

function comment(path: string, summary: string): object {
  return { path, summary, description: "It is better so", document_url: "https://example.com/why" };
}

const web = {
  object_name: "Deployment/apps/v1//web/shop",
  type_meta: { kind: "Deployment", apiVersion: "apps/v1" },
  object_meta: { name: "web", namespace: "shop", creationTimestamp: null },
  file_name: "k8s/web.yaml",
  file_row: 3,
};

/** What kube-score writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: [{ object_name: "a", type_meta: {}, checks: [{ check: { id: "label-values" } }] }],
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: [
      {
        ...web,
        checks: [
          check("container-image-tag", 1, [
            comment("app", "Image with latest tag"),
            comment("proxy", "Image with latest tag"),
          ]),
          check("container-resources", 1, [
            comment("app", "CPU limit is not set"),
            comment("app", "Memory limit is not set"),
          ]),
          check("deployment-has-poddisruptionbudget", 5, [comment("", "No matching PodDisruptionBudget was found")]),
          check("label-values", 7),
          check("stable-version", 10),
          { ...check("pod-networkpolicy", 1), skipped: true },
        ],
      },
    ],
    findings: 5,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        rule: { id: "supply/image-without-fixed-tag" },
        subject: "shop/web[Deployment]/container:app",
        evidence: [{ location: { path: "k8s/web.yaml", startLine: 3 } }],
        witnesses: [{ rule: "container-image-tag", severity: "critical", references: ["https://example.com/why"] }],
      },
      { rule: { id: "supply/image-without-fixed-tag" }, subject: "shop/web[Deployment]/container:proxy" },
      {
        rule: { id: "kube-score/container-resources" },
        severity: "high",
        message: "CPU limit is not set\nIt is better so\nMemory limit is not set\nIt is better so",
      },
      { rule: { id: "reliability/no-disruption-budget" }, subject: "shop/web[Deployment]" },
      { witnesses: [{ rule: "label-values", severity: "almost ok" }] },
    ],
  },
  {
    name: "from standard input, without a namespace",
    source,
    document: [
      {
        object_name: "v1/Service//front",
        type_meta: { kind: "Service", apiVersion: "v1" },
        object_meta: { name: "front" },
        file_name: "STDIN",
        file_row: 0,
        checks: [check("service-targets-pod", 1, [comment("", "The services selector does not match any pods")])],
      },
    ],
    findings: 1,
    contains: [{ rule: { id: "reliability/service-selects-nothing" }, subject: "default/front[Service]" }],
  },
  { name: "an object with nothing asked", shows: ["empty"], source, document: [{ ...web, checks: null }], findings: 0 },
  {
    name: "output version v1",
    shows: ["old"],
    source: "kube-score 1.20: scorecard/scorecard.go, kube-score score --output-format json --output-version v1",
    document: {
      "apps/v1/Deployment/shop/web": {
        TypeMeta: { kind: "Deployment", apiVersion: "apps/v1" },
        ObjectMeta: { name: "web", namespace: "shop", creationTimestamp: null },
        FileLocation: { Name: "k8s/web.yaml", Line: 3 },
        Checks: [
          {
            Check: {
              Name: "Container Image Tag",
              ID: "container-image-tag",
              TargetType: "Pod",
              Comment: "",
              Optional: false,
            },
            Grade: 1,
            Skipped: false,
            Comments: [{ Path: "app", Summary: "Image with latest tag", Description: "", DocumentationURL: "" }],
          },
          { Check: { Name: "Stable version", ID: "stable-version" }, Grade: 10, Skipped: false, Comments: null },
        ],
      },
    },
    findings: 1,
    passed: 1,
    contains: [{ rule: { id: "supply/image-without-fixed-tag" }, subject: "shop/web[Deployment]/container:app" }],
  },
  {
    name: "wrong types",
    source,
    document: [
      { ...web, checks: [check("stable-version", 10), { check: { id: 5 }, grade: 1 }, "label-values"] },
      { ...web, type_meta: "Deployment", checks: [check("label-values", 1)] },
      "web",
    ],
    findings: 1,
    passed: 1,
    unread: 3,
    contains: [{ subject: "shop/web[]" }],
  },
];
