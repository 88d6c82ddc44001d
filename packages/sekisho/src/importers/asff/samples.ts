import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source = "AWS Security Hub user guide, AWS Security Finding Format";
const digest = "sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd";
const base = {
  SchemaVersion: "2018-10-08",
  AwsAccountId: "123456789012",
  CreatedAt: "2024-05-06T07:08:09.000Z",
  UpdatedAt: "2024-05-07T07:08:09.000Z",
};
const config = {
  ...base,
  Id: "c-1",
  ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/securityhub",
  ProductName: "Security Hub",
  GeneratorId: "security-control/EKS.2",
  Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
  Severity: { Label: "HIGH", Normalized: 70, Original: "HIGH" },
  Title: "EKS clusters should run on a supported version",
  Description: "The version is old.",
  Remediation: { Recommendation: { Text: "Update it.", Url: "https://example.com/EKS.2" } },
  Resources: [{ Type: "AwsEksCluster", Id: "arn:aws:eks:eu-west-1:123456789012:cluster/prod", Region: "eu-west-1" }],
  Compliance: { Status: "FAILED", SecurityControlId: "EKS.2" },
  Workflow: { Status: "NEW" },
  RecordState: "ACTIVE",
};

/** What AWS Security Hub writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      Findings: [
        {
          SchemaVersion: "2018-10-08",
          Id: "i-1",
          ProductArn: "arn:aws:securityhub:eu-west-1::product/acme/scanner",
          Types: [],
          Title: "A port is open",
        },
      ],
    },
    findings: 1,
  },
  {
    name: "get-findings of several products",
    shows: ["typical", "everything"],
    source,
    document: {
      Findings: [
        config,
        { ...config, Id: "c-2", Compliance: { Status: "PASSED", SecurityControlId: "EKS.1" } },
        { ...config, Id: "c-3", Workflow: { Status: "SUPPRESSED" }, Note: { Text: "known", UpdatedBy: "ops" } },
        {
          ...base,
          Id: "g-1",
          ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/guardduty",
          ProductName: "GuardDuty",
          GeneratorId: "arn:aws:guardduty:eu-west-1:123456789012:detector/d",
          Types: ["TTPs/Discovery/Discovery:Kubernetes-MaliciousIPCaller"],
          FirstObservedAt: "2024-05-06T00:00:00Z",
          LastObservedAt: "2024-05-06T01:00:00Z",
          Severity: { Label: "MEDIUM", Product: 5 },
          Title: "Malicious caller",
          Description: "A listed address called.",
          Resources: [{ Type: "AwsEksCluster", Id: "arn:aws:eks:eu-west-1:123456789012:cluster/prod" }],
          Network: { SourceIpV4: "198.51.100.7" },
          RecordState: "ACTIVE",
        },
        {
          ...base,
          Id: "i-1",
          ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/inspector",
          ProductName: "Inspector",
          GeneratorId: "AWSInspector",
          Types: ["Software and Configuration Checks/Vulnerabilities/CVE"],
          Severity: { Label: "CRITICAL", Normalized: 90 },
          Title: "CVE-2023-0286 - openssl, zlib",
          Description: "Type confusion",
          Resources: [
            {
              Type: "AwsEcrContainerImage",
              Id: `arn:aws:ecr:eu-west-1:123456789012:repository/shop/web/${digest}`,
              Details: {
                AwsEcrContainerImage: {
                  RepositoryName: "shop/web",
                  RegistryId: "123456789012",
                  ImageDigest: digest,
                  ImageTags: ["1"],
                },
              },
            },
          ],
          Vulnerabilities: [
            {
              Id: "CVE-2023-0286",
              VulnerablePackages: [
                {
                  Name: "openssl",
                  Version: "3.0.7",
                  Release: "1.amzn2",
                  Epoch: "1",
                  Architecture: "X86_64",
                  PackageManager: "OS",
                  FixedInVersion: "1:3.0.8-1.amzn2",
                  Remediation: "yum update openssl",
                },
                {
                  Name: "lodash",
                  Version: "4.17.0",
                  Epoch: "0",
                  PackageManager: "NPM",
                  FilePath: "app/package-lock.json",
                  FixedInVersion: "NotAvailable",
                },
              ],
              Cvss: [
                {
                  BaseScore: 7.4,
                  BaseVector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:H",
                  Version: "3.1",
                  Source: "NVD",
                },
              ],
              RelatedVulnerabilities: ["GHSA-2222-3333-4444"],
              Vendor: { Name: "NVD", Url: "https://nvd.nist.gov/vuln/detail/CVE-2023-0286" },
              ReferenceUrls: ["https://example.com/1"],
            },
          ],
          RecordState: "ARCHIVED",
        },
      ],
    },
    findings: 5,
    passed: 1,
    contains: [
      {
        rule: { id: "security-hub/EKS.2" },
        severity: "high",
        subject: "arn:aws:eks:eu-west-1:123456789012:cluster/prod",
        remediation: "Update it.",
        witnesses: [
          { tool: "security-hub", severity: "HIGH", status: "FAILED", references: ["https://example.com/EKS.2"] },
        ],
      },
      { status: "accepted", exception: { reason: "known", owner: "ops" } },
      {
        kind: "activity",
        rule: { aliases: ["guardduty:Discovery:Kubernetes/MaliciousIPCaller"] },
        activity: { cluster: "prod", sources: ["198.51.100.7"], firstSeen: "2024-05-06T00:00:00.000Z" },
      },
      {
        rule: { id: "vulnerability/CVE-2023-0286" },
        severity: "critical",
        vulnerability: { name: "openssl", installed: "1:3.0.7-1.amzn2", fixedIn: "1:3.0.8-1.amzn2", score: 7.4 },
        exception: { reason: "ARCHIVED" },
      },
      { subject: "pkg:npm/lodash", evidence: [{ location: { path: "app/package-lock.json" } }] },
    ],
  },
  {
    name: "a list, a product of somebody else, malware",
    source,
    document: [
      {
        ...base,
        Id: "m-1",
        ProductArn: "arn:aws:securityhub:eu-west-1:123456789012:product/acme/scanner",
        GeneratorId: "acme-rule-1",
        Types: ["Software and Configuration Checks/Malware"],
        Severity: { Normalized: 95 },
        Title: "Miner",
        Description: "A coin miner",
        Resources: [{ Type: "Other", Id: "host-1" }],
        Malware: [{ Name: "XMRig", Path: "/tmp/x" }],
      },
      { ...base, Id: 5, ProductArn: "arn" },
    ],
    findings: 1,
    unread: 1,
    contains: [{ kind: "malware", rule: { id: "scanner/XMRig" }, severity: "critical", subject: "file:/tmp/x" }],
  },
  {
    name: "an event",
    source,
    document: {
      "detail-type": "Security Hub Findings - Imported",
      source: "aws.securityhub",
      detail: { findings: [config] },
    },
    findings: 1,
  },
];
