import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeCycloneDxJson } from "../packages/sekisho/src/exporters/cyclonedx/write-json.ts";
import { writeCycloneDxXml } from "../packages/sekisho/src/exporters/cyclonedx/write-xml.ts";
import { writeSpdxJson } from "../packages/sekisho/src/exporters/spdx/write-json.ts";
import { writeSpdxJsonLd } from "../packages/sekisho/src/exporters/spdx/write-json-ld.ts";
import { writeSpdxTagValue } from "../packages/sekisho/src/exporters/spdx/write-tag-value.ts";
import { readSbom } from "../packages/sekisho/src/importers/sbom/read-sbom.ts";
import { recogniseSbom } from "../packages/sekisho/src/importers/sbom/recognise.ts";
import type { Inventory } from "../packages/sekisho/src/model/inventory.ts";
import type { FoundPackage, Package } from "../packages/sekisho/src/model/package.ts";
import { packageUrlOf } from "../packages/sekisho/src/semantics/package-url/package-url-of.ts";
import { sampleInventory, sampleOptions } from "../packages/sekisho/src/semantics/sbom/fixtures/sample-inventory.ts";

const formats = [
  { name: "CycloneDX JSON", write: writeCycloneDxJson, origin: "cyclonedx@1.6", recognised: "cyclonedx" },
  { name: "CycloneDX XML", write: writeCycloneDxXml, origin: "cyclonedx@1.6", recognised: "cyclonedx-xml" },
  { name: "SPDX 2.3 JSON", write: writeSpdxJson, origin: "spdx@2.3", recognised: "spdx" },
  { name: "SPDX 2.3 tag-value", write: writeSpdxTagValue, origin: "spdx@2.3", recognised: "spdx-tag-value" },
  { name: "SPDX 3.0 JSON-LD", write: writeSpdxJsonLd, origin: "spdx@3.0.1", recognised: "spdx-3" },
] as const;

function print(write: (typeof formats)[number]["write"], inventory: Inventory): Buffer {
  return Buffer.from([...write(inventory, sampleOptions)].join(""));
}

describe.each(formats)("$name", ({ write, origin, recognised }) => {
  test("is recognised and read again as the same packages, whatever the pieces are", async () => {
    const bytes = print(write, sampleInventory);

    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) =>
      bytes.subarray(index * 7, index * 7 + 7),
    );
    const inventory = await readSbom(pieces, { name: "a.sbom" });

    expect(recogniseSbom(bytes)?.format).toBe(recognised);
    expect(inventory.origin.format).toBe(origin);
    expect(inventory.origin.tool).toMatch(/^sekisho[ -]0\.0\.0-test$/);
    expect(inventory.packages).toEqual(sampleInventory.packages);
    expect(inventory.distribution).toEqual(sampleInventory.distribution);
    expect(inventory.repositories).toEqual(sampleInventory.repositories);
    expect(inventory.contentSets).toEqual(sampleInventory.contentSets);
    expect(inventory.diagnostics).toEqual([]);
  });

  test("has the same bytes each time, and others for another inventory", () => {
    expect(print(write, sampleInventory)).toEqual(print(write, structuredClone(sampleInventory)));
    const [, ...fewer] = sampleInventory.packages;
    expect(print(write, { ...sampleInventory, packages: fewer })).not.toEqual(print(write, sampleInventory));
  });

  test("packages of any name come back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryPackage, { maxLength: 6 }), async (packages) => {
        const inventory = { ...sampleInventory, packages: asPackages(packages) };
        const again = await readSbom([print(write, inventory)], { name: "a" });
        expect(again.packages).toEqual(inventory.packages);
      }),
      { numRuns: 60 },
    );
  });

  test("a document that breaks off says so and keeps what came before", async () => {
    const bytes = print(write, sampleInventory);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 3 }), async (length) => {
        const { packages, diagnostics } = await readSbom([bytes.subarray(0, length)], { name: "a" });
        expect(packages.length).toBeLessThanOrEqual(sampleInventory.packages.length);
        // Lines are a whole document wherever they end.
        const isTold = diagnostics.some(({ level }) => level === "error");
        expect(isTold || recognised === "spdx-tag-value").toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("changed bytes never throw", async () => {
    const bytes = print(write, sampleInventory);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 5 }), async (at, change) => {
        const changed = Buffer.concat([bytes.subarray(0, at), change, bytes.subarray(at + change.length)]);
        const { packages } = await readSbom([changed], { name: "a" });
        expect(packages.length).toBeLessThanOrEqual(sampleInventory.packages.length + 1);
      }),
      { numRuns: 100 },
    );
  });
});

const words = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+ &<>"'日本é-]{0,12}[A-Za-z0-9]$/);
const types = fc.constantFrom("npm", "pypi", "maven", "deb", "rpm", "golang", "generic", "nuget", "gem");

interface GeneratedPackage {
  readonly found: FoundPackage;
  readonly vendor: string;
  readonly path: string;
  readonly licenses: readonly string[];
}

const arbitraryPackage: fc.Arbitrary<GeneratedPackage> = fc.record({
  found: fc.record({ type: types, name: words, version: fc.stringMatching(/^[0-9][0-9a-z.+~-]{0,8}$/) }),
  vendor: words,
  path: words,
  licenses: fc.uniqueArray(
    fc.constantFrom("MIT", "Apache-2.0 OR MIT", "No licence that anybody knows", "GPL-2.0-only"),
  ),
});

function asPackages(generated: readonly GeneratedPackage[]): readonly Package[] {
  const byUrl = new Map<string, Package>();
  for (const { found, vendor, path, licenses } of generated) {
    const purl = packageUrlOf(found, sampleInventory.distribution);
    byUrl.set(purl, {
      id: purl,
      purl,
      type: found.type,
      name: found.name,
      version: found.version,
      licenses: licenses.toSorted(),
      hashes: [],
      vendor,
      foundBy: ["language/sample"],
      confidence: "certain",
      locations: [{ path, line: 3 }],
      dependsOn: [],
    });
  }
  const ids = [...byUrl.keys()].toSorted();
  return ids.flatMap((id, index) => {
    const found = byUrl.get(id);
    const other = ids[(index + 1) % ids.length];
    return found === undefined ? [] : [{ ...found, dependsOn: other === undefined || other === id ? [] : [other] }];
  });
}

test("xmllint reads the XML", ({ skip }) => {
  const name = "e\u0007\n<b>&\"']]>\u202e\ud800 </text>\nPackageName: x\r";
  const packages = sampleInventory.packages.map((found) => ({
    ...found,
    name,
    purl: name,
    vendor: name,
    licenses: [name],
  }));
  const { status } = spawnSync("xmllint", ["--version"]);
  skip(status !== 0, "xmllint is not installed");

  const run = spawnSync("xmllint", ["--noout", "--nonet", "-"], {
    input: print(writeCycloneDxXml, { ...sampleInventory, packages }),
  });

  expect(run.stderr.toString()).toBe("");
});
