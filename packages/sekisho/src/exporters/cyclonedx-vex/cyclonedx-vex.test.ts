import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../../model/report.ts";
import { type VexJustification, vexJustifications } from "../../model/vex.ts";
import schema from "../cyclonedx/fixtures/bom-1.6.schema.json" with { type: "json" };
import signatureSchema from "../cyclonedx/fixtures/jsf-0.82.schema.json" with { type: "json" };
import licenseSchema from "../cyclonedx/fixtures/spdx.schema.json" with { type: "json" };
import { hostileTexts } from "../fixtures/hostile-report.ts";
import { sampleContext } from "../fixtures/sample-report.ts";
import { decidedFinding, documentOf } from "../vex/fixtures/decided-report.ts";
import { writeCycloneDxVex } from "./write-cyclonedx-vex.ts";

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat("iri-reference", true);
ajv.addFormat("idn-email", true);
ajv.addSchema({ ...signatureSchema, $id: "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json" });
ajv.addSchema({ ...licenseSchema, $id: "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json" });
const validate = ajv.compile(schema);

function print(document: ReportDocument): unknown {
  const context = sampleContext("en", { now: "2026-02-01T00:00:00Z", author: "Example Corp" });
  const printed: unknown = JSON.parse([...writeCycloneDxVex(document, context)].join(""));
  return printed;
}

function justified(justification: VexJustification): ReportDocument {
  return documentOf([decidedFinding({ flaw: "CVE-2024-1", exception: { reason: "not called", justification } })]);
}

const open = decidedFinding({ flaw: "CVE-2024-1" });
const accepted = decidedFinding({ flaw: "CVE-2024-2", exception: { reason: "internal only" } });
const fixed = decidedFinding({ flaw: "CVE-2024-3", exception: { reason: "x", by: "vex" }, vex: { status: "fixed" } });

describe("valid against the schema of CycloneDX 1.6", () => {
  test.each([
    { name: "image", document: documentOf([open, accepted, fixed]) },
    { name: "SBOM", document: documentOf([open, accepted], { kind: "sbom", name: "bom.json" }) },
    { name: "nothing found", document: documentOf([]) },
    { name: "no reports", document: { schemaVersion: 1, reports: [] } as const },
    ...vexJustifications.map((justification) => ({ name: justification, document: justified(justification) })),
    ...hostileTexts.map(({ name, text }) => ({
      name: `hostile: ${name}`,
      document: documentOf([decidedFinding({ flaw: text, exception: { reason: text } })]),
    })),
  ])("$name", ({ document }) => {
    validate(print(document));
    expect(validate.errors).toBeNull();
  });
});

test("decisions become analyses of the components beside them", () => {
  expect(print(documentOf([open, accepted, fixed]))).toMatchObject({
    metadata: { manufacturer: { name: "Example Corp" }, component: { type: "container" } },
    components: [{ "bom-ref": "pkg:npm/left@1.0.0", purl: "pkg:npm/left@1.0.0" }],
    vulnerabilities: [
      {
        id: "CVE-2024-1",
        references: [{ id: "GHSA-1", source: { name: "GHSA" } }],
        cwes: [1321],
        ratings: [{ method: "CVSSv31" }],
        analysis: { state: "in_triage" },
        affects: [{ ref: "pkg:npm/left@1.0.0" }],
      },
      { id: "CVE-2024-2", recommendation: "accepted: internal only", analysis: { state: "exploitable" } },
      { id: "CVE-2024-3", analysis: { state: "resolved" } },
    ],
  });
});

test("a justification without word of its own stands in the detail", () => {
  expect(print(justified("vulnerable_code_cannot_be_controlled_by_adversary"))).toMatchObject({
    vulnerabilities: [
      {
        analysis: {
          state: "not_affected",
          detail: "vulnerable_code_cannot_be_controlled_by_adversary: not called",
        },
      },
    ],
  });
});
