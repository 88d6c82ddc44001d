import type { ImportSample } from "../sample.ts";

const source = "aquasecurity/tfsec 1.28: JSON of defsec's flat results";
const location = { filename: "/src/main.tf", start_line: 3, end_line: 7 };
const acl = {
  rule_id: "AVD-AWS-0086",
  long_id: "aws-s3-block-public-acls",
  rule_description: "S3 Access block should block public ACL",
  rule_provider: "aws",
  rule_service: "s3",
  impact: "Objects can be made public",
  resolution: "Block them",
  links: ["https://aquasecurity.github.io/tfsec/v1.28.1/checks/aws/s3/block-public-acls/"],
  description: "No public access block",
  severity: "HIGH",
  warning: false,
  status: 0,
  resource: "aws_s3_bucket.logs",
  location,
};

/** What tfsec writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { results: [{ rule_id: "AVD-AWS-0001", rule_provider: "aws", location: { filename: "a.tf" } }] },
    findings: 1,
    contains: [{ rule: { id: "tfsec/AVD-AWS-0001" }, subject: "file:a.tf" }],
  },
  {
    name: "everything",
    shows: ["typical", "everything"],
    source,
    document: {
      results: [
        acl,
        { ...acl, resource: "aws_s3_bucket.other" },
        { ...acl, rule_id: "AVD-AWS-0087", long_id: "aws-s3-block-public-policy", status: 1 },
        { ...acl, rule_id: "AVD-AWS-0088", long_id: "aws-s3-enable-bucket-encryption", status: 2 },
      ],
    },
    findings: 3,
    passed: 1,
    contains: [
      {
        rule: { id: "tfsec/AVD-AWS-0086", aliases: ["tfsec:AVD-AWS-0086", "tfsec:aws-s3-block-public-acls"] },
        severity: "high",
        subject: "file:/src/main.tf/aws_s3_bucket.logs",
        remediation: "Block them",
        evidence: [{ location: { path: "/src/main.tf", startLine: 3, endLine: 7 } }],
        status: "open",
      },
      { rule: { id: "tfsec/AVD-AWS-0088" }, status: "accepted", exception: { reason: "ignored" } },
    ],
  },
  {
    name: "0.40, words for states",
    shows: ["old"],
    source: "aquasecurity/tfsec 0.40: JSON formatter",
    document: {
      results: [
        {
          rule_id: "AWS017",
          rule_description: "The bucket is not encrypted",
          rule_provider: "aws",
          link: "https://tfsec.dev/docs/aws/AWS017/",
          location,
          description: "bucket without encryption",
          impact: "",
          resolution: "",
          severity: "ERROR",
          passed: false,
          status: "failed",
        },
        { rule_id: "AWS018", rule_provider: "aws", location, severity: "ERROR", status: "passed" },
      ],
    },
    findings: 1,
    passed: 1,
    contains: [{ severity: "high", title: "The bucket is not encrypted" }],
  },
  {
    name: "wrong types",
    source,
    document: { results: [acl, { ...acl, location: [] }, { rule_provider: "aws", location }, "text"] },
    findings: 2,
    unread: 2,
  },
];
