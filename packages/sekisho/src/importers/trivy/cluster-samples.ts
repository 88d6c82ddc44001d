import type { ImportSample } from "../sample.ts";
import { digest, lodash, openssl } from "./sample-entries.ts";

const source = "aquasecurity/trivy: pkg/k8s/report/report.go";

/** What `trivy k8s` writes. */
export const clusterSamples: readonly ImportSample[] = [
  {
    name: "cluster, everything",
    source: source,
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
    name: "cluster with lists of packages",
    source: `${source}; trivy k8s --report all --list-all-pkgs`,
    document: {
      ClusterName: "prod",
      Resources: [
        {
          Namespace: "shop",
          Kind: "Pod",
          Name: "web",
          Metadata: [{ OS: { Family: "debian", Name: "12.1" }, RepoTags: ["nginx:1.25"] }],
          Results: [
            {
              Target: "nginx:1.25 (debian 12.1)",
              Class: "os-pkgs",
              Type: "debian",
              Packages: [
                { Name: "openssl", Version: "1.1.1n", Identifier: { PURL: "pkg:deb/debian/openssl@1.1.1n" } },
                { Name: "tar", Version: "1.34" },
              ],
              Vulnerabilities: [openssl],
            },
          ],
        },
      ],
    },
    findings: 1,
    packages: 2,
    contains: [{ subject: "pkg:deb/debian/openssl" }],
  },
  {
    name: "cluster, separate lists",
    source: `${source}, 0.30`,
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
    source: source,
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
];
