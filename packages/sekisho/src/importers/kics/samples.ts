import type { ImportSample } from "../sample.ts";

const source = "Checkmarx/kics: pkg/model/summary.go; docs.kics.io, results";
const counters = {
  files_scanned: 3,
  files_parsed: 3,
  files_failed_to_scan: 0,
  queries_total: 400,
  queries_failed_to_execute: 0,
  queries_failed_to_compute_similarity_id: 0,
};
const user = {
  query_name: "Missing User Instruction",
  query_id: "fd54f200-402c-4333-a5a4-36ef6709af2f",
  query_url: "https://docs.docker.com/engine/reference/builder/#user",
  severity: "HIGH",
  platform: "Dockerfile",
  cwe: "250",
  category: "Build Process",
  description: "A user should be set",
  files: [
    {
      file_name: "app/Dockerfile",
      similarity_id: "a1",
      line: 1,
      issue_type: "MissingAttribute",
      search_key: "FROM={{alpine:3.19}}",
      search_line: -1,
      search_value: "",
      expected_value: "there is a USER instruction",
      actual_value: "there is none",
    },
  ],
};

/** What KICS writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { ...counters, queries: [{ query_id: "x", files: [{ file_name: "main.tf" }] }] },
    findings: 1,
    contains: [{ rule: { id: "kics/x" }, subject: "file:main.tf" }],
  },
  {
    name: "everything",
    shows: ["typical", "everything"],
    source,
    document: {
      kics_version: "v2.1.3",
      ...counters,
      files_failed_to_scan: 1,
      queries: [
        user,
        {
          query_name: "Container Is Privileged",
          query_id: "dd29336b-fe57-445b-a26e-e6aa867ae609",
          severity: "HIGH",
          platform: "Kubernetes",
          description: "Privileged containers reach the node",
          files: [
            {
              file_name: "./k8s/web.yaml",
              line: 20,
              resource_type: "Deployment",
              resource_name: "web",
              issue_type: "IncorrectValue",
              search_key: "metadata.name={{web}}.spec.template.spec.containers.name={{app}}.securityContext.privileged",
              expected_value: "false",
              actual_value: "true",
            },
            {
              file_name: "k8s/job.yaml",
              line: 9,
              resource_type: "Job",
              resource_name: "once",
              search_key: "metadata.name={{once}}.spec.template.spec.initContainers.name={{prepare}}",
            },
          ],
        },
        {
          query_name: "S3 Bucket ACL Allows Read To All Users",
          query_id: "38c5ee0d-7f22-4260-ab72-5073048df100",
          severity: "CRITICAL",
          platform: "Terraform",
          files: [
            { file_name: "main.tf", line: 4, search_key: "aws_s3_bucket[a].acl" },
            { file_name: "main.tf", line: 9, search_key: "aws_s3_bucket[b].acl" },
          ],
        },
        { query_id: "t", severity: "TRACE", platform: "Terraform", files: [{ file_name: "main.tf", search_key: "x" }] },
      ],
      bill_of_materials: [
        { query_id: "b", severity: "TRACE", platform: "Terraform", files: [{ file_name: "main.tf", line: 1 }] },
      ],
      start: "2024-05-06T07:08:09.123Z",
      end: "2024-05-06T07:09:09.123Z",
    },
    findings: 6,
    leftOut: 1,
    contains: [
      {
        rule: { id: "kics/fd54f200-402c-4333-a5a4-36ef6709af2f" },
        severity: "high",
        title: "Missing User Instruction",
        evidence: [{ location: { path: "app/Dockerfile", startLine: 1 } }],
        witnesses: [{ tool: "kics", version: "2.1.3", severity: "HIGH", weaknesses: ["CWE-250"] }],
      },
      { subject: "default/web[Deployment]/container:app" },
      { subject: "default/once[Job]/init-container:prepare" },
      { severity: "critical", subject: "file:main.tf/aws_s3_bucket[b].acl" },
      { severity: "info" },
    ],
  },
  { name: "nothing found", shows: ["empty"], source, document: { ...counters, queries: [] }, findings: 0 },
  {
    name: "wrong types",
    source,
    document: {
      ...counters,
      queries: [
        { ...user, severity: 5, cwe: 250 },
        { query_name: "no id", files: [{ file_name: "a" }] },
        { query_id: "y", files: [{ line: 4 }, { file_name: "b.tf", line: "4" }] },
      ],
    },
    findings: 2,
    unread: 2,
    contains: [{ subject: "file:b.tf" }],
  },
];
