import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { isJsonObject, listOf } from "../../formats/json/json-value.ts";
import type { ReportDocument } from "../../model/report.ts";
import { vexJustifications } from "../../model/vex.ts";
import type { GivenSeverity } from "../../model/vulnerability.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext } from "../fixtures/sample-report.ts";
import { decidedFinding, documentOf, imageTarget } from "../vex/fixtures/decided-report.ts";
import schema from "./fixtures/csaf-2.0-strict.schema.json" with { type: "json" };
import { writeCsafVex } from "./write-csaf-vex.ts";

// OASIS's schema of CSAF 2.0 in its strict edition: a property that it does not know is a fault.
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
// What FIRST's schemas of CVSS, which it refers to, demand of base scores.
for (const version of ["2.0", "3.0", "3.1"]) {
  const severity = version === "2.0" ? [] : ["baseSeverity"];
  const prefix = version === "2.0" ? "" : `CVSS:${version.replace(".", "[.]")}/`;
  ajv.addSchema({
    $id: `https://www.first.org/cvss/cvss-v${version}.json`,
    type: "object",
    properties: {
      version: { const: version },
      vectorString: { type: "string", pattern: `^${prefix}([A-Za-z]{1,3}:[A-Z]{1,3}/)*[A-Za-z]{1,3}:[A-Z]{1,3}$` },
      baseScore: { type: "number", minimum: 0, maximum: 10 },
      baseSeverity: { enum: ["NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"] },
    },
    required: ["version", "vectorString", "baseScore", ...severity],
  });
}
const validate = ajv.compile(schema);

function print(document: ReportDocument, author?: string): Record<string, unknown> {
  const context = sampleContext("en", { now: "2026-02-01T00:00:00Z", ...(author === undefined ? {} : { author }) });
  const printed: unknown = JSON.parse([...writeCsafVex(document, context)].join(""));
  if (!isJsonObject(printed)) throw new Error("a CSAF document is an object");
  return printed;
}

const open = decidedFinding({ flaw: "CVE-2024-1234" });
const accepted = decidedFinding({ flaw: "CVE-2024-2345", exception: { reason: "internal only" } });
const fixed = decidedFinding({
  flaw: "CVE-2024-3456",
  exception: { reason: "x", by: "vex" },
  vex: { status: "fixed" },
});
const justified = vexJustifications.map((justification, at) =>
  decidedFinding({ flaw: `CVE-2024-400${at}`, exception: { reason: "not called", justification } }),
);
const nameless = decidedFinding({ flaw: "GHSA-1" });

describe("valid against the strict schema of CSAF 2.0", () => {
  test.each([
    { name: "image", document: documentOf([open, accepted, fixed, ...justified]) },
    { name: "SBOM", document: documentOf([open, accepted], { kind: "sbom", name: "bom.json" }) },
    { name: "no CVE", document: documentOf([nameless]) },
    { name: "nothing found", document: documentOf([]) },
    { name: "no reports", document: { schemaVersion: 1, reports: [] } as const },
    ...hostileTexts.map(({ name, text }) => ({
      name: `hostile: ${name}`,
      document: documentOf(
        [decidedFinding({ flaw: text, exception: { reason: text }, vulnerability: { summary: text } })],
        {
          ...imageTarget,
          name: text,
        },
      ),
    })),
  ])("$name", ({ document }) => {
    validate(print(document));
    expect(validate.errors).toBeNull();
  });

  test("the schema finds fault with what is none", () => {
    expect(validate({ ...print(documentOf([open])), more: 1 })).toBe(false);
  });
});

// The scores of these vectors are those of the CVSS examples document of FIRST (CVE-2013-1937, CVE-2013-0375, CVE-2014-3566).
describe("scores", () => {
  test.each([
    {
      name: "CVSS 3.1 before 3.0 and 2, one score a version",
      severities: [
        given("cvss-2", "(AV:N/AC:M/Au:N/C:N/I:P/A:N)"),
        given("cvss-3", "CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N"),
        given("cvss-3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"),
      ],
      scores: {
        cvss_v2: { version: "2.0", vectorString: "AV:N/AC:M/Au:N/C:N/I:P/A:N", baseScore: 4.3 },
        cvss_v3: {
          version: "3.1",
          vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N",
          baseScore: 6.1,
          baseSeverity: "MEDIUM",
        },
      },
    },
    {
      name: "CVSS 3.0",
      severities: [given("cvss-3", "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N")],
      scores: {
        cvss_v3: {
          version: "3.0",
          vectorString: "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N",
          baseScore: 3.1,
          baseSeverity: "LOW",
        },
      },
    },
    {
      name: "CVSS 4 has no place",
      severities: [given("cvss-4", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")],
    },
    { name: "words alone are no score", severities: [{ system: "rating", from: "debian", rating: "high" }] as const },
    { name: "a vector that lacks a metric", severities: [given("cvss-3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L")] },
    {
      name: "a vector with a metric that is none, or twice",
      severities: [
        given("cvss-3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/<b>"),
        given("cvss-3", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/A:N"),
      ],
    },
  ])("$name", ({ severities, scores }) => {
    const document = print(documentOf([decidedFinding({ flaw: "CVE-2024-1234", vulnerability: { severities } })]));

    const [vulnerability] = listOf(document, "vulnerabilities").filter(isJsonObject);
    validate(document);
    expect(validate.errors).toBeNull();
    const [id] = Object.values(vulnerability?.["product_status"] ?? {}).flat();
    expect(vulnerability?.["scores"]).toEqual(scores === undefined ? undefined : [{ ...scores, products: [id] }]);
  });

  test("are not given to what is repaired or not affected", () => {
    const document = print(documentOf([fixed, ...justified]));

    expect(listOf(document, "vulnerabilities").length).toBeGreaterThan(1);
    expect(JSON.stringify(document)).not.toContain("cvss_v3");
  });
});

// CSAF 2.0, section 4.5: what the profile VEX demands beside the schema.
describe("the profile VEX", () => {
  const { vulnerabilities } = print(documentOf([open, accepted, fixed, ...justified, nameless]));
  const all = listOf({ vulnerabilities }, "vulnerabilities").filter(isJsonObject);

  function idsIn(value: unknown, key: string): readonly unknown[] {
    return isJsonObject(value) ? listOf(value, key) : [];
  }

  test("every vulnerability has a name, notes and a status", () => {
    expect(all).toHaveLength(9);
    for (const one of all) {
      expect("cve" in one || "ids" in one).toBe(true);
      expect(listOf(one, "notes").length).toBeGreaterThan(0);
      expect(Object.keys(one["product_status"] ?? {})).toHaveLength(1);
    }
  });

  test("what is not affected says why, what is affected says what to do", () => {
    for (const one of all) {
      const said = [...listOf(one, "flags"), ...listOf(one, "threats")].flatMap((part) => idsIn(part, "product_ids"));
      const actions = listOf(one, "remediations").flatMap((part) => idsIn(part, "product_ids"));
      expect(said).toEqual(expect.arrayContaining([...idsIn(one["product_status"], "known_not_affected")]));
      expect(actions).toEqual(expect.arrayContaining([...idsIn(one["product_status"], "known_affected")]));
    }
  });

  test("a document without flaws is one of the base profile", () => {
    expect(print(documentOf([]))).toMatchObject({ document: { category: "csaf_base" } });
    expect(print(documentOf([open]))).toMatchObject({ document: { category: "csaf_vex" } });
  });
});

test("of an image the package is a component of it", () => {
  const image = `pkg:oci/web@sha256:${"a".repeat(64)}?repository_url=registry.example.com/shop/web&tag=1.4`;
  const id = `${image} pkg:npm/left@1.0.0`;

  expect(print(documentOf([open, accepted]))).toMatchObject({
    product_tree: {
      full_product_names: [
        {
          product_id: "pkg:npm/left@1.0.0",
          name: "left 1.0.0",
          product_identification_helper: { purl: "pkg:npm/left@1.0.0" },
        },
        {
          product_id: image,
          product_identification_helper: {
            hashes: [{ file_hashes: [{ algorithm: "sha256", value: "a".repeat(64) }] }],
            purl: image,
          },
        },
      ],
      relationships: [
        {
          category: "default_component_of",
          full_product_name: { product_id: id },
          product_reference: "pkg:npm/left@1.0.0",
          relates_to_product_reference: image,
        },
      ],
    },
    vulnerabilities: [
      {
        cve: "CVE-2024-1234",
        ids: [{ system_name: "GHSA", text: "GHSA-1" }],
        product_status: { under_investigation: [id] },
      },
      {
        cve: "CVE-2024-2345",
        product_status: { known_affected: [id] },
        remediations: [{ category: "no_fix_planned", details: "accepted: internal only", product_ids: [id] }],
      },
    ],
  });
});

test("a product has one status: of two targets with the same package the more careful statement counts", () => {
  const first = documentOf(
    [
      decidedFinding({
        flaw: "CVE-2024-1234",
        exception: { reason: "not called", justification: "component_not_present" },
      }),
    ],
    { kind: "directory", name: "a" },
  );
  const second = documentOf([accepted, open], { kind: "directory", name: "b" });
  const { vulnerabilities } = print({ schemaVersion: 1, reports: [...first.reports, ...second.reports] });

  expect(vulnerabilities).toMatchObject([
    { cve: "CVE-2024-1234", product_status: { under_investigation: ["pkg:npm/left@1.0.0"] } },
    { cve: "CVE-2024-2345", product_status: { known_affected: ["pkg:npm/left@1.0.0"] } },
  ]);
});

// CSAF 2.0, section 3.2.1.8: the namespace is an address that the publisher owns.
test.each([
  {
    author: "Example Corp <https://example.com>",
    publisher: { name: "Example Corp", namespace: "https://example.com/" },
  },
  { author: "Security <psirt@example.com>", publisher: { name: "Security", namespace: "https://example.com/" } },
  {
    author: "https://example.com/team",
    publisher: { name: "https://example.com/team", namespace: "https://example.com/team" },
  },
  { author: "Example Corp", publisher: { name: "Example Corp", namespace: expect.stringMatching(/^urn:uuid:/) } },
  { author: "<javascript:alert(1)>", publisher: { namespace: expect.stringMatching(/^urn:uuid:/) } },
  { author: undefined, publisher: { name: "Unknown Author", namespace: expect.stringMatching(/^urn:uuid:/) } },
])("the publisher $author", ({ author, publisher }) => {
  expect(print(documentOf([open]), author)).toMatchObject({ document: { publisher } });
});

function given(system: GivenSeverity["system"], vector: string): GivenSeverity {
  return { system, from: "nvd", vector };
}
