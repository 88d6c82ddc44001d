import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Inventory } from "../../model/inventory.ts";
import { sampleInventory, sampleOptions } from "../../semantics/sbom/fixtures/sample-inventory.ts";
import { hostileTexts } from "../fixtures/hostile-report.ts";
import schema2 from "./fixtures/spdx-2.3.schema.json" with { type: "json" };
import schema3 from "./fixtures/spdx-3.0.1.schema.json" with { type: "json" };
import { writeSpdxJson } from "./write-json.ts";
import { writeSpdxJsonLd } from "./write-json-ld.ts";
import { writeSpdxTagValue } from "./write-tag-value.ts";

const versions = [
  { name: "2.3", write: writeSpdxJson, validate: new Ajv2019({ strict: false, allErrors: true }).compile(schema2) },
  { name: "3.0.1", write: writeSpdxJsonLd, validate: new Ajv2020({ strict: false }).compile(schema3) },
];

function withName(text: string): Inventory {
  const packages = sampleInventory.packages.map((found) => ({
    ...found,
    name: text,
    purl: text,
    vendor: text,
    licenses: [text],
    locations: [{ path: text, innerPath: text }] as const,
  }));
  return { ...sampleInventory, target: { kind: "image", name: text }, packages };
}

describe.each(versions)("JSON is valid against the schema of SPDX $name", ({ write, validate }) => {
  test.each([
    { name: "sample", inventory: sampleInventory },
    { name: "no packages", inventory: { ...sampleInventory, packages: [] } },
    { name: "10,000 characters", inventory: withName("n".repeat(10_000)) },
    ...hostileTexts.map(({ name, text }) => ({ name: `hostile: ${name}`, inventory: withName(text) })),
  ])("$name", ({ inventory }) => {
    validate(JSON.parse([...write(inventory, sampleOptions)].join("")));
    expect(validate.errors ?? null).toBeNull();
  });

  test("the schema finds fault with what is none", () => {
    expect(validate({ spdxVersion: 3 })).toBe(false);
  });
});

test("licences that are not on the list are explained", () => {
  const document = JSON.parse([...writeSpdxJson(sampleInventory, sampleOptions)].join(""));

  const [known, unknown] = document.hasExtractedLicensingInfos;
  expect(known).toEqual({ licenseId: "LicenseRef-foo", extractedText: "NOASSERTION" });
  expect(unknown).toMatchObject({ extractedText: "Very <special> licence & co" });
  expect(document.packages).toContainEqual(
    expect.objectContaining({
      name: "org.A:lib",
      licenseDeclared: `LicenseRef-foo AND (MIT OR Apache-2.0) AND ${unknown.licenseId}`,
    }),
  );
});

test("no value of tag-value begins a tag of its own or ends a text", () => {
  const text = [...writeSpdxTagValue(withName("a\nPackageName: injected\r\n</text>\nSPDXID: x"), sampleOptions)].join(
    "",
  );

  // What stands in a text is no tag.
  const tags = text.replaceAll(/<text>[\s\S]*?<\/text>/g, "");
  const names = tags.split("\n").filter((line) => line.startsWith("PackageName:"));
  // The target, the distribution and the packages.
  expect(names.length).toBe(2 + sampleInventory.packages.length);
  expect(tags.split("\n").filter((line) => line.startsWith("SPDXID: x"))).toEqual([]);
  expect(text.split("<text>").length).toBe(text.split("</text>\n").length);
});
