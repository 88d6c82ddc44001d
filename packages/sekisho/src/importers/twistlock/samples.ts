import type { ImportSample } from "../sample.ts";

const source = "Prisma Cloud Compute: twistcli images scan --output-file";
const digest = `sha256:${"6".repeat(64)}`;

const flaw = {
  id: "CVE-2021-4209",
  status: "fixed in 3.7.3-4ubuntu1.2",
  cvss: 7.5,
  vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
  description: "A pointer is not checked.",
  severity: "important",
  packageName: "gnutls28",
  packageVersion: "3.7.3-4ubuntu1",
  link: "https://ubuntu.example.test/CVE-2021-4209",
  riskFactors: ["Attack complexity: low", "Has fix"],
  impactedVersions: ["<3.7.3-4ubuntu1.2"],
  publishedDate: "2022-08-24T16:15:00Z",
  discoveredDate: "2022-10-01T08:00:00Z",
};

const header =
  "Registry,Repository,Tag,Id,Distro,CVE ID,Compliance ID,Type,Severity,Packages,Source Package,Package Version,Package Path,CVSS,Fix Status,Description,Cause,Vulnerability Link,Discovered";

/** What twistcli and the console write. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { results: [{ id: "sha256:6", distro: "a", vulnerabilities: [{ id: "CVE-2023-1", packageName: "b" }] }] },
    findings: 1,
  },
  {
    name: "twistcli",
    shows: ["typical", "everything"],
    source,
    document: {
      results: [
        {
          id: digest,
          name: "shop:1",
          distro: "Ubuntu 22.04.1 LTS",
          distroRelease: "jammy",
          digest,
          vulnerabilities: [
            flaw,
            {
              ...flaw,
              id: "CVE-2021-2222",
              status: "needed",
              severity: "moderate",
              packageName: "lodash",
              packageVersion: "4.0.0",
              packageType: "nodejs",
              packagePath: "/app/node_modules/lodash",
            },
          ],
          compliances: [
            {
              id: 41,
              title: "(CIS_Docker_v1.2.0 - 4.1) Image should be created with a non-root user",
              severity: "high",
              description: "Runs as root.",
              cause: "",
            },
          ],
          vulnerabilityDistribution: { critical: 0, high: 1, medium: 1, low: 0, total: 2 },
          vulnerabilityScanPassed: true,
        },
      ],
      consoleURL: "https://console.example.test",
    },
    findings: 3,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-4209" },
        subject: "pkg:deb/ubuntu/gnutls28",
        severity: "high",
        vulnerability: { fixedIn: "3.7.3-4ubuntu1.2", status: "fixed", score: 7.5 },
        witnesses: [{ severity: "important", firstSeen: "2022-10-01T08:00:00Z" }],
      },
      {
        subject: "pkg:npm/lodash",
        evidence: [{ location: { path: "/app/node_modules/lodash" } }],
        vulnerability: { status: "affected" },
      },
      { rule: { id: "twistlock/41" }, severity: "high", subject: "" },
    ],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: {
      results: [{ id: digest, name: "shop:1", distro: "Alpine 3.18", vulnerabilities: null, compliances: null }],
    },
    findings: 0,
  },
  {
    name: "lists of packages",
    shows: ["old"],
    source: "twistcli 19; DefectDojo, unittests/scans/twistlock/findings_include_packages.json",
    document: {
      results: [
        {
          id: digest,
          repository: "acme/shop",
          distro: "Debian GNU/Linux 9 (stretch)",
          compliances: [
            { id: 425, title: "Sensitive information in environment variables", severity: "high", cause: "DD_KEY" },
          ],
          vulnerabilities: [
            {
              id: "CVE-2018-6485",
              status: "open",
              cvss: 9.8,
              severity: "high",
              packageName: "glibc (used in libc6, multiarch-support, libc-bin)",
              packageVersion: "2.24-11+deb9u4",
            },
            { id: "CVE-2013-7459", cvss: 9.8, severity: "critical", packageName: "pycrypto", packageVersion: "2.6.1" },
            {
              id: "CVE-2019-1",
              status: "fixed in 1.1.0, 1.0.9, 0.2.8",
              severity: "low",
              packageName: "wsgiref",
              packageVersion: "0.1.2",
            },
            { id: "CVE-2019-2", severity: "low", packageName: "dpkg", packageVersion: "1.18.25" },
          ],
          packages: [
            { type: "os", name: "dpkg", version: "1.18.25", files: [{ path: "/usr/bin/dpkg" }] },
            { type: "python", name: "wsgiref", version: "0.1.2", files: [] },
          ],
        },
      ],
    },
    findings: 5,
    contains: [
      { rule: { id: "twistlock/425" }, message: "DD_KEY" },
      { subject: "pkg:deb/debian/glibc", evidence: [{ location: { path: "acme/shop" } }] },
      { subject: "pkg:generic/pycrypto" },
      { subject: "pkg:pypi/wsgiref", vulnerability: { fixedIn: "0.2.8" } },
      { subject: "pkg:deb/debian/dpkg" },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      results: [
        {
          id: digest,
          name: "shop:1",
          distro: "Alpine Linux v3.18",
          vulnerabilities: [
            { ...flaw, id: 1 },
            { ...flaw, cvss: "x", riskFactors: 5 },
          ],
          compliances: [{ id: 41 }],
        },
      ],
    },
    findings: 1,
    unread: 2,
    contains: [{ subject: "pkg:apk/alpine/gnutls28" }],
  },
  {
    name: "CSV",
    source: "Prisma Cloud Compute: Monitor, Vulnerabilities, Images, CSV",
    document: [
      header,
      `docker.io,library/shop,1,${digest},Debian GNU/Linux 11,CVE-2020-11656,,OS,critical,"sqlite3,libsqlite3-0",sqlite3,3.34.0,,9.8,"fixed in 3.34.1, 3.35","Text, with commas",,https://x.example.test,2022-10-01 08:00:00 +0000 UTC`,
      `docker.io,library/shop,1,${digest},Debian GNU/Linux 11,CVE-2020-8888,,Python,low,requests,,2.0.0,/usr/lib/python3,,,d,,,`,
      `docker.io,library/shop,1,${digest},Debian GNU/Linux 11,,41,Image,high,,,,,,,Runs as root,uid 0,,`,
    ].join("\n"),
    findings: 3,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2020-11656" },
        subject: "pkg:deb/debian/sqlite3",
        vulnerability: { fixedIn: "3.34.1", score: 9.8 },
        witnesses: [{ firstSeen: "2022-10-01T08:00:00+00:00" }],
      },
      { subject: "pkg:pypi/requests", severity: "low" },
      { rule: { id: "twistlock/41" }, severity: "high" },
    ],
  },
  {
    name: "CSV with semicolons",
    source:
      "Prisma Cloud Compute; DefectDojo, unittests/scans/twistlock/scan_report_prisma_twistlock_images_four_vulns_semicolon.csv",
    document: [
      "Registry;Repository;Tag;Id;Distro;Hosts;Layer;CVE ID;Compliance ID;Type;Severity;Packages;Source Package;Package Version;Package License;CVSS;Fix Status;Risk Factors;Vulnerability Tags;Description;Cause;Containers;Custom Labels;Published;Discovered;Binaries;Clusters",
      `1111.dkr.ecr.eu-central-1.amazonaws.com;shop;0.32.0;${digest};alpine-3.11.5;76;;CVE-2020-1971;46;OS;medium;"libssl1.1;libcrypto1.1;openssl";openssl;1.1.1g-r0;OpenSSL;5.90;fixed in 1.1.1i-r0;"Attack vector: network; DoS";;A name: "x";;46;;2020-12-08 16:15:00.000;2020-12-08 16:15:00.000;/usr/sbin/nginx;alpha`,
      `1111.dkr.ecr.eu-central-1.amazonaws.com;shop;0.32.0;${digest};opensuse-leap 15.5;76;;CVE-2020-1972;46;OS;low;;openssl;1.1.1g;;;;;;;;46;;;;;`,
    ].join("\n"),
    findings: 2,
    contains: [
      {
        subject: "pkg:apk/alpine/libssl1.1",
        evidence: [{ location: { path: "1111.dkr.ecr.eu-central-1.amazonaws.com/shop:0.32.0" } }],
        vulnerability: { fixedIn: "1.1.1i-r0", score: 5.9 },
        witnesses: [{ firstSeen: "2020-12-08T16:15:00.000Z" }],
      },
      { subject: "pkg:rpm/opensuse/openssl" },
    ],
  },
  {
    name: "CSV that names images",
    source: "Prisma Cloud Compute: Monitor, Vulnerabilities, Images, CSV",
    document: [
      "Image Name,Id,Distro,CVE ID,Severity,Packages,Package Version,Fix Status,Compliance ID,Description",
      `acme/shop:2,${digest},Ubuntu-bionic,CVE-2020-3,low,bash,4.4.18-2ubuntu1,,,d`,
    ].join("\n"),
    findings: 1,
    contains: [{ subject: "pkg:deb/ubuntu/bash", evidence: [{ location: { path: "acme/shop:2" } }] }],
  },
];
