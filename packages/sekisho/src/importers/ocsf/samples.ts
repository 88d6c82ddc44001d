import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const source = "schema.ocsf.io 1.3: classes vulnerability_finding, compliance_finding, detection_finding";
const digest = `sha256:${"cd".repeat(32)}`;
const time = 1_714_979_289_000;
const metadata = { version: "1.3.0", product: { name: "Prowler", vendor_name: "Prowler", version: "4.2.0" } };
const base = { activity_id: 1, category_uid: 2, severity_id: 4, severity: "High", time, metadata, status_id: 1 };

const check = {
  ...base,
  class_uid: 2004,
  metadata: { ...metadata, event_code: "s3_bucket_public_access" },
  status_code: "FAIL",
  status_detail: "Bucket logs is public.",
  finding_info: {
    uid: "prowler-1",
    title: "Buckets are closed",
    desc: "d",
    types: ["Software and Configuration Checks"],
  },
  resources: [{ uid: "arn:aws:s3:::logs", name: "logs", type: "AwsS3Bucket" }],
  cloud: { provider: "aws", account: { uid: "123456789012" }, region: "eu-central-1" },
  remediation: { desc: "Close it.", references: ["https://a.example/1"] },
};
const flaw = {
  ...base,
  class_uid: 2002,
  metadata: { version: "1.3.0", product: { name: "Inspector", vendor_name: "AWS" } },
  finding_info: { uid: "f-1", title: "CVE-2023-38545 - curl", first_seen_time: time },
  resources: [
    { uid: `registry.example.com/shop/web@${digest}`, name: "registry.example.com/shop/web:1", type: "ContainerImage" },
  ],
  vulnerabilities: [
    {
      cve: {
        uid: "CVE-2023-38545",
        cwe: { uid: "CWE-787" },
        cvss: [{ version: "3.1", base_score: 9.8, vector_string: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
      },
      desc: "A heap is overrun",
      references: ["https://a.example/2"],
      affected_packages: [
        {
          name: "curl",
          version: "7.88.1",
          release: "10",
          epoch: 1,
          package_manager: "dpkg",
          fixed_in_version: "8.4.0",
        },
        { name: "libcurl4", version: "7.88.1", purl: "pkg:deb/debian/libcurl4@7.88.1" },
      ],
    },
  ],
};

/** Findings of category 2. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest, one event",
    shows: ["smallest"],
    source,
    document: { class_uid: 2003, severity_id: 2, metadata: {}, compliance: { control: "CIS-1.1", status_id: 3 } },
    findings: 1,
    contains: [{ rule: { id: "ocsf/CIS-1.1" }, severity: "low", kind: "misconfiguration" }],
  },
  {
    name: "everything",
    shows: ["typical", "everything"],
    source,
    document: [
      check,
      { ...check, status_code: "PASS" },
      { ...check, status_code: "MANUAL", status_id: 3, comment: "known" },
      flaw,
      { ...flaw, vulnerabilities: [] },
      {
        ...base,
        class_uid: 2004,
        severity_id: 6,
        metadata: { version: "1.3.0", product: { name: "GuardDuty" } },
        finding_info: {
          uid: "g-1",
          title: "Crypto mining",
          types: ["CryptoCurrency:EC2/BitcoinTool.B"],
          attacks: [{ technique: { uid: "T1496" } }],
          first_seen_time: time,
          last_seen_time: time + 60_000,
        },
        device: { hostname: "web-1" },
        evidences: [{ src_endpoint: { ip: "203.0.113.7" } }],
      },
      { ...base, class_uid: 2003, compliance: { control: "CIS-1.2", status: "Pass" } },
      {
        ...base,
        class_uid: 2003,
        compliance: { control: "CIS-1.3", status: "Fail" },
        resources: [{ name: "web", type: "Deployment", namespace: "shop" }],
      },
      { ...base, class_uid: 2005, finding_info: { uid: "i-1" } },
    ],
    findings: 6,
    passed: 2,
    leftOut: 2,
    contains: [
      {
        rule: { id: "prowler/s3_bucket_public_access" },
        severity: "high",
        subject: "arn:aws:s3:::logs",
        message: "Bucket logs is public.",
        remediation: "Close it.",
        witnesses: [{ tool: "prowler", version: "4.2.0", status: "FAIL" }],
      },
      { status: "accepted", exception: { reason: "known" } },
      {
        rule: { id: "vulnerability/CVE-2023-38545" },
        subject: "pkg:deb/curl",
        vulnerability: { installed: "1:7.88.1-10", fixedIn: "8.4.0", score: 9.8, weaknesses: ["CWE-787"] },
      },
      { subject: "pkg:deb/debian/libcurl4" },
      {
        kind: "activity",
        rule: { id: "guardduty/CryptoCurrency:EC2/BitcoinTool.B" },
        severity: "critical",
        activity: {
          sources: ["203.0.113.7"],
          techniques: ["attack@18#T1496"],
          firstSeen: "2024-05-06T07:08:09.000Z",
          lastSeen: "2024-05-06T07:09:09.000Z",
        },
      },
      { rule: { id: "prowler/CIS-1.3" }, subject: "shop/web[Deployment]" },
    ],
  },
  {
    name: "lines, 1.0 with finding",
    shows: ["old"],
    source: "schema.ocsf.io 1.0: security_finding",
    document: [
      { ...base, class_uid: 2001, finding: { uid: "s-1", title: "Open port", types: ["Exposure"] }, state: "New" },
      { ...base, class_uid: 2001, finding: { uid: "s-2", title: "Old kernel" }, vulnerabilities: flaw.vulnerabilities },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
    findings: 3,
    contains: [{ rule: { id: "prowler/Exposure" }, title: "Open port" }],
  },
  {
    name: "wrong types",
    source,
    document: [
      check,
      { ...check, resources: "all", severity: 5 },
      { ...check, class_uid: "2004" },
      { ...check, metadata: 5 },
    ],
    findings: 2,
    unread: 2,
  },
];
