import { describe, expect, test } from "vitest";
import { only, read } from "./fixtures/readings.ts";
import { readVex } from "./read-vex.ts";

const openVex = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.com/vex-1",
  author: "Example Corp",
  timestamp: "2026-01-01T00:00:00Z",
  version: 3,
};
const digest = "a".repeat(64);

// The specification, "Product Data Structure" and "Note on justification and impact_statement".
const specificationStatement = {
  vulnerability: { name: "CVE-2023-12345", aliases: ["GHSA-2qrg-x229-3v8q"] },
  products: [
    {
      "@id": "pkg:apk/wolfi/product@1.23.0-r1?arch=armv7",
      identifiers: {
        purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.4",
        cpe23: "cpe:2.3:a:apache:log4j:2.4:-:*:*:*:*:*:*",
      },
      hashes: { "sha-256": digest.toUpperCase(), "sha-512": "b".repeat(128) },
      subcomponents: [{ "@id": "pkg:apk/wolfi/part@1" }],
    },
  ],
  status: "not_affected",
  justification: "component_not_present",
  impact_statement: "The vulnerable code was removed with a custom patch",
};

describe("OpenVEX", () => {
  test("0.2.0, with everything a statement may have", () => {
    expect(only({ ...openVex, statements: [specificationStatement] })).toEqual({
      document: {
        path: "vex.json",
        format: "openvex@0.2.0",
        id: "https://example.com/vex-1",
        version: "3",
        author: "Example Corp",
        timestamp: "2026-01-01T00:00:00Z",
      },
      pointer: "/statements/0",
      flaws: ["CVE-2023-12345", "GHSA-2qrg-x229-3v8q"],
      status: "not_affected",
      justification: "component_not_present",
      impact: "The vulnerable code was removed with a custom patch",
      timestamp: "2026-01-01T00:00:00Z",
      products: [
        {
          purls: ["pkg:apk/wolfi/product@1.23.0-r1?arch=armv7", "pkg:maven/org.apache.logging.log4j/log4j-core@2.4"],
          cpes: ["cpe:2.3:a:apache:log4j:2.4:-:*:*:*:*:*:*"],
          hashes: [`sha256:${digest}`],
          names: [],
          components: [{ purls: ["pkg:apk/wolfi/part@1"], cpes: [], hashes: [], names: [], components: [] }],
        },
      ],
    });
  });

  test("0.0.1, where flaws, products and their parts are texts", () => {
    const statement = only({
      "@context": "https://openvex.dev/ns",
      statements: [
        {
          vulnerability: "CVE-2023-1",
          products: ["pkg:oci/app@sha256:1"],
          subcomponents: ["pkg:npm/left"],
          status: "fixed",
        },
      ],
    });

    expect(statement).toMatchObject({
      document: { format: "openvex" },
      flaws: ["CVE-2023-1"],
      products: [{ purls: ["pkg:oci/app@sha256:1"], components: [{ purls: ["pkg:npm/left"] }] }],
    });
  });

  test("the time of a statement goes before that of its document", () => {
    const timestamp = "2026-02-02T00:00:00Z";

    expect(only({ ...openVex, statements: [{ ...specificationStatement, timestamp }] })).toMatchObject({ timestamp });
  });

  test("a part without name keeps the statement from meaning the whole product", () => {
    const products = [{ "@id": "pkg:oci/app", subcomponents: [{ hashes: {} }] }];

    const { statements, diagnostics } = read({ ...openVex, statements: [{ ...specificationStatement, products }] });

    expect(statements[0]?.products[0]?.components).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: "vex/product-unknown", location: { pointer: "/statements/0/products/0/subcomponents/0" } },
    ]);
  });

  test.each([
    { name: "no object", statement: 5, code: "no-statement", pointer: "" },
    { name: "no flaw", statement: { status: "fixed" }, code: "flaw-missing", pointer: "/vulnerability" },
    {
      name: "status nobody knows",
      statement: { ...specificationStatement, status: "harmless" },
      code: "status-unknown",
      pointer: "/status",
    },
    {
      name: "not_affected without a reason",
      statement: { ...specificationStatement, justification: undefined, impact_statement: undefined },
      code: "justification-missing",
      pointer: "",
    },
    {
      name: "no product",
      statement: { ...specificationStatement, products: undefined },
      code: "product-missing",
      pointer: "",
    },
  ])("leaves out and tells: $name", ({ statement, code, pointer }) => {
    const { statements, diagnostics } = read({ ...openVex, statements: [statement, specificationStatement] });

    expect(statements).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: `vex/${code}`, level: "warning", location: { path: "vex.json", pointer: `/statements/0${pointer}` } },
    ]);
  });

  test("a document of mistakes alone gives a short list that counts the rest", () => {
    const { diagnostics } = read({ ...openVex, statements: Array.from({ length: 1000 }, () => 1) });

    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.at(-1)?.message.en).toBe("980 more of the same kind are not shown.");
  });
});

describe("attestations", () => {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "registry.example.com/app", digest: { sha256: digest } }],
    predicateType: "https://openvex.dev/ns/v0.2.0",
    predicate: { ...openVex, statements: [{ ...specificationStatement, products: undefined }] },
  };
  const envelope = {
    payloadType: "application/vnd.in-toto+json",
    payload: Buffer.from(JSON.stringify(statement)).toString("base64"),
    signatures: [{ sig: "AA==" }],
  };

  test("statements without products are about what the attestation is about", () => {
    expect(only(statement)).toMatchObject({
      pointer: "/predicate/statements/0",
      products: [{ hashes: [`sha256:${digest}`], names: [], components: [] }],
    });
  });

  test.each([
    { name: "DSSE envelope", document: envelope, pointer: "/payload/statements/0" },
    { name: "Sigstore bundle", document: { dsseEnvelope: envelope }, pointer: "/dsseEnvelope/payload/statements/0" },
  ])("$name: read, and told that nobody verified it", ({ document, pointer }) => {
    const { statements, diagnostics } = read(document);

    expect(statements).toMatchObject([{ pointer, products: [{ hashes: [`sha256:${digest}`] }] }]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["vex/signature-unchecked"]);
  });
});

describe("CycloneDX", () => {
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    version: 2,
    metadata: { timestamp: "2026-01-01T00:00:00Z", manufacturer: { name: "Example Corp" } },
    components: [
      { type: "library", "bom-ref": "outer", name: "outer", components: [{ "bom-ref": "inner", purl: "pkg:npm/a@1" }] },
    ],
  };
  const vulnerability = {
    id: "CVE-2023-1",
    references: [{ id: "GHSA-1", source: { name: "GitHub" } }],
    analysis: { state: "not_affected", justification: "code_not_reachable", detail: "Never called." },
    affects: [{ ref: "inner" }],
  };

  test("an analysis of a component by its bom-ref", () => {
    expect(only({ ...bom, vulnerabilities: [vulnerability, { id: "CVE-2" }] })).toMatchObject({
      document: { format: "cyclonedx@1.6", author: "Example Corp", version: "2" },
      pointer: "/vulnerabilities/0",
      flaws: ["CVE-2023-1", "GHSA-1"],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
      impact: "Never called.",
      products: [{ purls: ["pkg:npm/a@1"], components: [] }],
    });
  });

  // CycloneDX 1.6, impactAnalysisState.
  test.each([
    { state: "resolved", status: "fixed" },
    { state: "resolved_with_pedigree", status: "fixed" },
    { state: "exploitable", status: "affected" },
    { state: "in_triage", status: "under_investigation" },
    { state: "false_positive", status: "not_affected" },
    { state: "not_affected", status: "not_affected" },
  ])("$state is $status", ({ state, status }) => {
    expect(only({ ...bom, vulnerabilities: [{ ...vulnerability, analysis: { state } }] })).toMatchObject({ status });
  });

  test.each([
    { name: "package URL", ref: "urn:cdx:3e671687/1#pkg:npm/b@2", purls: ["pkg:npm/b@2"] },
    { name: "encoded package URL", ref: "urn:cdx:3e671687/1#pkg%3Anpm%2Fb%402", purls: ["pkg:npm/b@2"] },
    { name: "own component", ref: "urn:cdx:3e671687/1#inner", purls: ["pkg:npm/a@1"] },
  ])("BOM-Link to a component: $name", ({ ref, purls }) => {
    expect(only({ ...bom, vulnerabilities: [{ ...vulnerability, affects: [{ ref }] }] })).toMatchObject({
      products: [{ purls }],
    });
  });

  test("in the document of an image, a component means the one in that image", () => {
    const component = { "bom-ref": "root", type: "container", name: "app", purl: `pkg:oci/app@sha256:${digest}` };

    expect(only({ ...bom, metadata: { component }, vulnerabilities: [vulnerability] })).toMatchObject({
      products: [{ purls: [component.purl], components: [{ purls: ["pkg:npm/a@1"] }] }],
    });
  });

  test("versions that are called unaffected are not those that can be exploited", () => {
    const affects = [{ ref: "inner", versions: [{ version: "1", status: "unaffected" }, { range: "vers:npm/>=2" }] }];

    expect(
      only({ ...bom, vulnerabilities: [{ ...vulnerability, analysis: { state: "exploitable" }, affects }] }),
    ).toMatchObject({ products: [{ versions: ["vers:npm/>=2"] }] });
  });

  test("a reference to nothing is told", () => {
    const { statements, diagnostics } = read({
      ...bom,
      vulnerabilities: [{ ...vulnerability, affects: [{ ref: "x" }] }],
    });

    expect(statements).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["vex/product-unknown", "vex/product-missing"]);
  });
});

describe("what is no VEX document is refused with what it is", () => {
  test.each([
    { name: "empty", text: "", got: "JSON that ends too early on line 1" },
    { name: "cut off", text: '{"a":\n1', got: "JSON that ends too early on line 2" },
    { name: "YAML", text: "a: 1", got: 'no JSON from "a: 1" on line 1 on' },
    { name: "list", text: "[]", got: "JSON that is no object" },
    { name: "SPDX", text: '{"spdxVersion":"SPDX-2.3"}', got: "an object with the keys spdxVersion" },
    {
      name: "another attestation",
      text: '{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1","predicate":{}}',
      got: "an attestation of https://slsa.dev/provenance/v1",
    },
  ])("$name", ({ text, got }) => {
    const reading = readVex(Buffer.from(text), "x");

    expect(reading).toMatchObject({ kind: "refused" });
    expect(reading.kind === "refused" ? reading.message.en : "").toContain(got);
  });

  test("a document that states nothing says so", () => {
    expect(read({ ...openVex, statements: [] }).diagnostics.map(({ code }) => code)).toEqual(["vex/no-statements"]);
  });

  test("values as deep as the document is long do not end the reading", () => {
    const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    const text = `{"@context":"https://openvex.dev/ns","statements":[{"vulnerability":"CVE-1","status":${deep}}]}`;

    expect(readVex(Buffer.from(text), "x")).toMatchObject({ kind: "read", statements: [] });
  });
});
