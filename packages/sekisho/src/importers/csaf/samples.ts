import type { ImportSample } from "../sample.ts";

const source = "CSAF 2.0, OASIS Standard; CSAF 2.1, committee specification draft";
const document = {
  category: "csaf_vex",
  csaf_version: "2.0",
  title: "Example VEX",
  publisher: { category: "vendor", name: "Example", namespace: "https://example.com" },
  tracking: {
    id: "EX-1",
    version: "1",
    status: "final",
    initial_release_date: "2024-01-02T03:04:05Z",
    current_release_date: "2024-02-02T03:04:05Z",
  },
};

/** What makers of software write as CSAF. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      document: { category: "csaf_vex", csaf_version: "2.0" },
      product_tree: { full_product_names: [{ name: "a", product_id: "P-1" }] },
      vulnerabilities: [{ cve: "CVE-2023-1", product_status: { known_affected: ["P-1"] } }],
    },
    findings: 1,
  },
  { name: "no flaws", shows: ["empty"], source, document: { document }, findings: 0 },
  {
    name: "every status",
    shows: ["typical", "everything", "old"],
    source,
    document: {
      document,
      product_tree: {
        branches: [
          {
            category: "vendor",
            name: "Example",
            branches: [
              {
                category: "product_version",
                name: "2.0",
                product: {
                  product_id: "P-1",
                  name: "Shop 2.0",
                  product_identification_helper: { purl: "pkg:npm/shop@2.0.0" },
                },
              },
            ],
          },
        ],
        full_product_names: [
          { product_id: "P-2", name: "Desk 1" },
          { product_id: "OS", name: "Example Linux 9" },
          {
            product_id: "SSL",
            name: "openssl",
            product_identification_helper: { purl: "pkg:rpm/redhat/openssl@3.0.7" },
          },
        ],
        relationships: [
          {
            category: "default_component_of",
            full_product_name: { product_id: "OS:SSL", name: "openssl in Example Linux 9" },
            product_reference: "SSL",
            relates_to_product_reference: "OS",
          },
        ],
      },
      vulnerabilities: [
        {
          cve: "CVE-2023-0286",
          title: "Type confusion",
          cwe: { id: "CWE-843", name: "Type Confusion" },
          ids: [{ system_name: "Bugs", text: "BUG-7" }],
          notes: [{ category: "description", text: "Addresses are taken for others." }],
          references: [{ summary: "page", url: "https://example.com/CVE-2023-0286" }],
          scores: [
            {
              products: ["P-1"],
              cvss_v3: {
                version: "3.1",
                baseScore: 7.4,
                baseSeverity: "HIGH",
                vectorString: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:H",
              },
            },
          ],
          product_status: {
            known_affected: ["P-1", "OS:SSL"],
            known_not_affected: ["P-2"],
          },
          flags: [{ label: "component_not_present", product_ids: ["P-2"] }],
          remediations: [{ category: "vendor_fix", details: "Install 2.0.1", product_ids: ["P-1"] }],
        },
        {
          cve: "CVE-2023-0287",
          product_status: { fixed: ["P-1"], under_investigation: ["P-2"], recommended: ["P-1"] },
        },
      ],
    },
    findings: 5,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-0286" },
        subject: "pkg:npm/shop",
        severity: "high",
        remediation: "Install 2.0.1",
        vulnerability: { score: 7.4, weaknesses: ["CWE-843"], aliases: ["BUG-7"] },
        witnesses: [{ title: "CVE-2023-0286: Type confusion", references: ["https://example.com/CVE-2023-0286"] }],
      },
      { subject: "pkg:rpm/redhat/openssl", status: "open" },
      { status: "accepted", exception: { reason: "component_not_present", justification: "component_not_present" } },
      { rule: { id: "vulnerability/CVE-2023-0287" }, exception: { reason: "fixed" } },
    ],
  },
  {
    name: "2.1, products that are not there",
    source,
    document: {
      document: { ...document, csaf_version: "2.1", category: "csaf_security_advisory" },
      product_tree: { full_product_names: [{ product_id: "P-1", name: "Shop" }] },
      vulnerabilities: [
        {
          cve: "CVE-2024-1111",
          cwes: [{ id: "CWE-79" }],
          metrics: [{ content: { cvss_v4: { baseScore: 9.3, baseSeverity: "CRITICAL" } }, products: ["P-1"] }],
          product_status: { known_affected: ["P-1", "P-9"] },
        },
        { cve: "CVE-2024-2222", product_status: { known_affected: ["P-9"] } },
        { product_status: { known_affected: ["P-1"] } },
        "no flaw",
      ],
    },
    findings: 1,
    leftOut: 2,
    unread: 1,
    contains: [
      { rule: { id: "vulnerability/CVE-2024-1111" }, severity: "critical", vulnerability: { weaknesses: ["CWE-79"] } },
    ],
  },
  {
    name: "an id of the maker, a score of version 2",
    source,
    document: {
      document,
      product_tree: { full_product_names: [{ name: "Shop 1", product_id: "P-1" }] },
      vulnerabilities: [
        {
          ids: [{ system_name: "Example", text: "EX-2024-7" }],
          title: "A header is taken as it comes",
          product_status: { known_affected: ["P-1"] },
          scores: [
            {
              products: ["P-1"],
              cvss_v2: { version: "2.0", vectorString: "AV:N/AC:L/Au:N/C:P/I:N/A:N", baseScore: 5 },
            },
          ],
        },
      ],
    },
    findings: 1,
    contains: [
      { rule: { id: "vulnerability/EX-2024-7" }, vulnerability: { severities: [{ system: "cvss-2", score: 5 }] } },
    ],
  },
];
