import type { ImportSample } from "../sample.ts";

const source = "Aqua: scannercli scan --jsonfile; API, scan_results";
const digest = `sha256:${"d".repeat(64)}`;

const flaw = {
  name: "CVE-2021-28831",
  description: "A pointer is freed twice.",
  publish_date: "2021-03-19",
  nvd_score: 5,
  nvd_vectors: "AV:N/AC:L/Au:N/C:N/I:N/A:P",
  nvd_score_v3: 7.5,
  nvd_vectors_v3: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
  nvd_url: "https://nvd.example.test/CVE-2021-28831",
  fix_version: "1.31.1-r20",
  solution: "Upgrade busybox to 1.31.1-r20",
  aqua_score: 7.5,
  aqua_severity: "high",
  aqua_vectors: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
};

const head = {
  image: "shop:1",
  registry: "Docker Hub",
  scan_started: { seconds: 1_624_544_066, nanos: 1 },
  digest,
  os: "alpine",
  version: "3.12.0",
  vulnerability_summary: { total: 1 },
};
const busybox = {
  resource: { format: "apk", name: "busybox", version: "1.31.1-r16", arch: "x86_64", layer_digest: digest },
  scanned: true,
};

/** What Aqua writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      image: "shop:1",
      resources: [{ resource: { name: "core" }, vulnerabilities: [{ name: "CVE-2020-5555" }] }],
      vulnerability_summary: {},
    },
    findings: 1,
  },
  {
    name: "scanner",
    shows: ["typical", "everything"],
    source,
    document: {
      ...head,
      resources: [
        { ...busybox, vulnerabilities: [flaw] },
        {
          resource: { format: "jar", path: "/app/lib/core.jar", name: "org.acme:core", version: "1.0" },
          vulnerabilities: [
            {
              ...flaw,
              name: "CVE-2020-5555",
              acknowledged_date: "2021-07-01T00:00:00Z",
              ack_author: "ann",
              ack_comment: "Not used",
              aqua_severity: "negligible",
            },
          ],
        },
      ],
      cves: [],
      sensitive_data: [{ type: "RSA PRIVATE KEY", path: "/root/.ssh/id_rsa", layer: "x" }],
      malware: [{ malware: "Eicar-Test-Signature", path: "/tmp/e.com" }],
      image_assurance_results: {
        disallowed: true,
        checks_performed: [
          { policy_name: "Default", control_name: "max_severity", failed: true },
          { policy_name: "Default", control_name: "root_user", failed: false },
        ],
      },
    },
    findings: 5,
    passed: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-28831" },
        subject: "pkg:apk/alpine/busybox",
        vulnerability: {
          score: 7.5,
          fixedIn: "1.31.1-r20",
          severities: [
            { from: "nvd", system: "cvss-2" },
            { from: "aqua", system: "cvss-3" },
          ],
        },
        evidence: [{ location: { layer: digest } }],
      },
      { subject: "pkg:maven/org.acme/core", status: "accepted", exception: { reason: "Not used", owner: "ann" } },
      { kind: "secret", subject: "file:/root/.ssh/id_rsa" },
      { kind: "malware", subject: "file:/tmp/e.com", severity: "critical" },
      { rule: { id: "aqua/assurance/max_severity" }, subject: "policy:Default" },
    ],
  },
  {
    name: "API",
    source: "Aqua API: api/v2/risks/vulnerabilities",
    document: {
      count: 1,
      page: 1,
      result: [
        {
          ...flaw,
          registry: "registry.example.test",
          image_name: "shop:1",
          image_repository_name: "shop",
          os: "debian",
          resource: { type: "package", format: "deb", path: "", name: "libxml2", version: "2.9.4" },
        },
        {
          name: "CVE-2015-9235",
          description: "A signature is not checked.",
          publish_date: "2018-05-29",
          nvd_severity: "high",
          nvd_cvss2_score: 7.5,
          nvd_cvss2_vectors: "AV:N/AC:L/Au:N/C:P/I:P/A:P",
          nvd_cvss3_severity: "critical",
          nvd_cvss3_score: 9.8,
          nvd_cvss3_vectors: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
          vendor_score: 6.5,
          vendor_cvss2_score: 5.8,
          vendor_cvss2_vectors: "AV:N/AC:M/Au:N/C:P/I:P/A:N",
          vendor_cvss3_score: 7.4,
          vendor_cvss3_vectors: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N",
          vendor_url: "https://github.example.test/advisories/1",
          aqua_severity: "critical",
          first_found_date: "2024-02-22",
          last_found_date: "2025-03-06",
          acknowledged_date: "1970-01-01T00:00:00Z",
          image_uid: 344,
          registry: "own",
          image_repository_name: "juice",
          image_digest: digest,
          os: "debian",
          os_version: "11.10",
          cwe_info: {},
          resource: { format: "npm", path: "/app/node_modules/jsonwebtoken", name: "jsonwebtoken", version: "0.4.0" },
        },
        {
          name: "GHSA-5mrr-rgp6-x4gr",
          vendor_score: 9.1,
          image_repository_name: "juice",
          resource: { format: "npm", name: "marsdb", version: "0.6.11" },
        },
      ],
    },
    findings: 3,
    contains: [
      { subject: "pkg:deb/debian/libxml2", evidence: [{ location: { path: "registry.example.test/shop:1" } }] },
      {
        subject: "pkg:npm/jsonwebtoken",
        severity: "critical",
        status: "open",
        witnesses: [
          {
            firstSeen: "2024-02-22T00:00:00Z",
            lastSeen: "2025-03-06T00:00:00Z",
            references: ["https://github.example.test/advisories/1"],
          },
        ],
        vulnerability: {
          severities: [
            { from: "vendor", system: "cvss-3", score: 7.4 },
            { from: "vendor", system: "cvss-2", score: 5.8 },
            { from: "nvd", system: "cvss-3", score: 9.8 },
            { from: "nvd", system: "cvss-2", score: 7.5 },
          ],
        },
      },
      { subject: "pkg:npm/marsdb", vulnerability: { severities: [{ from: "vendor", score: 9.1 }] } },
    ],
  },
  {
    name: "list of results",
    source: "Aqua plugin for Azure DevOps; DefectDojo, unittests/scans/aqua/aqua_devops_issue_10611.json",
    document: [
      {
        image_name: "shop:1",
        results: {
          image: "shop:1",
          registry: "own",
          scan_started: { seconds: 1_624_544_066, nanos: 1 },
          digest,
          os: "debian",
          version: "11.7",
          resources: [
            {
              resource: {
                format: "npm",
                path: "/app/node_modules/@acme/left",
                name: "@acme/left",
                version: "7.22.15",
                cpe: "pkg:/npm:*:@acme/left:7.22.15",
                layer_digest: digest,
              },
              vulnerabilities: [
                {
                  ...flaw,
                  name: "CVE-2023-1111",
                  fix_version: "8.0.0-alpha.4, 7.23.2",
                  cwe_info: [{ Id: "CWE-697", name: "Incorrect Comparison" }],
                  epss_score: 0.0006,
                  epss_percentile: 0.23474,
                  epss_date: "2024-01-22",
                },
              ],
            },
          ],
          sensitive_data: [{ type: "RSA PRIVATE KEY", path: "/root/.ssh/id_rsa" }],
        },
      },
      { image_name: "clean:1", results: { resources: [], cves: [{ name: "CVE-2020-1", file: "/bin/x" }] } },
    ],
    findings: 3,
    contains: [
      {
        subject: "pkg:npm/@acme/left",
        vulnerability: {
          fixedIn: "7.23.2",
          epss: { probability: 0.0006, percentile: 0.23474, date: "2024-01-22" },
          weaknesses: ["CWE-697"],
        },
        evidence: [{ location: { path: "/app/node_modules/@acme/left", layer: digest } }],
      },
      { kind: "secret", subject: "file:/root/.ssh/id_rsa" },
      { rule: { id: "vulnerability/CVE-2020-1" }, evidence: [{ location: { path: "/bin/x" } }] },
    ],
  },
  {
    name: "API, image",
    shows: ["old"],
    source: "Aqua API: api/v1/images; DefectDojo, unittests/scans/aqua/one_v2.json",
    document: {
      status: "SCANNED",
      image_name: "shop:1",
      registry: "registry.example.test",
      cves_counts: { total: 2, high: 0, medium: 2 },
      cves: [
        {
          file: "curl",
          name: "CVE-2019-15601",
          type: "CVE",
          description: "Input is not validated.",
          score: "5",
          severity: "medium",
          publishdate: "2020-01-06",
          acknowledged: false,
          url: "https://nvd.example.test/CVE-2019-15601",
          score_version: "CVSS v2",
          solution: "Upgrade to curl 7.68.0",
          vendor_severity: "low",
          fix_version: "7.68.0",
        },
        { file: "wget", name: "CVE-2019-5953", vendor_severity: "high", acknowledged: true },
      ],
      errorMsg: null,
    },
    findings: 2,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2019-15601" },
        severity: "medium",
        evidence: [{ location: { path: "curl" } }],
        witnesses: [{ references: ["https://nvd.example.test/CVE-2019-15601"] }],
        vulnerability: { score: 5, fixedIn: "7.68.0" },
      },
      { severity: "high", status: "accepted", exception: { reason: "acknowledged" } },
    ],
  },
  { name: "nothing found", shows: ["empty"], source, document: { ...head, resources: [] }, findings: 0 },
  {
    name: "wrong types",
    source,
    document: {
      ...head,
      resources: [{ ...busybox, vulnerabilities: [{ ...flaw, name: 5 }, { ...flaw, aqua_score: "7" }, 5] }],
      sensitive_data: "x",
    },
    findings: 1,
    unread: 3,
  },
];
