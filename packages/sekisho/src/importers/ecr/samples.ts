import type { ImportSample } from "../sample.ts";

const source = "Amazon ECR API Reference: DescribeImageScanFindings";
const digest = `sha256:${"9".repeat(64)}`;
const head = {
  registryId: "123456789012",
  repositoryName: "shop/web",
  imageId: { imageDigest: digest, imageTag: "1.2" },
  imageScanStatus: { status: "COMPLETE", description: "Done." },
};

const basic = {
  name: "CVE-2019-5188",
  description: "A block is read twice.",
  uri: "https://security-tracker.example.test/CVE-2019-5188",
  severity: "HIGH",
  attributes: [
    { key: "package_version", value: "1.44.1-1ubuntu1.1" },
    { key: "package_name", value: "e2fsprogs" },
    { key: "CVSS2_VECTOR", value: "AV:L/AC:L/Au:N/C:P/I:P/A:P" },
    { key: "CVSS2_SCORE", value: "4.6" },
  ],
};

const enhanced = {
  awsAccountId: "123456789012",
  findingArn: "arn:aws:inspector2:us-east-1:123456789012:finding/1",
  type: "PACKAGE_VULNERABILITY",
  severity: "MEDIUM",
  status: "ACTIVE",
  score: 6.1,
  packageVulnerabilityDetails: {
    vulnerabilityId: "CVE-2024-1234",
    source: "NVD",
    cvss: [{ baseScore: 6.1, scoringVector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N" }],
    vulnerablePackages: [
      { name: "left", packageManager: "NODEPKG", version: "1.0.0", filePath: "app/node_modules/left/package.json" },
    ],
  },
};

/** What Amazon ECR answers. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { imageScanFindings: { findings: [{ name: "CVE-2019-5188" }] }, repositoryName: "web" },
    findings: 1,
  },
  {
    name: "basic",
    shows: ["typical", "old"],
    source: `${source}, basic scans of 2019`,
    document: {
      imageScanFindings: {
        findings: [basic, { ...basic, name: "CVE-2019-9999", severity: "UNDEFINED", attributes: null }],
        imageScanCompletedAt: "2020-01-02T03:04:05+00:00",
        findingSeverityCounts: { HIGH: 1 },
      },
      ...head,
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2019-5188" },
        subject: "pkg:generic/e2fsprogs",
        vulnerability: { score: 4.6, severities: [{ system: "cvss-2" }] },
      },
      { vulnerability: { rating: "unknown" } },
    ],
  },
  {
    name: "enhanced",
    shows: ["everything"],
    source,
    document: { ...head, imageScanFindings: { enhancedFindings: [enhanced], imageScanCompletedAt: 1_577_934_245 } },
    findings: 1,
    contains: [{ rule: { id: "vulnerability/CVE-2024-1234" }, subject: "pkg:npm/left", vulnerability: { score: 6.1 } }],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { ...head, imageScanFindings: { findings: [] } },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      ...head,
      imageScanFindings: {
        findings: [
          { ...basic, name: 5 },
          { ...basic, attributes: [5, basic.attributes[1]] },
        ],
      },
    },
    findings: 1,
    unread: 2,
  },
];
