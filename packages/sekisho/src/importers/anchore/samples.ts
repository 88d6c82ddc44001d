import type { ImportSample } from "../sample.ts";
import { optionalSamples } from "./optional-samples.ts";

const digest = `sha256:${"2".repeat(64)}`;
const engineSource = "anchore/anchore-engine: services/apiext/swagger, VulnerabilityResponse";

const flaw = {
  feed: "vulnerabilities",
  feed_group: "debian:10",
  fix: "1.1.1d-0+deb10u3",
  nvd_data: [
    {
      id: "CVE-2020-1967",
      cvss_v2: { base_score: 5, exploitability_score: 10, impact_score: 2.9 },
      cvss_v3: { base_score: 7.5, exploitability_score: 3.9, impact_score: 3.6 },
    },
  ],
  package: "openssl-1.1.1d-0+deb10u2",
  package_cpe: "None",
  package_name: "openssl",
  package_path: "pkgdb",
  package_type: "dpkg",
  package_version: "1.1.1d-0+deb10u2",
  severity: "High",
  url: "https://security-tracker.example.test/CVE-2020-1967",
  vendor_data: [{ id: "x", cvss_v2: { base_score: -1 }, cvss_v3: { base_score: 7.1 } }],
  vuln: "CVE-2020-1967",
};

const evaluationSource =
  "Anchore Engine API, GET /images/{imageDigest}/check?detail=true; DefectDojo, unittests/scans/anchore_enterprise/one_check.json";
const evaluationHeader =
  "Image_Id Repo_Tag Trigger_Id Gate Trigger Check_Output Gate_Action Whitelisted Policy_Id".split(" ");

/** What Anchore writes. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source: "anchore/anchore-engine: services/apiext/swagger, VulnerabilityResponse",
    document: {
      imageDigest: "sha256:2222222222222222222222222222222222222222222222222222222222222222",
      vulnerability_type: "all",
      vulnerabilities: [{ vuln: "CVE-2020-1", package_name: "left" }],
    },
    findings: 1,
  },
  {
    name: "engine",
    shows: ["typical", "everything", "old"],
    source: engineSource,
    document: {
      imageDigest: digest,
      vulnerabilities: [
        flaw,
        {
          ...flaw,
          vuln: "GHSA-1234-5678-9012",
          feed_group: "github:npm",
          package: "left-1.0.0",
          package_name: "left",
          package_version: "1.0.0",
          package_type: "npm",
          package_path: "/app/node_modules/left/package.json",
          fix: "None",
          severity: "Negligible",
          nvd_data: [],
        },
      ],
      vulnerability_type: "all",
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2020-1967" },
        subject: "pkg:deb/debian/openssl",
        vulnerability: { fixedIn: "1.1.1d-0+deb10u3", score: 7.5, severities: [{ from: "vendor", score: 7.1 }] },
      },
      {
        subject: "pkg:npm/left",
        severity: "info",
        evidence: [{ location: { path: "/app/node_modules/left/package.json" } }],
      },
    ],
  },
  {
    name: "command line",
    source: "anchorectl 1.x: image vulnerabilities -o json",
    document: {
      imageDigest: digest,
      vulnerabilities: [
        {
          cves: "CVE-2022-1111",
          feed: "vulnerabilities",
          feedGroup: "rhel:8",
          fix: "",
          nvdData: [{ id: "CVE-2022-1111", cvssV3: { baseScore: 5.5 } }],
          package: "bash-4.4.20-4.el8",
          packageName: "bash",
          packagePath: "/var/lib/rpm/Packages",
          packageType: "rpm",
          packageVersion: "4.4.20-4.el8",
          severity: "Low",
          url: "https://access.example.test/CVE-2022-1111",
          vuln: "RHSA-2022:1",
          willNotFix: true,
        },
      ],
    },
    findings: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2022-1111" },
        subject: "pkg:rpm/redhat/bash",
        vulnerability: { status: "will-not-fix", score: 5.5 },
      },
    ],
  },
  {
    name: "policies",
    source: "anchorectl 1.x: image check --detail -o json",
    document: [
      {
        digest,
        tag: "docker.io/library/shop:1",
        detail: [
          {
            gate: "dockerfile",
            triggerId: "41cb7cdf04850e33a11f80c42bf660b3",
            trigger: "instruction",
            description: "Dockerfile directive 'HEALTHCHECK' not found",
            policyId: "p1",
            status: "warn",
          },
          {
            gate: "vulnerabilities",
            triggerId: "CVE-2019-5435+curl",
            trigger: "package",
            description: "A flaw of medium severity",
            policyId: "p1",
            status: "stop",
            allowlisted: true,
          },
        ],
      },
      { digest, tag: "docker.io/library/clean:1", detail: [] },
    ],
    findings: 2,
    contains: [
      { rule: { id: "anchore/dockerfile/instruction" }, severity: "medium", status: "open" },
      { rule: { id: "anchore/vulnerabilities/package" }, subject: "trigger:CVE-2019-5435+curl", status: "accepted" },
    ],
  },
  {
    name: "policies of the engine",
    source: evaluationSource,
    document: [
      {
        [digest]: {
          "docker.io/library/shop:1": [
            {
              detail: {
                policy: { id: "2c53a13c", name: "Default bundle" },
                result: {
                  final_action: "stop",
                  image_digest: digest,
                  result: {
                    c1d974aa: {
                      result: {
                        final_action: "stop",
                        header: evaluationHeader,
                        row_count: 3,
                        rows: [
                          [
                            "c1d974aa",
                            "docker.io/library/shop:1",
                            "41cb7cdf04850e33a11f80c42bf660b3",
                            "dockerfile",
                            "instruction",
                            "Dockerfile directive 'HEALTHCHECK' not found",
                            "warn",
                            false,
                            "48e6f7d6",
                          ],
                          [
                            "c1d974aa",
                            "docker.io/library/shop:1",
                            "CVE-2019-5435+curl",
                            "vulnerabilities",
                            "package",
                            "MEDIUM Vulnerability found",
                            "stop",
                            { whitelist_id: "w", matched_rule_id: "r" },
                            "48e6f7d6",
                          ],
                          "no row",
                        ],
                      },
                    },
                    policy_data: [],
                    policy_name: "",
                  },
                },
              },
              last_evaluation: "2020-03-06T13:40:10Z",
              policyId: "2c53a13c",
              status: "fail",
            },
          ],
          "docker.io/library/shop:2": [
            { detail: {}, last_evaluation: "2020-03-06T13:40:10Z", policyId: "2c53a13c", status: "fail" },
            { detail: {}, last_evaluation: "2020-03-05T13:40:10Z", policyId: "2c53a13c", status: "pass" },
            5,
          ],
        },
      },
    ],
    findings: 2,
    passed: 1,
    leftOut: 1,
    unread: 2,
    contains: [
      {
        rule: { id: "anchore/dockerfile/instruction" },
        severity: "medium",
        status: "open",
        subject: "trigger:41cb7cdf04850e33a11f80c42bf660b3",
        witnesses: [{ severity: "warn", status: "warn" }],
      },
      {
        rule: { id: "anchore/vulnerabilities/package" },
        severity: "high",
        status: "accepted",
        exception: { reason: "allowlisted" },
      },
    ],
  },
  {
    name: "export of the enterprise edition",
    source:
      "Anchore Enterprise, export of vulnerabilities; DefectDojo, unittests/scans/anchorectl_vulns/newformat.json",
    document: {
      metadata: {
        registry: "docker.io",
        repository: "acme/shop",
        tag: "1",
        imageDigest: digest,
        timestamp: "2025-01-13T10:09:59.971Z",
      },
      securityEvaluation: [
        {
          vulnerabilityId: "GHSA-5j33-cvvr-w245",
          cves: "CVE-2024-50379",
          severity: "High",
          detectedAt: "2025-01-10T15:09:00Z",
          packageType: "Java",
          path: "/app/lib/tomcat-embed-core-9.0.97.jar",
          package: "tomcat-embed-core-9.0.97",
          fixAvailable: "10.1.34,11.0.2,9.0.98",
          fixObservedAt: "2025-01-10T15:09:00Z",
          link: "https://github.example.test/advisories/GHSA-5j33-cvvr-w245",
          nvdCvssBaseScore: "N/A",
        },
        {
          vulnerabilityId: "CVE-2024-47175",
          cves: "CVE-2024-47175",
          severity: "Medium",
          detectedAt: "2025-01-10T15:09:00Z",
          packageType: "RPM",
          path: "pkgdb",
          package: "cups-libs-1:2.2.6-61.el8_10",
          fixAvailable: "None",
          fixObservedAt: "N/A",
          link: "https://access.example.test/CVE-2024-47175",
          nvdCvssBaseScore: 9.8,
        },
        { vulnerabilityId: "CVE-2020-1", package: "left", nvdCvssBaseScore: null },
        { vulnerabilityId: 5, package: "left" },
      ],
    },
    findings: 3,
    unread: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2024-50379" },
        subject: "pkg:maven/tomcat-embed-core",
        evidence: [{ location: { path: "/app/lib/tomcat-embed-core-9.0.97.jar" } }],
        vulnerability: { fixedIn: "9.0.98" },
        witnesses: [{ firstSeen: "2025-01-10T15:09:00Z" }],
      },
      {
        subject: "pkg:rpm/cups-libs",
        evidence: [{ location: { path: "docker.io/acme/shop:1" } }],
        vulnerability: { package: "pkg:rpm/cups-libs@1:2.2.6-61.el8_10", score: 9.8 },
      },
      { subject: "pkg:generic/left" },
    ],
  },
  {
    name: "policies of one image",
    source:
      "anchorectl 5, image check --detail; DefectDojo, unittests/scans/anchorectl_policies/new_format_one_violation.json",
    document: {
      evaluatedTag: "acme/shop:1",
      policyId: "9e104ade",
      imageDigest: digest,
      evaluations: [
        {
          evaluationTime: "2022-09-20T08:25:52Z",
          status: "fail",
          finalAction: "stop",
          numberOfFindings: 2,
          details: [
            {
              description: "User root found as effective user, which is not on the allowed list",
              gate: "dockerfile",
              imageId: "d26f",
              policyId: "RootUser",
              status: "warn",
              tag: "acme/shop:1",
              triggerId: "b2605c2ddbdb02b8e2365c9248dada5a",
              triggerName: "effective_user",
              recommendation: ["Set USER to another one than root."],
            },
            { gate: "vulnerabilities", status: "stop", triggerName: "package", triggerId: "CVE-2019-5435+curl" },
          ],
        },
      ],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "anchore/dockerfile/effective_user" },
        severity: "medium",
        remediation: "Set USER to another one than root.",
      },
      { rule: { id: "anchore/vulnerabilities/package" }, severity: "high" },
    ],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source: engineSource,
    document: { imageDigest: digest, vulnerabilities: [], vulnerability_type: "os" },
    findings: 0,
  },
  {
    name: "wrong types",
    source: engineSource,
    document: {
      imageDigest: digest,
      vulnerabilities: [{ ...flaw, vuln: 5 }, { ...flaw, nvd_data: 5, package_name: null }, "x"],
      vulnerability_type: "all",
    },
    findings: 1,
    unread: 2,
    contains: [{ subject: "pkg:deb/debian/openssl" }],
  },
];
