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
      ],
    },
    findings: 1,
    contains: [
      { subject: "pkg:deb/debian/libxml2", evidence: [{ location: { path: "registry.example.test/shop:1" } }] },
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
