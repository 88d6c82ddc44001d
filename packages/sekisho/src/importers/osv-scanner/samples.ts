import type { ImportSample } from "../sample.ts";

const source = "google/osv-scanner: docs/output.md, pkg/models/results.go; OSV schema 1.7";
const layer = `sha256:${"c".repeat(64)}`;

const advisory = {
  schema_version: "1.7.0",
  id: "GHSA-c3h9-896r-86jm",
  modified: "2024-01-01T00:00:00Z",
  published: "2021-05-18T00:00:00Z",
  aliases: ["CVE-2021-3121", "GO-2021-0053"],
  summary: "Improper Input Validation in GoGo Protobuf",
  details: "An index is not checked.",
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:H" }],
  affected: [
    {
      package: { ecosystem: "Go", name: "github.com/gogo/protobuf", purl: "pkg:golang/github.com/gogo/protobuf" },
      ranges: [
        { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.3.2" }] },
        { type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.0" }] },
      ],
    },
    {
      package: { ecosystem: "Go", name: "other" },
      database_specific: { cwes: [{ cweId: "CWE-1284", name: "Improper Validation" }] },
      ranges: [{ type: "SEMVER", events: [{ fixed: "9.9.9" }] }],
    },
  ],
  references: [{ type: "WEB", url: "https://github.example.test/gogo" }],
  database_specific: { severity: "HIGH", cwe_ids: ["CWE-129", "CWE-20"] },
};

const found = {
  package: { name: "github.com/gogo/protobuf", version: "1.3.1", ecosystem: "Go" },
  vulnerabilities: [advisory],
  groups: [
    {
      ids: ["GHSA-c3h9-896r-86jm", "GO-2021-0053"],
      aliases: ["CVE-2021-3121"],
      max_severity: "8.6",
      experimentalAnalysis: { "GHSA-c3h9-896r-86jm": { called: false } },
    },
  ],
};

/** What OSV-Scanner writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      results: [
        {
          source: { path: "a" },
          packages: [{ package: { name: "a", ecosystem: "npm" }, vulnerabilities: [{ id: "GHSA-aaaa-bbbb-cccc" }] }],
        },
      ],
    },
    findings: 1,
  },
  {
    name: "lock files",
    shows: ["typical", "everything"],
    source,
    document: {
      results: [
        { source: { path: "/src/go.mod", type: "lockfile" }, packages: [found] },
        {
          source: { path: "/src/package-lock.json", type: "lockfile" },
          packages: [
            {
              package: { name: "@acme/left", version: "1.0.0", ecosystem: "npm" },
              vulnerabilities: [{ id: "OSV-1", withdrawn: "2024-01-01T00:00:00Z" }],
              groups: [{ ids: ["OSV-1"], max_severity: "" }],
              licenses: ["GPL-3.0"],
              license_violations: ["GPL-3.0"],
            },
          ],
        },
      ],
      experimental_config: { licenses: { summary: false, allowlist: null } },
    },
    findings: 3,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-3121" },
        subject: "pkg:golang/github.com/gogo/protobuf",
        evidence: [{ location: { path: "/src/go.mod" } }],
        vulnerability: { fixedIn: "1.3.2", score: 8.6, rating: "high", weaknesses: ["CWE-129", "CWE-20", "CWE-1284"] },
        witnesses: [{ tool: "osv-scanner", severity: "HIGH", status: "uncalled" }],
      },
      { rule: { id: "vulnerability/OSV-1" }, subject: "pkg:npm/@acme/left" },
      { rule: { id: "osv-scanner/license/GPL-3.0" }, subject: "pkg:npm/@acme/left" },
    ],
  },
  {
    name: "image, 2.0",
    source,
    document: {
      results: [
        {
          source: { path: "/var/lib/dpkg/status", type: "os" },
          packages: [
            {
              package: {
                name: "openssl",
                os_package_name: "libssl3",
                version: "3.0.11-1",
                ecosystem: "Debian:12",
                image_origin_details: { index: 0 },
              },
              vulnerabilities: [
                {
                  id: "DEBIAN-CVE-2024-1",
                  upstream: ["CVE-2024-1111"],
                  affected: [
                    {
                      package: { name: "openssl", ecosystem: "Debian:12" },
                      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "3.0.13-1" }] }],
                    },
                  ],
                },
              ],
              groups: [{ ids: ["DEBIAN-CVE-2024-1"], aliases: ["CVE-2024-1111"], max_severity: "5.3" }],
            },
          ],
        },
      ],
      image_metadata: {
        os: "Debian GNU/Linux 12 (bookworm)",
        layer_metadata: [{ diff_id: layer, command: "ADD x", is_empty: false, base_image_index: 1 }],
        base_images: [[]],
      },
    },
    findings: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2024-1111" },
        subject: "pkg:deb/debian/libssl3",
        severity: "medium",
        evidence: [{ location: { path: "/var/lib/dpkg/status", layer } }],
        vulnerability: { fixedIn: "3.0.13-1" },
      },
    ],
  },
  {
    name: "nothing found",
    shows: ["empty"],
    source,
    document: { results: [], experimental_config: { licenses: { summary: false, allowlist: null } } },
    findings: 0,
  },
  {
    name: "wrong types",
    source,
    document: {
      results: [
        {
          source: { path: "go.mod", type: "lockfile" },
          packages: [
            { ...found, vulnerabilities: [advisory, 5, { id: 5 }], groups: "x", license_violations: [7] },
            { ...found, package: 5 },
          ],
        },
      ],
    },
    findings: 1,
    unread: 4,
  },
];
