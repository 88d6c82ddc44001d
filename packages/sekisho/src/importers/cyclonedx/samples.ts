import type { ImportSample } from "../sample.ts";

const source = "CycloneDX 1.2 to 1.6, JSON and XML schemas";
const digest = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/** What tools write as CycloneDX with vulnerabilities. */
export const samples: readonly ImportSample[] = [
  {
    name: "no components",
    shows: ["empty"],
    source,
    document: { bomFormat: "CycloneDX", specVersion: "1.6", version: 1 },
    findings: 0,
  },
  {
    name: "components alone",
    shows: ["smallest"],
    source,
    document: {
      bomFormat: "CycloneDX",
      specVersion: "1.4",
      version: 1,
      components: [{ type: "library", name: "lodash", version: "4.17.0", purl: "pkg:npm/lodash@4.17.0" }],
    },
    findings: 0,
    packages: 1,
  },
  {
    name: "an image with flaws and analyses",
    shows: ["typical", "everything"],
    source,
    document: {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
      version: 1,
      metadata: {
        timestamp: "2025-03-04T05:06:07+09:00",
        tools: { components: [{ type: "application", name: "trivy", version: "0.50.0" }] },
        component: {
          "bom-ref": "pkg:oci/web",
          type: "container",
          name: "shop/web:1",
          properties: [{ name: "aquasecurity:trivy:RepoDigest", value: `shop/web@${digest}` }],
        },
      },
      components: [
        {
          "bom-ref": "app",
          type: "application",
          name: "app/package-lock.json",
          components: [
            {
              "bom-ref": "c-1",
              type: "library",
              group: "@babel",
              name: "traverse",
              version: "7.0.0",
              purl: "pkg:npm/%40babel/traverse@7.0.0",
            },
          ],
        },
        {
          "bom-ref": "pkg:deb/debian/openssl@3.0.7-1?arch=amd64",
          type: "library",
          name: "openssl",
          version: "3.0.7-1",
          purl: "pkg:deb/debian/openssl@3.0.7-1?arch=amd64",
        },
        { "bom-ref": "own", type: "library", name: "own-parser", version: "2" },
      ],
      vulnerabilities: [
        {
          id: "CVE-2023-45133",
          source: { name: "ghsa", url: "https://github.com/advisories" },
          references: [{ id: "GHSA-67hx-6x53-jw92", source: { name: "GitHub" } }],
          ratings: [
            {
              source: { name: "nvd" },
              score: 8.8,
              severity: "high",
              method: "CVSSv31",
              vector: "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H",
            },
            { source: { name: "ghsa" }, severity: "critical" },
          ],
          cwes: [184, 697],
          description: "Code is run while it is compiled.",
          recommendation: "Upgrade to 7.23.2",
          advisories: [{ url: "https://example.com/advisory" }],
          published: "2023-10-12T17:15:00+00:00",
          affects: [{ ref: "c-1", versions: [{ version: "7.0.0", status: "affected" }] }],
        },
        {
          id: "CVE-2023-0286",
          ratings: [{ score: 5.5, method: "CVSSv3" }],
          analysis: {
            state: "not_affected",
            justification: "code_not_reachable",
            detail: "no X.400 names",
            lastUpdated: "2024-03-08T20:15:00Z",
            firstIssued: "2024-01-01T00:00:00Z",
          },
          affects: [
            { ref: "pkg:deb/debian/openssl@3.0.7-1?arch=amd64" },
            { ref: "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#own" },
          ],
        },
        {
          id: "CVE-2020-1111",
          analysis: { state: "in_triage" },
          affects: [
            { ref: "own", versions: [{ version: "2", status: "unaffected" }] },
            { ref: "pkg:npm/gone@1.0.0" },
            { ref: "nowhere" },
          ],
        },
        { id: "CVE-2020-2222", ratings: [{ severity: "none" }] },
      ],
    },
    findings: 6,
    passed: 1,
    packages: 3,
    leftOut: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2023-45133", aliases: ["CVE-2023-45133", "GHSA-67hx-6x53-jw92"] },
        subject: "pkg:npm/@babel/traverse",
        severity: "critical",
        vulnerability: { name: "@babel/traverse", installed: "7.0.0", weaknesses: ["CWE-184", "CWE-697"], score: 8.8 },
        witnesses: [{ tool: "trivy", version: "0.50.0", severity: "critical", remediation: "Upgrade to 7.23.2" }],
      },
      {
        subject: "pkg:deb/debian/openssl",
        status: "accepted",
        exception: { reason: "no X.400 names", justification: "vulnerable_code_not_in_execute_path" },
        witnesses: [{ status: "not_affected", firstSeen: "2024-01-01T00:00:00Z" }],
      },
      { rule: { id: "vulnerability/CVE-2023-0286" }, subject: "pkg:generic/own-parser", status: "accepted" },
      { subject: "pkg:npm/gone", status: "open" },
      { subject: "pkg:generic/nowhere" },
    ],
  },
  {
    name: "VEX alone, links into another document",
    source,
    document: {
      bomFormat: "CycloneDX",
      specVersion: "1.4",
      version: 1,
      metadata: { tools: [{ vendor: "OWASP", name: "Dependency-Track", version: "4.11.0" }] },
      vulnerabilities: [
        {
          id: "CVE-2021-44228",
          analysis: { state: "exploitable", response: ["update"] },
          affects: [{ ref: "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:maven/org.apache/log4j-core@2.14.1" }],
        },
      ],
    },
    findings: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2021-44228" },
        vulnerability: { name: "org.apache:log4j-core", installed: "2.14.1" },
        witnesses: [{ tool: "dependency-track", status: "exploitable" }],
      },
    ],
  },
  {
    name: "XML 1.5",
    source,
    document: `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <metadata>
    <timestamp>2025-03-04T05:06:07Z</timestamp>
    <tools><tool><name>cdxgen</name><version>10.0</version></tool></tools>
    <component type="container" bom-ref="root"><name>shop/api</name><version>2.1</version></component>
  </metadata>
  <components>
    <component type="library" bom-ref="a"><name>jackson-databind</name><version>2.9.0</version>
      <purl>pkg:maven/com.fasterxml.jackson.core/jackson-databind@2.9.0</purl></component>
  </components>
  <vulnerabilities>
    <vulnerability bom-ref="v">
      <id>CVE-2018-7489</id>
      <source><name>NVD</name><url>https://nvd.nist.gov/vuln/detail/CVE-2018-7489</url></source>
      <ratings><rating><source><name>NVD</name></source><score>9.8</score><severity>critical</severity>
        <method>CVSSv3</method><vector>CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</vector></rating></ratings>
      <cwes><cwe>184</cwe></cwes>
      <description>Types are not checked.</description>
      <affects><target><ref>a</ref></target></affects>
    </vulnerability>
  </vulnerabilities>
</bom>`,
    findings: 1,
    packages: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2018-7489" },
        severity: "critical",
        subject: "pkg:maven/com.fasterxml.jackson.core/jackson-databind",
        vulnerability: {
          score: 9.8,
          weaknesses: ["CWE-184"],
          references: ["https://nvd.nist.gov/vuln/detail/CVE-2018-7489"],
        },
        witnesses: [{ tool: "cdxgen", version: "10.0" }],
      },
    ],
  },
  {
    name: "XML 1.2 with the extension for vulnerabilities",
    shows: ["old"],
    source: "CycloneDX vulnerability extension 1.0",
    document: `<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0" version="1">
  <components>
    <component type="library" bom-ref="a"><name>acme</name><version>1.0</version><purl>pkg:npm/acme@1.0</purl>
      <v:vulnerabilities>
        <v:vulnerability ref="a">
          <v:id>CVE-2018-7489</v:id>
          <v:source name="NVD"><v:url>https://nvd.nist.gov/vuln/detail/CVE-2018-7489</v:url></v:source>
          <v:ratings><v:rating><v:score><v:base>9.8</v:base></v:score><v:severity>Critical</v:severity></v:rating></v:ratings>
          <v:recommendations><v:recommendation>Upgrade</v:recommendation></v:recommendations>
          <v:advisories><v:advisory>https://example.com/1</v:advisory></v:advisories>
        </v:vulnerability>
      </v:vulnerabilities>
    </component>
  </components>
</bom>`,
    findings: 1,
    packages: 1,
    contains: [
      {
        rule: { id: "vulnerability/CVE-2018-7489" },
        subject: "pkg:npm/acme",
        witnesses: [{ remediation: "Upgrade", severity: "Critical" }],
        vulnerability: {
          score: 9.8,
          references: ["https://nvd.nist.gov/vuln/detail/CVE-2018-7489", "https://example.com/1"],
        },
      },
    ],
  },
  {
    name: "wrong types",
    source,
    document: {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: { component: 7 },
      components: [{ "bom-ref": "a", name: "a", purl: "pkg:npm/a@1" }, "none"],
      vulnerabilities: [
        { id: "CVE-2020-1111", ratings: "bad", affects: [{ ref: "a" }, { reference: "b" }] },
        ["no flaw"],
      ],
    },
    findings: 1,
    packages: 1,
    unread: 3,
  },
];
