import type { ImportSample } from "../sample.ts";

const source = "JFrog Xray REST API: reports, summary; JFrog CLI: jf scan --format=json";

const row = {
  cves: [
    {
      cve: "CVE-2021-23337",
      cvss_v2_score: 6.5,
      cvss_v2_vector: "AV:N/AC:L/Au:S/C:P/I:P/A:P",
      cvss_v3_score: 7.2,
      cvss_v3_vector: "CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
    },
  ],
  cvss2_max_score: 6.5,
  cvss3_max_score: 7.2,
  summary: "Command injection",
  severity: "High",
  severity_source: "CVSS V3 from NVD",
  vulnerable_component: "npm://@acme/left:4.17.20",
  component_physical_path: "app/package.json",
  impacted_artifact: "docker://shop:1",
  impact_path: ["docker://shop:1", "npm://@acme/left:4.17.20"],
  path: "docker-local/shop/1/",
  fixed_versions: ["[4.17.21]"],
  published: "2021-02-15T13:00:00Z",
  issue_id: "XRAY-140562",
  package_type: "npm",
  provider: "JFrog",
  description: "A template runs commands.",
  references: ["https://r.example.test"],
};

const issue = {
  issue_id: "XRAY-1",
  summary: "An overflow",
  description: "A length is not checked.",
  issue_type: "security",
  severity: "Critical",
  provider: "JFrog",
  cves: [
    {
      cve: "CVE-2020-1234",
      cwe: ["CWE-787"],
      cvss_v3: "9.8/CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
      cvss_v2: "7.5",
    },
  ],
  created: "2020-01-01T00:00:00Z",
  impact_path: ["default/docker-local/shop/1/sha256__abc.tar.gz/libfoo.so"],
};

const scanned = {
  cves: [{ cve: "CVE-2022-3333", cvss_v3_score: "5.3", cwe: ["CWE-20"] }],
  summary: "Input is not checked",
  severity: "Medium",
  components: {
    "gav://org.acme:core:1.0": {
      fixed_versions: ["[1.1]", "[2.0]"],
      impact_paths: [
        [{ component_id: "docker://shop:1" }, { component_id: "gav://org.acme:core:1.0", full_path: "lib/core.jar" }],
      ],
    },
    "deb://debian:bookworm:curl:1:7.88.1-10": { fixed_versions: [] },
  },
  issue_id: "XRAY-3",
  references: ["https://r.example.test"],
  extended_information: {
    short_description: "Input",
    full_description: "A header is taken as it comes.",
    remediation: "Put a proxy in front.",
  },
};

/** What JFrog Xray answers. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { total_rows: 1, rows: [{ issue_id: "XRAY-2", vulnerable_component: "alpine://3.18:musl:1" }] },
    findings: 1,
  },
  {
    name: "report",
    shows: ["typical", "everything"],
    source,
    document: {
      total_rows: 2,
      rows: [
        row,
        {
          ...row,
          cves: [],
          issue_id: "XRAY-2",
          vulnerable_component: "alpine://3.18:musl:1.2.4-r0",
          cvss3_max_score: null,
          impacted_artifact: "generic://libs/x.tar",
        },
      ],
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-23337", aliases: ["CVE-2021-23337", "XRAY-140562"] },
        subject: "pkg:npm/@acme/left",
        vulnerability: { fixedIn: "4.17.21", score: 7.2, severities: [{ system: "cvss-3" }, { system: "cvss-2" }] },
        evidence: [{ location: { path: "app/package.json" } }],
      },
      { rule: { id: "vulnerability/XRAY-2" }, subject: "pkg:apk/alpine/musl" },
    ],
  },
  {
    name: "artifact summary",
    source,
    document: {
      artifacts: [
        {
          general: {
            component_id: "docker://shop:1",
            name: "shop:1",
            path: "default/docker-local/shop/1/",
            pkg_type: "Docker",
            sha256: "0".repeat(64),
          },
          issues: [
            issue,
            {
              ...issue,
              issue_id: "XRAY-9",
              components: [{ component_id: "gav://org.acme:core:1.0", fixed_versions: ["[1.1]"] }],
            },
            { ...issue, issue_type: "license" },
            {
              ...issue,
              issue_id: "XRAY-124116",
              cves: [],
              impact_path: ["default/docker-local/shop/1/sha256__abc.tar.gz/3.12:openssl:1.1.1k-r0"],
            },
          ],
          licenses: [],
        },
        { general: { component_id: "npm://x:1", name: "x" }, issues: null },
        { general: { name: "y.tar", path: "default/generic-local/y.tar" }, issues: [] },
      ],
      errors: [{ identifier: "a/b", error: "Artifact doesn't exist" }],
    },
    findings: 3,
    leftOut: 1,
    contains: [
      { rule: { id: "vulnerability/XRAY-124116" }, subject: "pkg:apk/alpine/openssl" },
      {
        rule: { id: "vulnerability/CVE-2020-1234" },
        subject: "pkg:generic/libfoo.so",
        vulnerability: { score: 9.8, weaknesses: ["CWE-787"] },
      },
      { subject: "pkg:maven/org.acme/core", vulnerability: { fixedIn: "1.1" } },
    ],
  },
  {
    name: "list of issues",
    shows: ["old"],
    source: "JFrog Xray 2, search for issues; DefectDojo, unittests/scans/jfrogxray/one_vuln.json",
    document: {
      total_count: 3,
      data: [
        {
          id: "",
          severity: "High",
          summary: "A sign is not checked",
          issue_type: "security",
          provider: "JFrog",
          component: "debian:stretch:libx11",
          source_id: "deb://debian:stretch:libx11",
          source_comp_id: "deb://debian:stretch:libx11:2:1.6.4-3",
          component_versions: {
            id: "debian:stretch:libx11",
            vulnerable_versions: ["< 2:1.6.4-3+deb9u1"],
            fixed_versions: ["≥ 2:1.6.4-3+deb9u1"],
            more_details: {
              cves: [
                {
                  cve: "CVE-2018-14600",
                  cwe: ["CWE-787"],
                  cvss_v3: "9.8/CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                },
              ],
              description: "Up to 128 bytes are written out of bounds.",
              provider: "JFrog",
            },
          },
          edited: "2019-05-14T00:21:16Z",
        },
        { id: "XRAY-7", severity: "Low", source_comp_id: "npm://left:1.0.0", component_versions: {} },
        { issue_type: "license", source_comp_id: "npm://left:1.0.0", component_versions: {} },
      ],
    },
    findings: 2,
    leftOut: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2018-14600" },
        subject: "pkg:deb/debian/libx11",
        message: "Up to 128 bytes are written out of bounds.",
        vulnerability: {
          package: "pkg:deb/debian/libx11@2:1.6.4-3",
          fixedIn: "2:1.6.4-3+deb9u1",
          score: 9.8,
          weaknesses: ["CWE-787"],
        },
      },
      { rule: { id: "vulnerability/XRAY-7" }, subject: "pkg:npm/left", severity: "low" },
    ],
  },
  {
    name: "on demand",
    source,
    document: [
      {
        scan_id: "s1",
        component_id: "docker://shop:1",
        package_type: "Docker",
        status: "completed",
        vulnerabilities: [scanned],
      },
      { scan_id: "s2", component_id: "gav://a:b:1", package_type: "Maven", status: "completed" },
    ],
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2022-3333" },
        subject: "pkg:maven/org.acme/core",
        vulnerability: { fixedIn: "1.1", score: 5.3 },
        message: "A header is taken as it comes.",
        remediation: "Put a proxy in front.",
        evidence: [{ location: { path: "lib/core.jar" } }],
      },
      { subject: "pkg:deb/debian/curl", vulnerability: { installed: "1:7.88.1-10" } },
    ],
  },
  { name: "nothing found", shows: ["empty"], source, document: { total_rows: 0, rows: [] }, findings: 0 },
  {
    name: "wrong types",
    source,
    document: {
      total_rows: 3,
      rows: [{ ...row, vulnerable_component: 5 }, { ...row, cves: "x", fixed_versions: [5] }, null],
    },
    findings: 1,
    unread: 2,
  },
];
