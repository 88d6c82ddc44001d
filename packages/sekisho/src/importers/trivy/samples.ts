import type { ImportSample } from "../sample.ts";

const source = "aquasecurity/trivy: pkg/types/report.go, docs/guide/configuration/reporting.md";
const clusterSource = "aquasecurity/trivy: pkg/k8s/report/report.go";
const digest = `sha256:${"a".repeat(64)}`;
const layer = `sha256:${"b".repeat(64)}`;

const openssl = {
  VulnerabilityID: "CVE-2023-0286",
  VendorIDs: ["DSA-5343-1"],
  PkgName: "openssl",
  PkgIdentifier: { PURL: "pkg:deb/debian/openssl@1.1.1n-0%2Bdeb11u3?arch=amd64&distro=debian-11.6" },
  InstalledVersion: "1.1.1n-0+deb11u3",
  FixedVersion: "1.1.1n-0+deb11u4",
  Status: "fixed",
  Layer: { Digest: digest, DiffID: layer },
  SeveritySource: "nvd",
  PrimaryURL: "https://avd.example.test/nvd/cve-2023-0286",
  Title: "X.400 address type confusion",
  Description: "A pointer is read as another type.",
  Severity: "HIGH",
  CweIDs: ["CWE-843"],
  VendorSeverity: { nvd: 3, redhat: 2 },
  CVSS: {
    nvd: { V3Vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:H", V3Score: 7.4 },
    redhat: { V2Vector: "AV:N/AC:M/Au:N/C:P/I:N/A:P", V2Score: 5.8 },
  },
  References: ["https://openssl.example.test/advisory"],
  PublishedDate: "2023-02-08T20:15:00Z",
};

const lodash = {
  VulnerabilityID: "CVE-2021-23337",
  PkgName: "lodash",
  PkgPath: "app/node_modules/lodash/package.json",
  InstalledVersion: "4.17.20",
  FixedVersion: "4.17.21",
  Severity: "HIGH",
  Title: "Command injection",
};

const rootUser = {
  Type: "Dockerfile Security Check",
  ID: "DS002",
  AVDID: "AVD-DS-0002",
  Title: "Image user should not be 'root'",
  Message: "Specify at least 1 USER command",
  Resolution: "Add a USER line",
  Severity: "HIGH",
  Status: "FAIL",
  CauseMetadata: {
    Provider: "Dockerfile",
    Service: "general",
    StartLine: 1,
    EndLine: 1,
    Code: { Lines: [{ Number: 1, Content: "FROM node", IsCause: true }] },
  },
};

const githubToken = {
  RuleID: "github-pat",
  Category: "GitHub",
  Severity: "CRITICAL",
  Title: "GitHub Personal Access Token",
  StartLine: 4,
  EndLine: 4,
  Match: "token: ****************",
};

/** What Trivy writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "image with flaws of the system and of a language",
    source,
    document: {
      SchemaVersion: 2,
      CreatedAt: "2024-01-02T03:04:05.678901234Z",
      ArtifactName: "docker.io/library/shop:1.2",
      ArtifactType: "container_image",
      Metadata: {
        OS: { Family: "debian", Name: "11.6" },
        ImageID: layer,
        RepoTags: ["shop:1.2"],
        RepoDigests: [`shop@${digest}`],
      },
      Results: [
        { Target: "shop:1.2 (debian 11.6)", Class: "os-pkgs", Type: "debian", Vulnerabilities: [openssl] },
        { Target: "Node.js", Class: "lang-pkgs", Type: "node-pkg", Vulnerabilities: [lodash] },
        { Target: "/app/.env", Class: "secret", Secrets: [{ ...githubToken, Layer: { DiffID: layer } }] },
      ],
    },
    findings: 3,
    contains: [
      {
        kind: "vulnerability",
        rule: { id: "vulnerability/CVE-2023-0286", aliases: ["CVE-2023-0286", "DSA-5343-1"] },
        subject: "pkg:deb/debian/openssl",
        evidence: [{ location: { path: "docker.io/library/shop:1.2", layer } }],
        vulnerability: {
          fixedIn: "1.1.1n-0+deb11u4",
          status: "fixed",
          rating: "high",
          score: 7.4,
          weaknesses: ["CWE-843"],
          severities: [
            { system: "cvss-3", from: "nvd" },
            { system: "cvss-2", from: "redhat" },
            { system: "rating", from: "redhat", rating: "medium" },
          ],
        },
        witnesses: [{ tool: "trivy", rule: "CVE-2023-0286", severity: "HIGH", status: "fixed" }],
      },
      {
        rule: { id: "vulnerability/CVE-2021-23337" },
        subject: "pkg:npm/lodash",
        evidence: [{ location: { path: "app/node_modules/lodash/package.json" } }],
      },
      {
        kind: "secret",
        rule: { id: "secret/github-token" },
        subject: "file:/app/.env",
        evidence: [{ location: { startLine: 4, layer } }],
      },
    ],
  },
  {
    name: "folder with configuration, answers of all kinds",
    source,
    document: {
      SchemaVersion: 2,
      ArtifactName: "services",
      ArtifactType: "filesystem",
      Trivy: { Version: "0.69.0" },
      Results: [
        {
          Target: "Dockerfile",
          Class: "config",
          Type: "dockerfile",
          MisconfSummary: { Successes: 1, Failures: 2, Exceptions: 1 },
          Misconfigurations: [
            rootUser,
            { ...rootUser, ID: "DS-0026", AVDID: undefined, Severity: "LOW", CauseMetadata: {} },
            { ...rootUser, ID: "DS001", AVDID: "AVD-DS-0001", Status: "PASS" },
            { ...rootUser, ID: "DS005", AVDID: "AVD-DS-0005", Status: "EXCEPTION" },
          ],
        },
        {
          Target: "deploy/web.yaml",
          Class: "config",
          Type: "kubernetes",
          Misconfigurations: [
            {
              ID: "KSV001",
              AVDID: "AVD-KSV-0001",
              Severity: "MEDIUM",
              Status: "FAIL",
              Message: "Container 'app' of Deployment 'web' should set it",
              CauseMetadata: { StartLine: 9, EndLine: 12 },
            },
          ],
        },
        {
          Target: "main.tf",
          Class: "config",
          Type: "terraform",
          Misconfigurations: [
            {
              ID: "AVD-AWS-0086",
              AVDID: "AVD-AWS-0086",
              Title: "Public bucket",
              Severity: "HIGH",
              Status: "FAIL",
              CauseMetadata: { Resource: "aws_s3_bucket.logs", StartLine: 3, EndLine: 8 },
            },
          ],
        },
        { Target: "go.mod", Class: "lang-pkgs", Type: "gomod", Vulnerabilities: null },
        {
          Target: "package-lock.json",
          Class: "license",
          Licenses: [
            {
              Severity: "HIGH",
              Category: "restricted",
              PkgName: "left",
              FilePath: "",
              Name: "GPL-3.0-only",
              Confidence: 1,
              Link: "",
            },
            {
              Severity: "LOW",
              Category: "notice",
              PkgName: "",
              FilePath: "LICENSE",
              Name: "MIT",
              Confidence: 0.98,
              Link: "https://spdx.example.test/MIT",
            },
          ],
        },
      ],
    },
    findings: 7,
    passed: 1,
    contains: [
      {
        rule: { id: "trivy/DS-0002", aliases: ["trivy:AVD-DS-0002", "trivy:DS-0002", "trivy:DS002"] },
        evidence: [{ location: { path: "services/Dockerfile", startLine: 1 }, excerpt: "FROM node" }],
      },
      { rule: { id: "dockerfile/no-healthcheck" } },
      { status: "accepted", exception: { reason: "EXCEPTION" } },
      {
        rule: { id: "workload/privilege-escalation" },
        evidence: [{ location: { path: "services/deploy/web.yaml", startLine: 9, endLine: 12 } }],
      },
      { rule: { id: "trivy/AWS-0086" }, subject: "file:main.tf/aws_s3_bucket.logs" },
      { rule: { id: "trivy/license/GPL-3.0-only" }, subject: "pkg:generic/left", severity: "high" },
      { rule: { id: "trivy/license/MIT" }, subject: "file:LICENSE" },
    ],
  },
  {
    name: "suppressed findings, the end of support",
    source: `${source}; docs/guide/configuration/filtering.md`,
    document: {
      SchemaVersion: 2,
      ArtifactName: "old.tar",
      ArtifactType: "container_image",
      Metadata: { OS: { Family: "alpine", Name: "3.10.2", EOSL: true }, RepoTags: ["example.test/old:7"] },
      Results: [
        {
          Target: "old.tar (alpine 3.10.2)",
          Class: "os-pkgs",
          Type: "alpine",
          ExperimentalModifiedFindings: [
            {
              Type: "vulnerability",
              Status: "ignored",
              Statement: "We do not use it",
              Source: ".trivyignore.yaml",
              Finding: {
                VulnerabilityID: "CVE-2019-14697",
                PkgName: "musl",
                InstalledVersion: "1.1.22-r2",
                FixedVersion: "1.1.22-r3",
                Severity: "CRITICAL",
              },
            },
            {
              Type: "vulnerability",
              Status: "not_affected",
              Statement: "vulnerable_code_not_in_execute_path",
              Source: "vex.json",
              Finding: {
                VulnerabilityID: "CVE-2021-36159",
                PkgName: "apk-tools",
                InstalledVersion: "2.10.4-r2",
                Severity: "CRITICAL",
              },
            },
            {
              Type: "misconfiguration",
              Status: "ignored",
              Source: ".trivyignore",
              Finding: { ID: "DS-0026", Severity: "LOW", Status: "FAIL" },
            },
            { Type: "secret", Status: "ignored", Source: ".trivyignore", Finding: githubToken },
            {
              Type: "license",
              Status: "ignored",
              Source: ".trivyignore",
              Finding: { Name: "MIT", Severity: "LOW", PkgName: "musl" },
            },
            { Type: "weather", Status: "ignored", Source: ".trivyignore", Finding: {} },
          ],
        },
      ],
    },
    findings: 6,
    leftOut: 1,
    contains: [
      {
        subject: "pkg:apk/alpine/musl",
        status: "accepted",
        exception: { reason: "We do not use it (ignored, .trivyignore.yaml)" },
      },
      { status: "accepted", exception: { justification: "vulnerable_code_not_in_execute_path" } },
      { rule: { id: "image/end-of-life-distribution" }, subject: "distribution:alpine" },
    ],
  },
  {
    name: "list of results",
    source: "aquasecurity/trivy 0.19: pkg/report/json.go",
    document: [
      {
        Target: "nginx:1.17 (debian 10.3)",
        Type: "debian",
        Vulnerabilities: [{ ...openssl, PkgIdentifier: undefined }],
      },
      { Target: "app/package-lock.json", Type: "npm", Vulnerabilities: [{ ...lodash, PkgPath: undefined }, lodash] },
      { Target: "nothing", Type: "cargo", Vulnerabilities: null },
    ],
    findings: 3,
    contains: [{ subject: "pkg:deb/debian/openssl" }, { subject: "pkg:npm/lodash" }],
  },
  {
    name: "list of results of a folder",
    source: "aquasecurity/trivy 0.19: pkg/report/json.go",
    document: [
      {
        Target: "Pipfile.lock",
        Type: "pipenv",
        Vulnerabilities: [
          { ...lodash, VulnerabilityID: "GHSA-xxxx-yyyy-zzzz", PkgName: "Django_CMS", PkgPath: undefined },
        ],
      },
    ],
    findings: 1,
    contains: [{ subject: "pkg:pypi/django-cms", evidence: [{ location: { path: "Pipfile.lock" } }] }],
  },
  {
    name: "cluster, everything",
    source: clusterSource,
    document: {
      SchemaVersion: 0,
      ClusterName: "prod",
      Resources: [
        {
          Namespace: "shop",
          Kind: "Deployment",
          Name: "web",
          Metadata: [
            { OS: { Family: "debian", Name: "12.1" }, RepoTags: ["nginx:1.25"], RepoDigests: [`nginx@${digest}`] },
          ],
          Results: [
            { Target: "nginx:1.25 (debian 12.1)", Class: "os-pkgs", Type: "debian", Vulnerabilities: [openssl] },
            { Target: "Node.js", Class: "lang-pkgs", Type: "node-pkg", Vulnerabilities: [lodash] },
          ],
        },
        {
          Namespace: "shop",
          Kind: "Deployment",
          Name: "web",
          Results: [
            {
              Target: "Deployment/web",
              Class: "config",
              Type: "kubernetes",
              Misconfigurations: [
                {
                  ID: "KSV001",
                  AVDID: "AVD-KSV-0001",
                  Severity: "MEDIUM",
                  Status: "FAIL",
                  Message: "Container 'app' of Deployment 'web' should set it",
                },
                { ID: "KSV014", AVDID: "AVD-KSV-0014", Severity: "LOW", Status: "PASS" },
              ],
            },
          ],
        },
        {
          Kind: "ClusterRole",
          Name: "root",
          Results: [
            {
              Target: "ClusterRole/root",
              Class: "config",
              Type: "kubernetes",
              Misconfigurations: [{ ID: "KSV-0044", Severity: "CRITICAL", Status: "FAIL" }],
            },
          ],
        },
        { Namespace: "shop", Kind: "Job", Name: "once", Error: "image is gone" },
      ],
    },
    findings: 4,
    passed: 1,
    contains: [
      { rule: { id: "vulnerability/CVE-2023-0286" }, subject: "pkg:deb/debian/openssl" },
      { rule: { id: "vulnerability/CVE-2021-23337" }, subject: "pkg:npm/lodash" },
      { rule: { id: "workload/privilege-escalation" }, subject: "shop/web[Deployment]/container:app" },
      { rule: { id: "rbac/wildcard" }, subject: "root[ClusterRole]" },
    ],
  },
  {
    name: "cluster, separate lists",
    source: `${clusterSource}, 0.30`,
    document: {
      ClusterName: "prod",
      Vulnerabilities: [
        {
          Namespace: "a",
          Kind: "Pod",
          Name: "p",
          Results: [
            {
              Target: "redis:7 (alpine 3.18)",
              Class: "os-pkgs",
              Type: "alpine",
              Vulnerabilities: [{ ...lodash, PkgName: "busybox" }],
            },
          ],
        },
        { Namespace: "a", Kind: "Pod", Name: "q" },
      ],
      Misconfigurations: [
        {
          Namespace: "a",
          Kind: "Pod",
          Name: "p",
          Results: [
            {
              Target: "Pod/p",
              Class: "config",
              Type: "kubernetes",
              Misconfigurations: [{ ID: "KSV-0001", Severity: "MEDIUM", Status: "FAIL" }],
            },
          ],
        },
      ],
    },
    findings: 2,
    contains: [{ subject: "pkg:apk/alpine/busybox" }, { subject: "a/p[Pod]" }],
  },
  {
    name: "cluster, summary",
    source: clusterSource,
    document: {
      ClusterName: "prod",
      Findings: [
        {
          Namespace: "a",
          Kind: "Pod",
          Name: "p",
          Results: [
            {
              Target: "Pod/p",
              Class: "config",
              Type: "kubernetes",
              Misconfigurations: [{ ID: "KSV-0001", Severity: "MEDIUM", Status: "FAIL" }],
            },
          ],
        },
      ],
    },
    findings: 1,
  },
  {
    name: "empty",
    source,
    document: {
      SchemaVersion: 2,
      ArtifactName: "scratch:1",
      ArtifactType: "container_image",
      Metadata: { ImageID: layer },
    },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      SchemaVersion: 2,
      ArtifactName: ".",
      ArtifactType: "filesystem",
      Results: [
        {
          Target: "go.sum",
          Class: "lang-pkgs",
          Type: "gomod",
          Vulnerabilities: [
            { ...lodash, PkgName: 5 },
            { ...lodash, PkgPath: undefined, PkgName: "github.com/Example/Thing", FixedVersion: 7, CVSS: [] },
          ],
        },
        { Target: "x", Class: "secret", Secrets: 5 },
        { Target: "y", Class: "config", Type: "yaml", Misconfigurations: ["text"] },
      ],
    },
    findings: 1,
    unread: 3,
    contains: [{ subject: "pkg:golang/github.com/example/thing", evidence: [{ location: { path: "go.sum" } }] }],
  },
];
