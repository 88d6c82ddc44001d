import type { ImportSample } from "../sample.ts";

/** Parts that only some commands of Snyk write. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "container without a path, languages in it",
    source: "Snyk CLI: snyk container test --json --app-vulns",
    document: {
      vulnerabilities: [{ id: "SNYK-DEBIAN12-CURL-1", name: "curl/libcurl4", version: "7.88", severity: "low" }],
      ok: false,
      dependencyCount: 90,
      packageManager: "deb",
      projectName: "docker-image|acme/shop",
      docker: {},
      applications: [
        {
          targetFile: "/app/pom.xml",
          packageManager: "maven",
          vulnerabilities: [{ id: "SNYK-JAVA-X-1", name: "org.acme:core", version: "1.0", severity: "high" }],
        },
      ],
    },
    findings: 2,
    contains: [
      { evidence: [{ location: { path: "acme/shop" } }] },
      { subject: "pkg:maven/org.acme/core", evidence: [{ location: { path: "/app/pom.xml" } }] },
    ],
  },
  {
    name: "infrastructure with descriptions",
    source: "Snyk CLI: snyk iac test --json, 1.600 and later",
    document: {
      targetFile: "",
      targetFilePath: "infra/main.tf",
      projectType: "terraformconfig",
      infrastructureAsCodeIssues: [
        {
          id: "internal-1",
          publicId: "SNYK-CC-TF-1",
          title: "Anybody may connect",
          severity: "high",
          references: ["https://docs.example.test/1"],
          iacDescription: { issue: "The rule is open.", impact: "Anybody connects.", resolve: "Set cidr_blocks." },
        },
      ],
    },
    findings: 1,
    contains: [
      {
        rule: { id: "snyk/SNYK-CC-TF-1" },
        message: "The rule is open. Anybody connects.",
        remediation: "Set cidr_blocks.",
        evidence: [{ location: { path: "infra/main.tf" } }],
        witnesses: [{ references: ["https://docs.example.test/1"] }],
      },
    ],
  },
];
