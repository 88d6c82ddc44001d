import type { ImportSample } from "../sample.ts";
import { listSamples } from "./list-samples.ts";
import { optionalSamples } from "./optional-samples.ts";

const source = "deepfence/ThreatMapper: deepfence_worker/ingesters, vulnerabilities";

const flaw = {
  scan_id: "shop:1-1",
  cve_id: "CVE-2023-38545",
  cve_severity: "critical",
  cve_caused_by_package: "curl:7.88.1-10",
  cve_caused_by_package_path: "/var/lib/dpkg/status",
  cve_container_layer: "",
  cve_container_image: "shop:1",
  cve_fixed_in: "7.88.1-10+deb12u4",
  cve_link: "https://nvd.example.test/CVE-2023-38545",
  urls: ["https://curl.example.test/CVE-2023-38545"],
  cve_description: "A buffer is too small.",
  cve_cvss_score: 9.8,
  cve_overall_score: 9.8,
  cve_attack_vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  cve_type: "base",
  host_name: "node-1",
  node_type: "container_image",
  masked: false,
};

/** What ThreatMapper exports. */
export const samples: readonly ImportSample[] = [
  ...optionalSamples,
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: [{ cve_id: "CVE-2023-1", cve_caused_by_package: "a:1" }],
    findings: 1,
  },
  {
    name: "list",
    shows: ["typical", "everything"],
    source,
    document: [
      flaw,
      {
        ...flaw,
        cve_id: "CVE-2021-44228",
        cve_caused_by_package: "org.apache.logging.log4j:log4j-core:2.14.1",
        cve_type: "java",
        masked: true,
      },
      { ...flaw, cve_container_image: "host", node_type: "host" },
    ],
    findings: 3,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-38545" },
        subject: "pkg:generic/curl",
        vulnerability: { installed: "7.88.1-10", fixedIn: "7.88.1-10+deb12u4", score: 9.8 },
        evidence: [{ location: { path: "/var/lib/dpkg/status" } }],
      },
      { subject: "pkg:maven/org.apache.logging.log4j/log4j-core", status: "accepted" },
    ],
  },
  {
    name: "CSV",
    source: "deepfence/ThreatMapper: export of vulnerabilities",
    document:
      "cve_id,cve_severity,cve_caused_by_package,cve_container_image,cve_cvss_score,masked\nCVE-2023-38545,high,left:1.0,shop:1,7.5,false\nCVE-2023-38546,low,left:1.0,shop:1,,true\n",
    findings: 2,
    contains: [{ severity: "high", vulnerability: { score: 7.5 } }, { status: "accepted" }],
  },
  {
    name: "wrong types",
    source,
    document: [flaw, { ...flaw, cve_id: 5 }, { ...flaw, cve_cvss_score: {}, urls: "x" }],
    findings: 2,
    unread: 1,
  },
  ...listSamples,
];
