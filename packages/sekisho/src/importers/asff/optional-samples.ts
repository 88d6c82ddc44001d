import type { ImportSample } from "../sample.ts";

const base = {
  SchemaVersion: "2018-10-08",
  AwsAccountId: "123456789012",
  CreatedAt: "2024-05-06T07:08:09.000Z",
  UpdatedAt: "2024-05-07T07:08:09.000Z",
};

/** Parts that few products write. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "findings in lower case, with parts that few products write",
    source: "AWS Security Hub user guide, ASFF syntax; DefectDojo, unittests/scans/awssecurityhub/issue_10956.json",
    document: {
      findings: [
        {
          ...base,
          Id: "g-2",
          ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/guardduty",
          ProductName: "GuardDuty",
          FindingProviderFields: { Types: ["TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce"] },
          Severity: { Original: "HIGH" },
          Title: "Somebody guesses passwords",
          SourceUrl: "https://eu-west-1.console.example.test/guardduty",
          Resources: [{ Type: "AwsEc2Instance", Id: "i-1" }],
          Network: { SourceIpV6: "2001:db8::7" },
          Action: { NetworkConnectionAction: { RemoteIpDetails: { IpAddressV4: "198.51.100.9" } } },
          WorkflowState: "RESOLVED",
        },
        {
          ...base,
          Id: "g-3",
          ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/guardduty",
          Types: ["TTPs/Discovery/Recon:IAMUser-UserPermissions"],
          Title: "Permissions are asked for",
          Action: { AwsApiCallAction: { RemoteIpDetails: { IpAddressV4: "198.51.100.8" } } },
        },
        {
          ...base,
          Id: "i-2",
          ProductArn: "arn:aws:securityhub:eu-west-1::product/aws/inspector",
          ProductName: "Inspector",
          GeneratorId: "AWSInspector",
          Severity: { Label: "MEDIUM" },
          Title: "CVE-2024-1234",
          Resources: [{ Type: "AwsEc2Instance", Id: "i-1234" }],
          Vulnerabilities: [
            {
              Id: "CVE-2024-1234",
              VulnerablePackages: [
                { Name: "aa", Version: "1.2.0", PackageManager: "OS", SourceLayerHash: `sha256:${"e".repeat(64)}` },
              ],
              Cvss: [
                { BaseScore: "7.5", BaseVector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", Source: "NVD" },
                { BaseScore: 5.1 },
              ],
              Vendor: { Name: "AMAZON_CVE", Url: "https://alas.example.test/CVE-2024-1234.json" },
            },
          ],
        },
      ],
    },
    findings: 3,
    contains: [
      {
        rule: { aliases: ["guardduty:UnauthorizedAccess:EC2/SSHBruteForce"] },
        severity: "high",
        status: "accepted",
        exception: { reason: "RESOLVED" },
        activity: { sources: ["2001:db8::7", "198.51.100.9"] },
        witnesses: [{ references: ["https://eu-west-1.console.example.test/guardduty"] }],
      },
      { activity: { sources: ["198.51.100.8"] } },
      {
        rule: { id: "vulnerability/CVE-2024-1234" },
        evidence: [{ location: { layer: `sha256:${"e".repeat(64)}` } }],
        vulnerability: {
          severities: [
            { from: "NVD", score: 7.5 },
            { from: "AMAZON_CVE", score: 5.1 },
          ],
        },
      },
    ],
  },
];
