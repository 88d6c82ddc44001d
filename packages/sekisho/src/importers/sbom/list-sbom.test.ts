import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listSbom, readSbom } from "./read-sbom.ts";

const source = { name: "a.sbom" };

const library = (ref: string, name: string, more: object = {}): object => ({
  type: "library",
  "bom-ref": ref,
  name,
  version: "1",
  purl: `pkg:npm/${name}@1`,
  ...more,
});

const cycloneDx = (parts: object): string => JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", ...parts });

const documents: readonly { readonly name: string; readonly text: string; readonly packages: readonly string[] }[] = [
  {
    name: "licences and a component without a name",
    text: cycloneDx({
      components: [
        library("a", "a", { licenses: [{ license: { id: "MIT" } }, { license: { name: "GPLv3+" } }] }),
        library("b", "b", { licenses: [{ expression: "MIT OR Apache-2.0" }] }),
        { type: "library", name: "" },
        { type: "file", name: "etc/passwd" },
      ],
    }),
    packages: ["pkg:npm/a@1 GPL-3.0-or-later MIT", "pkg:npm/b@1 MIT OR Apache-2.0"],
  },
  {
    name: "what the document describes is no package of it",
    text: cycloneDx({
      metadata: { component: { "bom-ref": "own", type: "application", name: "own" } },
      components: [library("own", "own"), library("a", "a")],
      dependencies: [{ ref: "own", dependsOn: ["a"] }],
    }),
    packages: ["pkg:npm/a@1"],
  },
  {
    name: "what it describes is said at its end",
    text: cycloneDx({
      components: [library("own", "own"), library("a", "a")],
      metadata: { component: { "bom-ref": "own", type: "application", name: "own" } },
    }),
    packages: ["pkg:npm/a@1"],
  },
  {
    name: "references to nothing, before and behind the components",
    text: `{"bomFormat":"CycloneDX","specVersion":"1.5","dependencies":[{"ref":"a","dependsOn":["b","gone","pkg:npm/b@1"]}],
      "components":[${JSON.stringify(library("a", "a"))},${JSON.stringify(library("b", "b"))},
      {"bom-ref":"os","type":"operating-system","name":"debian","version":"12"}],"x":[]}`,
    packages: ["pkg:npm/a@1", "pkg:npm/b@1"],
  },
  {
    name: "package URLs that cannot be read, and line ends in them",
    text: cycloneDx({
      components: [library("a", "a", { purl: "npm/a" }), library("b", "b", { purl: "pkg:npm/b%0A@1" })],
    }),
    packages: ["npm/a", "pkg:npm/b%0A@1"],
  },
  {
    name: "a document that breaks off",
    text: cycloneDx({ components: [library("a", "a"), library("b", "b")] }).slice(0, -30),
    packages: ["pkg:npm/a@1"],
  },
  {
    name: "licences of SPDX that are explained at the end",
    text: JSON.stringify({
      spdxVersion: "SPDX-2.3",
      SPDXID: "SPDXRef-DOCUMENT",
      packages: [
        {
          SPDXID: "SPDXRef-1",
          name: "zlib1g",
          versionInfo: "1.2.13",
          licenseDeclared: "LicenseRef-1 AND MIT",
          externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:deb/debian/zlib1g@1.2.13" }],
        },
      ],
      hasExtractedLicensingInfos: [{ licenseId: "LicenseRef-1", name: "Zlib of ours", extractedText: "text" }],
    }),
    packages: ["pkg:deb/debian/zlib1g@1.2.13 MIT Zlib of ours"],
  },
  {
    name: "a report of Trivy without packages",
    text: JSON.stringify({ SchemaVersion: 2, ArtifactName: "a", Trivy: { Version: "0.60.0" }, Results: [] }),
    packages: [],
  },
  { name: "no SBOM", text: "hello", packages: [] },
  { name: "nothing", text: "", packages: [] },
];

describe("the list of an SBOM", () => {
  test.each(documents)("names its packages and says what its inventory says: $name", async ({ text, packages }) => {
    const listing = await listSbom([Buffer.from(text)], source);
    const inventory = await readSbom([Buffer.from(text)], source);
    const named = [...listing.packages()].map(({ purl, licenses }) => [purl, ...licenses].join(" "));

    expect(named).toEqual(packages);
    expect(named.toSorted()).toEqual(inventory.packages.map(({ purl, licenses }) => [purl, ...licenses].join(" ")));
    expect(listing).toMatchObject({ target: inventory.target, origin: inventory.origin });
    expect(listing.diagnostics).toEqual(inventory.diagnostics);
  });

  test("gives a package that is told twice twice, and may be asked again", async () => {
    const { packages, size } = await listSbom(
      [Buffer.from(cycloneDx({ components: [library("a", "a"), library("b", "a")] }))],
      source,
    );

    expect(size).toBe(2);
    expect([...packages()]).toEqual([...packages()]);
    expect([...packages()].map(({ purl }) => purl)).toEqual(["pkg:npm/a@1", "pkg:npm/a@1"]);
  });

  test("names the same packages as the inventory, however many and however they are called", async () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { maxLength: 50 }),
        fc.integer({ min: 1, max: 80 }),
        async (names, times) => {
          const components = Array.from({ length: times }, (_, time) =>
            names.map((one) => ({ type: "library", name: `${one}${time}`, version: "1", "bom-ref": `${one}/${time}` })),
          ).flat();
          const bytes = Buffer.from(cycloneDx({ components }));
          const listing = await listSbom([bytes], source);
          const inventory = await readSbom([bytes], source);

          expect(new Set(Array.from(listing.packages(), ({ purl }) => purl))).toEqual(
            new Set(inventory.packages.map(({ purl }) => purl)),
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});
