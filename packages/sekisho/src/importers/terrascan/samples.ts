import type { ImportSample } from "../sample.ts";

const source = "tenable/terrascan 1.19: pkg/results/types.go";
const scan_summary = {
  "file/folder": "/src",
  iac_type: "all",
  scanned_at: "2022-11-10 14:03:52.501987635 +0000 UTC",
  policies_validated: 800,
  violated_policies: 2,
  low: 0,
  medium: 1,
  high: 1,
};
const bucket = {
  rule_name: "s3Versioning",
  description: "Versioning should be on",
  rule_id: "AC_AWS_0214",
  severity: "HIGH",
  category: "Resilience",
  resource_name: "logs",
  resource_type: "aws_s3_bucket",
  module_name: "root",
  file: "main.tf",
  plan_root: "./",
  line: 12,
};

/** What Terrascan writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { results: { violations: [{ rule_id: "AC_AWS_1" }], scan_summary } },
    findings: 1,
    contains: [{ rule: { id: "terrascan/AC_AWS_1" }, subject: "" }],
  },
  {
    name: "everything",
    shows: ["typical", "everything"],
    source,
    document: {
      results: {
        scan_errors: [{ iac_type: "helm", directory: "/src", errMsg: "no chart" }],
        passed_rules: [{ rule_name: "a", description: "b", rule_id: "AC_AWS_0001", severity: "LOW", category: "c" }],
        violations: [
          bucket,
          {
            ...bucket,
            rule_id: "AC_K8S_0085",
            rule_name: "privilegeEscalationCheck",
            severity: "MEDIUM",
            resource_name: "web",
            resource_type: "kubernetes_daemonset",
            file: "k8s/web.yaml",
          },
          { ...bucket, rule_id: "AC_DOCKER_0047", resource_type: "docker_user", file: "Dockerfile", line: 3 },
        ],
        skipped_violations: [{ ...bucket, rule_id: "AC_AWS_0215", skip_comment: "accepted by the owner" }],
        vulnerabilities: [{ image: "nginx" }],
        scan_summary,
      },
    },
    findings: 4,
    passed: 1,
    leftOut: 2,
    contains: [
      {
        rule: { id: "terrascan/AC_AWS_0214", aliases: ["terrascan:AC_AWS_0214", "terrascan:s3Versioning"] },
        severity: "high",
        subject: "file:main.tf/aws_s3_bucket.logs",
        evidence: [{ location: { path: "main.tf", startLine: 12 } }],
      },
      { subject: "default/web[DaemonSet]", severity: "medium" },
      { rule: { id: "terrascan/AC_DOCKER_0047" }, subject: "" },
      { status: "accepted", exception: { reason: "accepted by the owner" } },
    ],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { results: { violations: null, skipped_violations: null, scan_summary } },
    findings: 0,
  },
  {
    name: "old form",
    shows: ["old"],
    source: "accurics/terrascan 1.0: pkg/results/types.go",
    document: { results: { violations: [bucket], count: { low: 0, medium: 0, high: 1, total: 1 } } },
    findings: 1,
  },
  {
    name: "wrong types",
    source,
    document: { results: { violations: [{ ...bucket, line: "12", severity: 3 }, { rule_name: "x" }], scan_summary } },
    findings: 1,
    unread: 1,
  },
];
