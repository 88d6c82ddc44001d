import { expect, test } from "vitest";
import { writeJson } from "../../exporters/json/json.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import { parseReport } from "../read-report.ts";
import { readSbomStream } from "../scan-sbom.ts";
import { getInventory } from "./find-inventory.ts";
import { importReports } from "./import-reports.ts";

const clock = (): Date => new Date("2026-01-02T03:04:05Z");

function documentOf(name: string, text: string): DocumentSource {
  return {
    name,
    async *open() {
      yield Buffer.from(text);
    },
  };
}

const components = [
  { "bom-ref": "os", type: "operating-system", name: "debian", version: "12.5" },
  {
    "bom-ref": "1",
    type: "library",
    name: "openssl",
    version: "3.0.7-1",
    purl: "pkg:deb/debian/openssl@3.0.7-1?arch=amd64",
    licenses: [{ license: { id: "Apache-2.0" } }, { license: { name: "Own licence" } }],
  },
  { type: "application", name: "lock", components: [{ name: "a", version: "1", purl: "pkg:npm/a@1" }] },
  { type: "library", group: "org.example", name: "own", version: "2" },
  { name: "a", version: "1", purl: "pkg:npm/a@1" },
  { type: "file", name: "etc/passwd" },
];
const cyclonedx = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  metadata: { component: { type: "container", name: "shop/web", version: "1.0" } },
  components,
});
const sbomReport = JSON.stringify({
  apiVersion: "aquasecurity.github.io/v1alpha1",
  kind: "SbomReport",
  metadata: { name: "web", namespace: "shop" },
  report: { artifact: { repository: "shop/web", tag: "1.0" }, components: { bomFormat: "CycloneDX", components } },
});
const spdx = JSON.stringify({
  spdxVersion: "SPDX-2.3",
  SPDXID: "SPDXRef-DOCUMENT",
  packages: [
    { SPDXID: "SPDXRef-os", name: "debian", versionInfo: "12", primaryPackagePurpose: "OPERATING_SYSTEM" },
    {
      SPDXID: "SPDXRef-1",
      name: "zlib1g",
      versionInfo: "1.2.13",
      licenseDeclared: "LicenseRef-1 AND MIT",
      externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:deb/debian/zlib1g@1.2.13" }],
    },
    { SPDXID: "SPDXRef-2", name: "own", versionInfo: "2" },
  ],
  hasExtractedLicensingInfos: [{ licenseId: "LicenseRef-1", name: "Zlib of ours", extractedText: "text" }],
});
const tags = `SPDXVersion: SPDX-2.3
PackageName: zlib1g
PackageVersion: 1.2.13
PackageLicenseDeclared: MIT
PackageComment: <text>two
lines</text>
ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/zlib1g@1.2.13

PackageName: own
PackageVersion: 2
`;

const trivy = JSON.stringify({
  SchemaVersion: 2,
  ArtifactName: "shop/web:1.0",
  ArtifactType: "container_image",
  Metadata: { OS: { Family: "debian", Name: "12.1" } },
  Results: [
    {
      Target: "shop/web:1.0 (debian 12.1)",
      Class: "os-pkgs",
      Type: "debian",
      Packages: [
        { Name: "adduser", Version: "3.134", Arch: "all", Licenses: ["GPL-2.0-or-later"] },
        { Name: "tar", Identifier: { PURL: "pkg:deb/debian/tar@1.34-1?epoch=2" }, Epoch: 2, Version: "1.34" },
        { Version: "1" },
      ],
    },
    { Target: "go.mod", Class: "lang-pkgs", Type: "gomod", Packages: [{ Name: "example.com/a/b", Version: "v1.2.3" }] },
  ],
});

// Counted by hand: entries that name a package, those that are none, packages.
const documents = [
  { name: "CycloneDX", text: cyclonedx, entries: 4, leftOut: 3, packages: 3 },
  { name: "SbomReport", text: sbomReport, entries: 4, leftOut: 3, packages: 3 },
  { name: "SPDX 2 JSON", text: spdx, entries: 2, leftOut: 1, packages: 2 },
  { name: "SPDX 2 tag-value", text: tags, entries: 2, leftOut: 0, packages: 2 },
  { name: "Trivy with --list-all-pkgs", text: trivy, entries: 3, leftOut: 1, packages: 3 },
];

test.each(documents)(
  "$name: packages come out as the inventory has them",
  async ({ text, entries, leftOut, packages }) => {
    const { reports } = await importReports([documentOf("bom", text)], { clock });
    const inventory = await readSbomStream(documentOf("bom", text).open(), "bom");

    expect(reports).toMatchObject([{ target: { packages }, origins: [{ packages: entries, leftOut }] }]);
    expect(sorted(reports[0]?.packages ?? [])).toEqual(
      sorted(inventory.packages.map(({ purl, name, version, licenses }) => ({ purl, name, version, licenses }))),
    );
  },
);

test.each(documents)("$name: the report is read back with its packages", async ({ text }) => {
  const document = await importReports([documentOf("bom", text)], { clock });

  expect(parseReport([...writeJson(document)].join(""), "report.json")).toEqual(document);
});

test("a package that two documents about one target list is there once", async () => {
  const twice = [documentOf("a.json", cyclonedx), documentOf("b.json", sbomReport)];

  const { reports } = await importReports(twice, { clock });

  expect(reports).toMatchObject([{ target: { name: "shop/web:1.0", packages: 3 } }]);
  expect(reports[0]?.origins?.map(({ packages }) => packages)).toEqual([4, 4]);
});

test("packages of a report about a cluster belong to the images that run there", async () => {
  const listOf = (image: string, names: readonly string[]) => ({
    Target: `${image} (debian 12.1)`,
    Class: "os-pkgs",
    Type: "debian",
    Packages: names.map((name) => ({ Name: name, Version: "1" })),
  });
  const document = {
    ClusterName: "prod",
    Resources: [
      { Namespace: "a", Kind: "Pod", Name: "p", Results: [listOf("shop/web:1", ["tar", "bash"])] },
      { Namespace: "b", Kind: "Pod", Name: "q", Results: [listOf("shop/api:1", ["tar"])] },
      { Namespace: "b", Kind: "Pod", Name: "r", Results: [listOf("shop/web:1", ["bash"])] },
    ],
  };

  const { reports } = await importReports([documentOf("k8s.json", JSON.stringify(document))], { clock });

  // Counted by hand: the second pod of an image lists a package again.
  expect(reports.map(({ target, packages }) => [target.kind, target.name, packages?.length])).toEqual([
    ["image", "shop/web:1", 2],
    ["image", "shop/api:1", 1],
  ]);
  expect(reports.map(({ origins }) => origins?.map(({ packages }) => packages))).toEqual([[3], [1]]);
});

test("a document that cannot be read takes nothing from the others", async () => {
  const failed: string[] = [];
  const sources = [documentOf("notes.txt", "hello\n"), documentOf("bom", cyclonedx)];

  const { reports } = await importReports(sources, { clock, onUnread: (error) => failed.push(error.code) });

  expect(failed).toEqual(["import-unknown-format"]);
  expect(reports.map(({ target }) => target.name)).toEqual(["shop/web:1.0"]);
  await expect(importReports(sources, { clock })).rejects.toMatchObject({ code: "import-unknown-format" });
});

test("an SBOM is written of one document", async () => {
  const sources = [documentOf("notes.txt", "hello\n"), documentOf("bom", cyclonedx)];

  expect((await getInventory(sources)).packages).toHaveLength(3);
  await expect(getInventory(sources.slice(0, 1))).rejects.toThrow("none of these does");
  await expect(getInventory([...sources, documentOf("other", spdx)])).rejects.toThrow("bom and other both list");
});

function sorted<Listed extends { readonly purl: string }>(packages: readonly Listed[]): readonly Listed[] {
  return packages.toSorted((left, right) => (left.purl < right.purl ? -1 : 1));
}
