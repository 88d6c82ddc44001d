import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Inventory } from "../../model/inventory.ts";
import { sampleInventory, sampleOptions } from "../../semantics/sbom/fixtures/sample-inventory.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import schema from "./fixtures/bom-1.6.schema.json" with { type: "json" };
import signatureSchema from "./fixtures/jsf-0.82.schema.json" with { type: "json" };
import licenseSchema from "./fixtures/spdx.schema.json" with { type: "json" };
import { writeCycloneDxJson } from "./write-json.ts";
import { writeCycloneDxXml } from "./write-xml.ts";

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat("iri-reference", true);
ajv.addFormat("idn-email", true);
// The schema names the other two as its own repository does.
ajv.addSchema({ ...signatureSchema, $id: "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json" });
ajv.addSchema({ ...licenseSchema, $id: "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json" });
const validate = ajv.compile(schema);

function withName(text: string): Inventory {
  const packages = sampleInventory.packages.map((found) => ({
    ...found,
    name: text,
    purl: text,
    vendor: text,
    licenses: [text],
    locations: [{ path: text, innerPath: text }] as const,
  }));
  return { ...sampleInventory, packages };
}

function printJson(inventory: Inventory): { readonly [key: string]: unknown } {
  const document: { readonly [key: string]: unknown } = JSON.parse(
    [...writeCycloneDxJson(inventory, sampleOptions)].join(""),
  );
  return document;
}

function printXml(inventory: Inventory): string {
  return [...writeCycloneDxXml(inventory, sampleOptions)].join("");
}

describe("JSON is valid against the schema of CycloneDX 1.6", () => {
  test.each([
    { name: "sample", inventory: sampleInventory },
    { name: "no packages", inventory: { ...sampleInventory, packages: [] } },
    { name: "10,000 characters", inventory: withName("n".repeat(10_000)) },
    ...hostileTexts.map(({ name, text }) => ({ name: `hostile: ${name}`, inventory: withName(text) })),
  ])("$name", ({ inventory }) => {
    validate(printJson(inventory));
    expect(validate.errors).toBeNull();
  });

  test("the schema finds fault with what is none", () => {
    expect(validate({ bomFormat: "CycloneDX", specVersion: "1.6", components: [{ type: "librarie" }] })).toBe(false);
  });
});

test("says what an image is, with the time of the image in UTC", () => {
  const { metadata } = printJson(sampleInventory);

  // The time of the sample is 03:04:05.678 at +02:00.
  expect(metadata).toMatchObject({
    timestamp: "2024-01-02T01:04:05Z",
    component: {
      type: "container",
      name: "registry.example.com/shop/web:1.4",
      purl: `pkg:oci/web@sha256:${"ab".repeat(32)}?arch=amd64&repository_url=registry.example.com/shop/web&tag=1.4`,
    },
  });
});

describe("the time", () => {
  const { image: _image, ...nothing } = sampleInventory;
  test.each([
    { name: "is left out when unknown", inventory: nothing, options: {}, timestamp: undefined },
    {
      name: "is the option's",
      inventory: sampleInventory,
      options: { created: "2025-01-01T00:00:00Z" },
      timestamp: "2025-01-01T00:00:00Z",
    },
    {
      name: "is left out when it is none",
      inventory: sampleInventory,
      options: { created: "yesterday" },
      timestamp: undefined,
    },
  ])("$name", ({ inventory, options, timestamp }) => {
    const text = [...writeCycloneDxJson(inventory, { ...sampleOptions, ...options })].join("");
    expect(JSON.parse(text).metadata.timestamp).toBe(timestamp);
  });
});

test("names layers by their digests and the graph by references", () => {
  const { components, dependencies } = printJson(sampleInventory);

  expect(components).toContainEqual(
    expect.objectContaining({
      name: "libc6",
      licenses: [{ expression: "(GPL-2.0-or-later OR MIT) AND LGPL-2.1-only" }],
      properties: expect.arrayContaining([
        { name: "sekisho:source:name", value: "glibc" },
        { name: "sekisho:layer:digest", value: `sha256:${"01".repeat(32)}` },
        { name: "sekisho:layer:diffId", value: `sha256:${"02".repeat(32)}` },
      ]),
      evidence: expect.objectContaining({
        occurrences: [
          { location: "var/lib/dpkg/status", line: 10, additionalContext: "line=10&layer=0&origin=base-image" },
        ],
      }),
    }),
  );
  expect(dependencies).toContainEqual({
    ref: "pkg:npm/%40scope/jsonstream@1.0.0#2",
    dependsOn: ["pkg:npm/%40scope/jsonstream@1.0.0"],
  });
});

test("says that parts were not read", () => {
  const diagnostics = [{ code: "tar/truncated", level: "error" as const, message: { en: "", ja: "" } }];
  expect(printJson({ ...sampleInventory, diagnostics })["compositions"]).toEqual([
    { aggregate: "incomplete", assemblies: ["target"] },
  ]);
});

test("XML replaces what it cannot carry and says so; everything else is read as it was", () => {
  const text = printXml(withName('a\u0007b \ufffe <&>"\t\n\u202e'));

  expect(text).toContain("<name>a\\u0007b \\ufffe &lt;&amp;&gt;&quot;&#9;&#10;&#8238;</name>");
  expect(text).toMatch(
    /<property name="sekisho:replacedCharacters">\d+ texts hold characters that XML 1\.0 cannot carry/,
  );
  expect(printXml(sampleInventory)).not.toContain("replacedCharacters");
});
