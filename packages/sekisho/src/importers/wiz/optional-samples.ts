import type { ImportSample } from "../sample.ts";

const source = "Wiz integrations (azure-eventhub 1.0.0, Cribl collector): the GraphQL queries that they send";
const pageInfo = { hasNextPage: false, endCursor: "" };
const rule = { id: "wc-id-3", name: "Old key" };

/** Names and texts that stand in for others. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "issues of a subscription by its name",
    source: "docs.wiz.io: issues report, type Standard",
    document:
      "Created At,Title,Severity,Status,Resource Type,Resource Name,Subscription Name,Control ID,Issue ID\n2024-05-06T07:08:09Z,Old key,LOW,OPEN,KEY,k1,shop-prod,wc-id-3,i-9\n",
    findings: 1,
    contains: [{ rule: { id: "wiz/wc-id-3" }, subject: "KEY/k1" }],
  },
  {
    name: "vulnerabilities of assets without a name",
    source: "docs.wiz.io: vulnerabilities report",
    document: [
      "Name,Severity,FindingStatus,DetailedName,Version,AssetName,AssetID,SubscriptionExternalId,Score,CVEDescription,WizURL",
      "CVE-2024-1,High,Open,curl,7,,asset-1,,7.5,A heap is overrun.,https://app.wiz.example.test/1",
      "CVE-2024-2,Low,Open,zlib,1,,,123456789012,,,",
    ].join("\n"),
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2024-1" },
        severity: "high",
        message: "A heap is overrun.",
        vulnerability: { score: 7.5 },
      },
      { rule: { id: "vulnerability/CVE-2024-2" }, severity: "low" },
    ],
  },
  {
    name: "API, issues with every text",
    source,
    document: {
      data: {
        issues: {
          nodes: [
            {
              sourceRule: {
                ...rule,
                cloudConfigurationRuleDescription: "It is old.",
                remediationInstructions: "Turn it.",
              },
              severity: "LOW",
              entitySnapshot: { type: "KEY", providerId: "arn:aws:kms:key/1", subscriptionName: "shop-prod" },
            },
            {
              sourceRule: { ...rule, cloudEventRuleDescription: "It was used." },
              severity: "LOW",
              entitySnapshot: { type: "KEY", id: "e-1" },
            },
            { sourceRule: { ...rule, description: "A key." }, entitySnapshot: { type: "KEY", name: "k3" } },
          ],
          pageInfo,
        },
      },
    },
    findings: 3,
    contains: [
      { subject: "KEY/arn:aws:kms:key/1", message: "It is old.", remediation: "Turn it." },
      { subject: "KEY/e-1", message: "It was used." },
      { subject: "KEY/k3", message: "A key." },
    ],
  },
  {
    name: "API, vulnerability findings with every text",
    source,
    document: {
      data: {
        vulnerabilityFindings: {
          nodes: [
            {
              name: "CVE-2024-3",
              vendorSeverity: "MEDIUM",
              description: "Found in a package.",
              remediation: "Update it.",
              detailedName: "curl",
              vulnerableAsset: {
                type: "CONTAINER_IMAGE",
                name: "shop/web",
                providerUniqueId: `shop/web@sha256:${"cd".repeat(32)}`,
              },
            },
            { name: "CVE-2024-4", detailedName: "zlib", vulnerableAsset: { subscriptionExternalId: "123456789012" } },
          ],
          pageInfo,
        },
      },
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2024-3" },
        severity: "medium",
        message: "Found in a package.",
        remediation: "Update it.",
      },
      { rule: { id: "vulnerability/CVE-2024-4" } },
    ],
  },
  {
    name: "API, checks with every text",
    source,
    document: {
      data: {
        configurationFindings: {
          nodes: [
            {
              severity: "LOW",
              result: "FAIL",
              status: "OPEN",
              remediation: "Turn it on here.",
              resource: { id: "r-2", type: "BUCKET" },
              rule: { shortId: "S3-001", name: "Versioning is off" },
            },
          ],
          pageInfo,
        },
      },
    },
    findings: 1,
    contains: [
      {
        rule: { id: "wiz/S3-001" },
        subject: "BUCKET/r-2",
        remediation: "Turn it on here.",
        witnesses: [{ status: "OPEN" }],
      },
    ],
  },
  {
    name: "command line, rules",
    source: "wizcli 0.40: iac scan --format json",
    document: {
      status: { state: "SUCCESS" },
      scanOriginResource: { name: "infra" },
      result: {
        ruleMatches: [
          {
            rule: { shortId: "K8S-001", name: "Privileged" },
            severity: "HIGH",
            matches: [
              {
                resourceName: "Pod.web",
                fileName: "pod.yaml",
                lineNumber: 3,
                remediationInstructions: "Take it away.",
              },
            ],
          },
        ],
      },
    },
    findings: 1,
    contains: [{ severity: "high", remediation: "Take it away.", evidence: [{ location: { startLine: 3 } }] }],
  },
];
