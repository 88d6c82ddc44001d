import type { ImportSample } from "../sample.ts";
import { clusterSamples } from "./cluster-samples.ts";
import { digest, githubToken, layer, lodash, openssl, rootUser } from "./sample-entries.ts";

const source = "aquasecurity/trivy: pkg/types/report.go, docs/guide/configuration/reporting.md";

/** What Trivy writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      SchemaVersion: 2,
      ArtifactName: "a",
      Results: [{ Vulnerabilities: [{ VulnerabilityID: "CVE-2023-1", PkgName: "b" }] }],
    },
    findings: 1,
  },
  {
    name: "image with flaws of the system and of a language",
    shows: ["typical"],
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
    shows: ["everything"],
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
        rule: { id: "dockerfile/root-user" },
        evidence: [{ location: { path: "services/Dockerfile", startLine: 1 }, excerpt: "USER root" }],
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
    shows: ["old"],
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
  ...clusterSamples,
  {
    name: "empty",
    shows: ["empty"],
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
    name: "packages (--list-all-pkgs), one of them without a name, nothing found",
    source: "aquasecurity/trivy: pkg/fanal/types/package.go",
    document: {
      SchemaVersion: 2,
      ArtifactName: "shop:1",
      ArtifactType: "container_image",
      Results: [
        {
          Target: "shop:1 (debian 12.1)",
          Class: "os-pkgs",
          Type: "debian",
          Packages: [
            {
              ID: "adduser@3.134",
              Name: "adduser",
              Identifier: { PURL: "pkg:deb/debian/adduser@3.134?arch=all&distro=debian-12.1" },
              Version: "3.134",
              Arch: "all",
              Licenses: ["GPL-2.0-or-later"],
            },
            { Version: "1" },
          ],
        },
        {
          Target: "app/go.mod",
          Class: "lang-pkgs",
          Type: "gomod",
          Packages: [{ Name: "github.com/example/thing", Version: "v1.2.3" }, "no package"],
        },
      ],
    },
    findings: 0,
    packages: 2,
    leftOut: 1,
    unread: 1,
  },
  {
    name: "list of results with packages",
    source: "aquasecurity/trivy 0.19: trivy image --list-all-pkgs",
    document: [
      {
        Target: "nginx:1.17 (debian 10.3)",
        Type: "debian",
        Packages: [{ Name: "adduser", Version: "3.118", SrcName: "adduser", SrcVersion: "3.118", Layer: {} }],
        Vulnerabilities: [{ ...openssl, PkgIdentifier: undefined }],
      },
    ],
    findings: 1,
    packages: 1,
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
