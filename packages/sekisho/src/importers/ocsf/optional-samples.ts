import type { ImportSample } from "../sample.ts";

const source = "schema.ocsf.io 1.3: vulnerability, affected_package, cve, finding_info";
const time = 1_714_979_289_000;
const metadata = { version: "1.3.0", product: { vendor_name: "Acme", name: "Acme Scanner" } };
const base = { category_uid: 2, severity_id: 3, time, metadata };

/** Parts that few products write. */
export const optionalSamples: readonly ImportSample[] = [
  {
    name: "parts that few products write",
    source,
    document: [
      {
        ...base,
        class_uid: 2002,
        message: "One flaw",
        finding_info: { uid: "f-2", title: "Flaws", src_url: "https://acme.example.test/f-2" },
        device: { name: "node-1" },
        vulnerabilities: [
          {
            title: "A flaw of curl",
            first_seen_time: time,
            last_seen_time: time + 60_000,
            advisory: { uid: "DSA-1" },
            cwe: { uid: "CWE-122" },
            remediation: { desc: "Update everything." },
            cve: {
              uid: "CVE-2023-1",
              desc: "A heap is overrun.",
              related_cwes: [{ uid: "CWE-787" }],
              cvss: [
                { base_score: 7.5, vector_string: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", vendor_name: "nvd" },
              ],
            },
            affected_packages: [
              {
                name: "curl",
                version: "7",
                architecture: "amd64",
                path: "/usr/bin/curl",
                package_manager: "dpkg",
                remediation: { desc: "Update curl." },
              },
              { name: "libcurl4", version: "7", package_manager: "dpkg" },
            ],
          },
          {
            advisory: { uid: "GHSA-5j33-cvvr-w245" },
            cve: { uid: "", title: "Named by its CVE" },
            affected_packages: [{ name: "x" }],
          },
        ],
      },
      {
        ...base,
        class_uid: 2004,
        message: "Somebody mines",
        status: "New",
        finding_info: {
          uid: "d-1",
          created_time: time,
          analytic: { uid: "rule-7", name: "Mining" },
          attacks: [{ technique: { uid: "T1059" }, sub_technique: { uid: "T1059.004" } }],
        },
        cloud: { account: { name: "shop" } },
        resource: { uid: "i-7", name: "web", type: "Instance" },
      },
      {
        ...base,
        class_uid: 2004,
        finding_info: { uid: "d-2", desc: "A shell in a container", analytic: { name: "Shell" } },
      },
    ],
    findings: 5,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-1" },
        title: "CVE-2023-1: A flaw of curl",
        message: "A heap is overrun.",
        remediation: "Update curl.",
        evidence: [{ location: { path: "/usr/bin/curl" } }],
        vulnerability: {
          aliases: ["DSA-1"],
          severities: [{ from: "nvd" }],
          weaknesses: ["CWE-122", "CWE-787"],
        },
        witnesses: [
          {
            firstSeen: "2024-05-06T07:08:09.000Z",
            lastSeen: "2024-05-06T07:09:09.000Z",
            references: ["https://acme.example.test/f-2"],
          },
        ],
      },
      { subject: "pkg:deb/libcurl4", remediation: "Update everything." },
      { rule: { id: "vulnerability/GHSA-5j33-cvvr-w245" }, title: "GHSA-5j33-cvvr-w245: Named by its CVE" },
      {
        rule: { id: "acme-scanner/rule-7" },
        subject: "i-7",
        message: "Somebody mines",
        activity: { techniques: ["attack@18#T1059.004"], firstSeen: "2024-05-06T07:08:09.000Z" },
        witnesses: [{ status: "New" }],
      },
      { rule: { id: "acme-scanner/Shell" }, message: "A shell in a container" },
    ],
  },
];
