import type { ImportSample } from "../sample.ts";

const source = "Amazon Inspector API Reference: ListFindings, Finding";
const digest = `sha256:${"8".repeat(64)}`;

const finding = {
  awsAccountId: "123456789012",
  description: "A length is not checked.",
  exploitAvailable: "NO",
  findingArn: "arn:aws:inspector2:us-east-1:123456789012:finding/0a1b",
  firstObservedAt: "2023-01-01T00:00:00.000000+00:00",
  fixAvailable: "YES",
  inspectorScore: 7.5,
  lastObservedAt: 1_675_209_600.5,
  packageVulnerabilityDetails: {
    cvss: [
      { baseScore: 7.5, scoringVector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", source: "NVD", version: "3.1" },
    ],
    referenceUrls: ["https://r.example.test"],
    relatedVulnerabilities: [],
    source: "NVD",
    sourceUrl: "https://nvd.example.test/CVE-2022-37434",
    vulnerabilityId: "CVE-2022-37434",
    vulnerablePackages: [
      {
        arch: "X86_64",
        epoch: 1,
        filePath: "",
        fixedInVersion: "1:1.2.11.dfsg-2+deb11u2",
        name: "zlib1g",
        packageManager: "OS",
        release: "2+deb11u1",
        sourceLayerHash: digest,
        version: "1.2.11.dfsg",
      },
      {
        epoch: 0,
        filePath: "app/pom.xml",
        fixedInVersion: "NotAvailable",
        name: "org.acme:zlib",
        packageManager: "POM",
        version: "1.0",
      },
    ],
  },
  remediation: { recommendation: { text: "None Provided" } },
  resources: [
    {
      id: "arn:aws:ecr:us-east-1:123456789012:repository/shop",
      region: "us-east-1",
      type: "AWS_ECR_CONTAINER_IMAGE",
      details: {
        awsEcrContainerImage: {
          architecture: "amd64",
          imageHash: digest,
          imageTags: ["1.2"],
          platform: "DEBIAN_11",
          registry: "123456789012",
          repositoryName: "shop",
        },
      },
    },
  ],
  severity: "HIGH",
  status: "ACTIVE",
  title: "CVE-2022-37434 - zlib1g",
  type: "PACKAGE_VULNERABILITY",
  updatedAt: "2023-02-01T00:00:00Z",
};

const host = {
  ...finding,
  packageVulnerabilityDetails: undefined,
  resources: [
    {
      id: "i-0abc",
      region: "us-east-1",
      type: "AWS_EC2_INSTANCE",
      details: { awsEc2Instance: { platform: "AMAZON_LINUX_2" } },
    },
  ],
};

/** What Amazon Inspector lists. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { findings: [{ findingArn: "arn:aws:inspector2:us-east-1:1:finding/1", type: "NETWORK_REACHABILITY" }] },
    findings: 1,
  },
  {
    name: "all types",
    shows: ["typical", "everything"],
    source,
    document: {
      findings: [
        finding,
        {
          ...host,
          type: "NETWORK_REACHABILITY",
          severity: "MEDIUM",
          title: "Port 22 is reachable",
          networkReachabilityDetails: { openPortRange: { begin: 22, end: 22 }, protocol: "TCP", networkPath: {} },
        },
        {
          ...host,
          type: "CODE_VULNERABILITY",
          status: "SUPPRESSED",
          codeVulnerabilityDetails: {
            cwes: ["CWE-798"],
            detectorId: "python/hardcoded-credentials@v1.0",
            filePath: { filePath: "lambda.py", fileName: "lambda.py", startLine: 4, endLine: 6 },
          },
        },
      ],
    },
    findings: 4,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2022-37434" },
        subject: "pkg:deb/debian/zlib1g",
        vulnerability: { installed: "1:1.2.11.dfsg-2+deb11u1", fixedIn: "1:1.2.11.dfsg-2+deb11u2", score: 7.5 },
        evidence: [{ location: { layer: digest } }],
        witnesses: [
          { firstSeen: "2023-01-01T00:00:00.000000+00:00", lastSeen: "2023-02-01T00:00:00.500Z", status: "ACTIVE" },
        ],
      },
      { subject: "pkg:maven/org.acme/zlib", evidence: [{ location: { path: "app/pom.xml" } }] },
      { rule: { id: "inspector/NETWORK_REACHABILITY" }, subject: "port:22/TCP", severity: "medium" },
      { rule: { id: "inspector/python/hardcoded-credentials@v1.0" }, subject: "file:lambda.py", status: "accepted" },
    ],
  },
  {
    name: "wrong types",
    source,
    document: { findings: [{ ...finding, type: 5 }, { ...finding, resources: "x", inspectorScore: "high" }, 5] },
    findings: 2,
    unread: 2,
    contains: [{ subject: "pkg:generic/zlib1g" }],
  },
];
