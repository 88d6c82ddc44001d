import type { ImportSample } from "../sample.ts";

const source = "Wiz integrations (azure-eventhub 1.0.0, Cribl collector): the GraphQL queries that they send";
const digest = `sha256:${"ab".repeat(32)}`;
const pageInfo = { hasNextPage: false, endCursor: "" };

/** Pages of the API. */
export const apiSamples: readonly ImportSample[] = [
  {
    name: "API, issues",
    source,
    document: {
      data: {
        issues: {
          nodes: [
            {
              id: "i-1",
              sourceRule: {
                __typename: "Control",
                id: "wc-id-1",
                name: "Bucket is public",
                controlDescription: "Anyone may read.",
                resolutionRecommendation: "Close it",
              },
              createdAt: "2024-05-06T07:08:09Z",
              status: "OPEN",
              severity: "HIGH",
              entitySnapshot: {
                type: "BUCKET",
                name: "logs",
                externalId: "arn:aws:s3:::logs",
                subscriptionExternalId: "123456789012",
              },
              notes: [],
            },
            {
              id: "i-2",
              sourceRule: { id: "wc-id-2", name: "Privileged pod" },
              status: "REJECTED",
              severity: "CRITICAL",
              entitySnapshot: {
                type: "POD",
                name: "web",
                kubernetesClusterName: "prod",
                kubernetesNamespaceName: "shop",
              },
              notes: [{ text: "known and wanted" }],
            },
            "no issue",
          ],
          pageInfo,
        },
      },
    },
    findings: 2,
    unread: 1,
    contains: [
      {
        rule: { id: "wiz/wc-id-1" },
        severity: "high",
        subject: "BUCKET/arn:aws:s3:::logs",
        message: "Anyone may read.",
        witnesses: [{ status: "OPEN", firstSeen: "2024-05-06T07:08:09Z" }],
      },
      { subject: "POD/shop/web", status: "accepted", exception: { reason: "known and wanted" } },
    ],
  },
  {
    name: "API, vulnerability findings",
    source,
    document: {
      data: {
        vulnerabilityFindings: {
          nodes: [
            {
              id: "f-1",
              portalUrl: "https://app.wiz.io/f-1",
              name: "CVE-2023-38545",
              CVEDescription: "A buffer is too small.",
              CVSSSeverity: "CRITICAL",
              score: 9.8,
              status: "OPEN",
              firstDetectedAt: "2024-01-02T03:04:05Z",
              lastDetectedAt: "2024-02-03T04:05:06Z",
              detailedName: "curl",
              version: "7.88.1-10",
              fixedVersion: "7.88.1-10+deb12u4",
              link: "https://nvd.nist.gov/vuln/detail/CVE-2023-38545",
              locationPath: "var/lib/dpkg/status",
              epssProbability: 0.5,
              epssPercentile: 0.9,
              layerMetadata: { id: digest, isBaseLayer: true },
              vulnerableAsset: { type: "CONTAINER_IMAGE", name: "shop/web:1", imageId: digest },
            },
            {
              name: "CVE-2021-23337",
              severity: "LOW",
              status: "RESOLVED",
              resolutionReason: "gone",
              detailedName: "lodash",
              version: "4.17.0",
              vulnerableAsset: { type: "VIRTUAL_MACHINE", name: "vm-1", operatingSystem: "Linux" },
            },
            { severity: "LOW" },
          ],
          pageInfo,
        },
      },
    },
    findings: 2,
    unread: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-38545" },
        subject: "pkg:generic/curl",
        vulnerability: { score: 9.8, epss: { probability: 0.5, percentile: 0.9, date: "2024-02-03" } },
        evidence: [{ location: { path: "var/lib/dpkg/status", layer: digest } }],
      },
      { subject: "pkg:generic/lodash", status: "accepted", exception: { reason: "gone" } },
    ],
  },
  {
    name: "API, issues, none",
    source,
    document: { data: { issuesV2: { nodes: [], pageInfo } } },
    findings: 0,
  },
  {
    name: "API, issues under another name, none",
    source: "docs.wiz.io: the query of the table of issues, with numbers by severity",
    document: { data: { issues: { nodes: [], pageInfo, totalCount: 0, criticalSeverityCount: 0 } } },
    findings: 0,
  },
  {
    name: "API, vulnerability findings, none",
    source,
    document: { data: { vulnerabilityFindings: { nodes: [], pageInfo } } },
    findings: 0,
  },
  {
    name: "API, configuration findings",
    source,
    document: {
      data: {
        configurationFindings: {
          nodes: [
            {
              id: "c-1",
              firstSeenAt: "2024-05-06T07:08:09Z",
              severity: "MEDIUM",
              result: "FAIL",
              resource: {
                id: "r-1",
                name: "logs",
                type: "BUCKET",
                subscription: { id: "s", name: "shop", externalId: "123456789012" },
              },
              rule: { id: "u-1", name: "Versioning is off", description: "d", remediationInstructions: "Turn it on" },
            },
            { result: "PASS", rule: { id: "u-1", name: "Versioning is off" } },
            { result: "FAIL" },
          ],
          pageInfo,
        },
      },
    },
    findings: 1,
    passed: 1,
    unread: 1,
    contains: [{ rule: { id: "wiz/u-1" }, severity: "medium", subject: "BUCKET/logs", remediation: "Turn it on" }],
  },
];
