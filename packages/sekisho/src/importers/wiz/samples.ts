import type { ImportSample } from "../sample.ts";
import { apiSamples } from "./api-samples.ts";
import { optionalSamples } from "./optional-samples.ts";

const issueSource = "docs.wiz.io: issues report, type Standard";
const flawSource = "docs.wiz.io: vulnerabilities report";
const cliSource = "wizcli 0.40: docker scan --format json";
const issueColumns =
  "Created At,Title,Severity,Status,Description,Resource Type,Resource external ID,Subscription ID,Resource Name,Control ID,Issue ID,Remediation Recommendation,Wiz URL,Kubernetes Cluster,Kubernetes Namespace,Note,Resolution";
const flawColumns =
  "ID,WizURL,Name,CVSSSeverity,FindingStatus,VendorSeverity,FirstDetected,LastDetected,ResolutionReason,Remediation,LocationPath,DetailedName,Version,FixedVersion,Link,AssetName,OperatingSystem";
const digest = `sha256:${"ab".repeat(32)}`;

/** What Wiz writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "command line, one flaw, smallest",
    shows: ["smallest"],
    source: "wizcli 0.40: docker scan --format json",
    document: {
      status: { state: "SUCCESS" },
      scanOriginResource: { name: "a" },
      result: { osPackages: [{ name: "a", vulnerabilities: [{ name: "CVE-2023-1" }] }] },
    },
    findings: 1,
  },
  {
    name: "issues",
    source: issueSource,
    document: `${issueColumns}
2024-05-06T07:08:09Z,Bucket is public,HIGH,OPEN,"Anyone, anywhere",BUCKET,arn:aws:s3:::logs,123456789012,logs,wc-id-1,i-1,Close it,https://app.wiz.io/issues#i-1,,,,
2024-05-06T07:08:09Z,Privileged pod,CRITICAL,RESOLVED,d,POD,pod-1,123456789012,web,wc-id-2,i-2,r,,prod,shop,known and wanted,
2024-05-06T07:08:09Z,No control,LOW,REJECTED,d,POD,pod-2,,x,,i-3,,,,,,EXCEPTION
`,
    findings: 3,
    contains: [
      {
        rule: { id: "wiz/wc-id-1" },
        severity: "high",
        subject: "BUCKET/arn:aws:s3:::logs",
        message: "Anyone, anywhere",
        witnesses: [{ tool: "wiz", status: "OPEN", firstSeen: "2024-05-06T07:08:09Z" }],
      },
      { subject: "POD/shop/pod-1", status: "accepted", exception: { reason: "known and wanted" } },
      { rule: { id: "wiz/No control" }, exception: { reason: "EXCEPTION" } },
    ],
  },
  { name: "issues, none", shows: ["empty"], source: issueSource, document: `${issueColumns}\n`, findings: 0 },
  {
    name: "vulnerabilities",
    source: flawSource,
    document: `${flawColumns}
1,https://app.wiz.io/1,CVE-2023-38545,Critical,Open,High,2024-05-06T07:08:09Z,2024-05-07T07:08:09Z,,apt-get install curl,/usr/bin/curl,curl,7.88.1,8.4.0,https://security.example/1,registry.example.com/shop/web@${digest},Debian
2,,CVE-2024-1,,Resolved,Low,,,Fixed,,,django,4.1,,,web-1,Linux
3,,CVE-2024-2,None,Open,,,,,,,zlib,1,,,,
`,
    findings: 3,
    contains: [
      {
        subject: "pkg:generic/curl",
        severity: "critical",
        vulnerability: { fixedIn: "8.4.0" },
        evidence: [{ location: { path: "/usr/bin/curl" } }],
      },
      { severity: "low", status: "accepted", exception: { reason: "Fixed" } },
      { severity: "info" },
    ],
  },
  {
    name: "command line, smallest",
    source: cliSource,
    document: { status: { state: "SUCCESS", verdict: "PASSED_BY_POLICY" }, scanOriginResource: {}, result: {} },
    findings: 0,
  },
  {
    name: "command line, everything",
    shows: ["typical", "everything"],
    source: cliSource,
    document: {
      id: "run-1",
      createdAt: "2024-05-06T07:08:09Z",
      status: { state: "SUCCESS", verdict: "FAILED_BY_POLICY" },
      scanOriginResource: { __typename: "CICDScanOriginContainerImage", name: "shop/web:1", id: digest },
      result: {
        osPackages: [
          {
            name: "curl",
            version: "7.88.1",
            vulnerabilities: [
              {
                name: "CVE-2023-38545",
                severity: "CRITICAL",
                description: "A heap is overrun",
                fixedVersion: "8.4.0",
                source: "https://security.example/1",
                score: 9.8,
                hasCisaKevExploit: true,
                cisaKevReleaseDate: "2024-01-02T00:00:00Z",
                epssProbability: 0.2,
                epssPercentile: 0.96,
              },
            ],
          },
        ],
        libraries: [
          {
            name: "lodash",
            version: "4.17.20",
            path: "/app/package-lock.json",
            vulnerabilities: [
              { name: "CVE-2021-23337", severity: "HIGH" },
              { name: "CVE-2020-28500", severity: "NONE" },
            ],
          },
          { name: "left-pad", version: "1", vulnerabilities: null },
        ],
        secrets: [{ type: "PRIVATE_KEY", description: "Private key", path: "/root/id", lineNumber: 4 }],
        ruleMatches: [
          {
            rule: { id: "u-1", shortId: "DF-001", name: "Image runs as root" },
            severity: "MEDIUM",
            matches: [{ resourceName: "FROM", fileName: "Dockerfile", lineNumber: 1, found: "none", expected: "USER" }],
          },
        ],
      },
    },
    findings: 5,
    contains: [
      {
        severity: "critical",
        vulnerability: {
          score: 9.8,
          epss: { probability: 0.2, percentile: 0.96, date: "2024-05-06" },
          knownExploited: { added: "2024-01-02" },
        },
      },
      { subject: "pkg:generic/lodash", evidence: [{ location: { path: "/app/package-lock.json" } }] },
      { kind: "secret", rule: { id: "wiz/PRIVATE_KEY" }, subject: "file:/root/id", severity: "high" },
      { rule: { id: "wiz/DF-001" }, severity: "medium", subject: "FROM" },
    ],
  },
  {
    name: "command line, wrong types",
    source: cliSource,
    document: {
      status: { state: "SUCCESS" },
      scanOriginResource: { name: 5 },
      result: {
        osPackages: [
          { name: "curl", vulnerabilities: [{ name: "CVE-2023-1", score: "9" }, { severity: "LOW" }, "text"] },
          { version: "1", vulnerabilities: [] },
        ],
        secrets: [{ lineNumber: "4" }],
      },
    },
    findings: 2,
    unread: 3,
  },
  ...apiSamples,
];
