import type { ImportSample } from "../sample.ts";

const source = "Checkov 3.2: -o json";
const kubernetes = {
  check_id: "CKV_K8S_16",
  bc_check_id: "BC_K8S_15",
  check_name: "Container should not be privileged",
  check_result: { result: "FAILED", evaluated_keys: [] },
  code_block: [[1, "apiVersion: apps/v1\n"]],
  file_path: "/k8s/web.yaml",
  repo_file_path: "/k8s/web.yaml",
  file_line_range: [1, 30],
  resource: "Deployment.shop.web",
  severity: null,
  guideline: "https://example.com/CKV_K8S_16",
};
const one = { passed: 0, failed: 1, skipped: 0, parsing_errors: 0 };

/** What Checkov writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      check_type: "terraform",
      results: { failed_checks: [{ check_id: "CKV_AWS_1", check_result: { result: "FAILED" } }] },
      summary: {},
    },
    findings: 1,
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: {
      check_type: "terraform",
      results: { passed_checks: [], failed_checks: [], skipped_checks: [], parsing_errors: [] },
      summary: { passed: 0, failed: 0, skipped: 0, parsing_errors: 0 },
      url: "",
    },
    findings: 0,
  },
  {
    name: "one framework",
    shows: ["typical", "everything"],
    source,
    document: {
      check_type: "kubernetes",
      results: {
        passed_checks: [{ ...kubernetes, check_id: "CKV_K8S_10" }],
        failed_checks: [kubernetes],
        skipped_checks: [
          {
            ...kubernetes,
            check_id: "CKV_K8S_21",
            check_result: { result: "SKIPPED", suppress_comment: "default is ours" },
          },
        ],
        parsing_errors: ["/k8s/broken.yaml"],
      },
      summary: { passed: 1, failed: 1, skipped: 1, parsing_errors: 1 },
      url: "Add an api key",
    },
    findings: 2,
    passed: 1,
    leftOut: 1,
    contains: [
      {
        rule: { id: "workload/privileged" },
        subject: "shop/web[Deployment]",
        evidence: [{ location: { path: "k8s/web.yaml", startLine: 1, endLine: 30 } }],
        witnesses: [
          { tool: "checkov", rule: "CKV_K8S_16", status: "FAILED", references: ["https://example.com/CKV_K8S_16"] },
        ],
      },
      { status: "accepted", exception: { reason: "default is ours" } },
    ],
  },
  {
    name: "several frameworks",
    source,
    document: [
      {
        check_type: "dockerfile",
        results: {
          failed_checks: [
            {
              check_id: "CKV_DOCKER_3",
              check_name: "Ensure that a user for the container has been created",
              file_path: "/Dockerfile",
              file_line_range: [1, 9],
              resource: "/Dockerfile.",
              severity: "LOW",
            },
          ],
        },
        summary: one,
      },
      {
        check_type: "terraform",
        results: {
          failed_checks: [
            {
              check_id: "CKV_AWS_20",
              check_name: "bucket",
              file_path: "/s3.tf",
              file_line_range: [3, 8],
              resource: "aws_s3_bucket.web",
              severity: "HIGH",
            },
          ],
        },
        summary: one,
      },
      {
        check_type: "secrets",
        results: {
          failed_checks: [
            {
              check_id: "CKV_SECRET_2",
              check_name: "AWS Access Key",
              file_path: "/.env",
              file_line_range: [2, 2],
              resource: "00",
            },
          ],
        },
        summary: one,
      },
      {
        check_type: "sca_package",
        results: {
          failed_checks: [
            {
              check_id: "BC_CVE_2023_45133",
              check_name: "SCA package scan",
              file_path: "/package-lock.json",
              resource: "package-lock.json.@babel/traverse",
              vulnerability_details: {
                id: "CVE-2023-45133",
                package_name: "@babel/traverse",
                package_version: "7.0.0",
                package_type: "npm",
                lowest_fixed_version: "7.23.2",
                severity: "critical",
                cvss: 9.3,
                vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:N",
                description: "Code is run",
                link: "https://example.com/CVE-2023-45133",
              },
            },
          ],
        },
        summary: one,
      },
    ],
    findings: 4,
    contains: [
      { evidence: [{ location: { path: "Dockerfile" } }], witnesses: [{ rule: "CKV_DOCKER_3", severity: "LOW" }] },
      { rule: { id: "checkov/CKV_AWS_20" }, severity: "high", subject: "file:s3.tf/aws_s3_bucket.web" },
      { kind: "secret", subject: "file:.env" },
      {
        rule: { id: "vulnerability/CVE-2023-45133" },
        subject: "pkg:npm/@babel/traverse",
        vulnerability: { fixedIn: "7.23.2", score: 9.3 },
      },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      check_type: "kubernetes",
      results: { failed_checks: [kubernetes, "none", { ...kubernetes, file_line_range: "all" }] },
      summary: { passed: 0, failed: 3, skipped: 0, parsing_errors: 0 },
    },
    findings: 2,
    unread: 1,
  },
];
