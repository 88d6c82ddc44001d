import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../../model/report.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext } from "../fixtures/sample-report.ts";
import { decidedFinding, documentOf } from "../vex/fixtures/decided-report.ts";
import schema from "./fixtures/openvex-0.2.0.schema.json" with { type: "json" };
import { writeOpenVex } from "./write-openvex.ts";

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat("iri", /^[a-z][a-z0-9+.-]*:\S+$/i);
const validate = ajv.compile(schema);

const accepted = { reason: "internal only", owner: "team", expires: "2027-01-31" };
const justified = { reason: "not called", justification: "vulnerable_code_not_in_execute_path" } as const;
const findings = [
  decidedFinding({ flaw: "CVE-2024-1" }),
  decidedFinding({ flaw: "CVE-2024-2", exception: accepted }),
  decidedFinding({ flaw: "CVE-2024-3", exception: justified }),
  decidedFinding({ flaw: "CVE-2024-3", exception: justified, package: "pkg:npm/right@2.0.0" }),
  decidedFinding({ flaw: "CVE-2024-4", exception: { reason: "x", by: "vex" }, vex: { status: "fixed" } }),
];

function print(document: ReportDocument, author?: string): { readonly statements: readonly unknown[] } {
  const context = sampleContext("en", { now: "2026-02-01T00:00:00Z", ...(author === undefined ? {} : { author }) });
  const printed: { readonly statements: readonly unknown[] } = JSON.parse(
    [...writeOpenVex(document, context)].join(""),
  );
  return printed;
}

describe("valid against the schema of OpenVEX 0.2.0", () => {
  test.each([
    { name: "image", document: documentOf(findings) },
    { name: "SBOM", document: documentOf(findings, { kind: "sbom", name: "bom.json" }) },
    {
      name: "archive",
      document: documentOf(findings, { kind: "image", name: "a/b c.tar", digest: `sha256:${"1".repeat(64)}` }),
    },
    ...hostileTexts.map(({ name, text }) => ({
      name: `hostile: ${name}`,
      document: documentOf([decidedFinding({ flaw: `CVE ${text}`, exception: { reason: text } })], {
        kind: "image",
        name: text,
        digest: `sha256:${"1".repeat(64)}`,
      }),
    })),
  ])("$name", ({ document }) => {
    validate(print(document));
    expect(validate.errors).toBeNull();
  });

  test("the schema finds fault with what is none", () => {
    expect(
      validate({ ...print(documentOf(findings)), statements: [{ vulnerability: { name: "x" }, status: "affected" }] }),
    ).toBe(false);
  });
});

test("of an image the package is a part, and the same decision is one statement", () => {
  const { statements } = print(documentOf(findings));

  expect(statements).toHaveLength(4);
  expect(statements[2]).toMatchObject({
    vulnerability: { name: "CVE-2024-3", aliases: ["GHSA-1"] },
    products: [
      {
        "@id": `pkg:oci/web@sha256:${"a".repeat(64)}?repository_url=registry.example.com/shop/web&tag=1.4`,
        hashes: { "sha-256": "a".repeat(64) },
        subcomponents: [{ "@id": "pkg:npm/left@1.0.0" }, { "@id": "pkg:npm/right@2.0.0" }],
      },
    ],
    status: "not_affected",
    justification: "vulnerable_code_not_in_execute_path",
    status_notes: "not called",
  });
});

test("elsewhere the package itself is the product", () => {
  const { statements } = print(documentOf(findings.slice(1, 2), { kind: "directory", name: "." }));

  expect(statements).toMatchObject([
    {
      products: [{ "@id": "pkg:npm/left@1.0.0" }],
      status: "affected",
      action_statement: "accepted: internal only (2027-01-31)",
    },
  ]);
});

test("the same content has the same id, another another one", () => {
  const document = documentOf(findings);

  expect(print(document)).toEqual(print(document));
  expect(print(document, "Example Corp")).toMatchObject({ author: "Example Corp" });
  expect(print(document, "Example Corp")).not.toMatchObject({ "@id": Object(print(document))["@id"] });
});
