import { describe, expect, test } from "vitest";
import type { Inventory } from "../../model/inventory.ts";
import { readSbom } from "./read-sbom.ts";
import { recogniseSbom } from "./recognise.ts";

async function read(text: string | Buffer): Promise<Inventory> {
  return await readSbom([Buffer.from(text)], { name: "a.sbom" });
}

function cycloneDx(...components: readonly unknown[]): string {
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", components });
}

describe("documents of other programs", () => {
  test("Trivy's CycloneDX: lock file, source package, place", async () => {
    const { packages, origin, distribution, diagnostics } = await read(
      JSON.stringify({
        bomFormat: "CycloneDX",
        specVersion: "1.5",
        metadata: {
          tools: { components: [{ type: "application", name: "trivy", version: "0.50.0" }] },
          component: { "bom-ref": "root", type: "container", name: "debian:12", purl: "pkg:oci/debian@sha256%3Aab" },
        },
        components: [
          { "bom-ref": "os", type: "operating-system", name: "debian", version: "12.5" },
          { "bom-ref": "lock", type: "application", name: "app/package-lock.json" },
          {
            "bom-ref": "a",
            type: "library",
            name: "bash",
            version: "5.2.15-2",
            purl: "pkg:deb/debian/bash@5.2.15-2?arch=amd64&distro=debian-12.5&epoch=1",
            licenses: [{ license: { name: "GPLv3+" } }],
            properties: [
              { name: "aquasecurity:trivy:SrcName", value: "bash" },
              { name: "aquasecurity:trivy:SrcVersion", value: "5.2.15" },
              { name: "aquasecurity:trivy:SrcRelease", value: "2" },
              { name: "aquasecurity:trivy:FilePath", value: "/var/lib/dpkg/status" },
            ],
          },
        ],
        dependencies: [
          { ref: "root", dependsOn: ["os", "lock"] },
          { ref: "os", dependsOn: ["a"] },
        ],
      }),
    );

    expect(origin).toEqual({ format: "cyclonedx@1.5", tool: "trivy 0.50.0" });
    expect(distribution).toEqual({ id: "debian", idLike: [], version: "12.5" });
    expect(packages).toMatchObject([
      {
        type: "deb",
        name: "bash",
        version: "1:5.2.15-2",
        architecture: "amd64",
        source: { name: "bash", version: "5.2.15-2" },
        licenses: ["GPL-3.0-or-later"],
        locations: [{ path: "var/lib/dpkg/status" }],
      },
    ]);
    expect(diagnostics).toMatchObject([{ code: "sbom/not-a-package", location: { pointer: "/components/1" } }]);
  });

  test("Trivy's JSON, with and without package URLs", async () => {
    const { packages, origin, distribution } = await read(
      JSON.stringify({
        SchemaVersion: 2,
        ArtifactName: "app",
        Metadata: { OS: { Family: "alpine", Name: "3.20.3" } },
        Results: [
          {
            Target: "app/package-lock.json",
            Class: "lang-pkgs",
            Type: "npm",
            Packages: [
              {
                ID: "debug@4.3.4",
                Name: "debug",
                Version: "4.3.4",
                DependsOn: ["ms@2.1.2"],
                Relationship: "direct",
                Locations: [{ StartLine: 9 }],
              },
              {
                ID: "ms@2.1.2",
                Name: "ms",
                Version: "2.1.2",
                Identifier: { PURL: "pkg:npm/ms@2.1.2" },
                Licenses: ["MIT"],
              },
            ],
          },
          {
            Target: "alpine",
            Class: "os-pkgs",
            Type: "alpine",
            Packages: [{ ID: "b@1-r0", Name: "b", Version: "1-r0", Arch: "x86_64", SrcName: "bb", SrcVersion: "1-r0" }],
          },
        ],
      }),
    );

    expect(origin.format).toBe("trivy@2");
    expect(distribution).toMatchObject({ id: "alpine", version: "3.20.3" });
    expect(packages.map(({ id, dependsOn }) => ({ id, dependsOn }))).toEqual([
      { id: "pkg:apk/alpine/b@1-r0?arch=x86_64", dependsOn: [] },
      { id: "pkg:npm/debug@4.3.4", dependsOn: ["pkg:npm/ms@2.1.2"] },
      { id: "pkg:npm/ms@2.1.2", dependsOn: [] },
    ]);
    expect(packages[1]).toMatchObject({ isDirect: true, locations: [{ path: "app/package-lock.json", line: 9 }] });
    expect(packages[0]?.source).toEqual({ name: "bb", version: "1-r0" });
  });

  test("a report of Trivy without packages says which option is missing", async () => {
    const { diagnostics } = await read(
      '{"SchemaVersion":2,"ArtifactName":"a","Results":[{"Target":"x","Vulnerabilities":[]}]}',
    );
    expect(diagnostics).toMatchObject([{ code: "sbom/no-packages" }]);
  });

  test("Syft's JSON", async () => {
    const { packages, origin, distribution } = await read(
      JSON.stringify({
        artifacts: [
          {
            id: "1",
            name: "bash",
            version: "5.1.8-6.el9",
            type: "rpm",
            foundBy: "rpm-db-cataloger",
            locations: [{ path: "/var/lib/rpm/rpmdb.sqlite", layerID: "sha256:ab" }],
            licenses: [{ value: "GPLv3+", spdxExpression: "GPL-3.0-or-later" }],
            purl: "pkg:rpm/rhel/bash@5.1.8-6.el9?arch=x86_64&upstream=bash-5.1.8-6.el9.src.rpm",
          },
          { id: "2", name: "b", version: "1", licenses: ["MIT"], purl: "pkg:npm/b@1", locations: [] },
        ],
        artifactRelationships: [
          { parent: "2", child: "1", type: "dependency-of" },
          { parent: "1", child: "x", type: "contains" },
        ],
        distro: { prettyName: "RHEL 9", name: "RHEL", id: "rhel", idLike: ["fedora"], versionID: "9.3" },
        descriptor: { name: "syft", version: "1.4.1" },
        schema: { version: "16.0.10", url: "…" },
      }),
    );

    expect(origin).toEqual({ format: "syft@16", tool: "syft 1.4.1" });
    expect(distribution).toEqual({ id: "rhel", idLike: ["fedora"], version: "9.3", prettyName: "RHEL 9" });
    expect(packages).toMatchObject([
      { name: "b", licenses: ["MIT"], locations: [{ path: "a.sbom" }] },
      {
        name: "bash",
        source: { name: "bash", version: "5.1.8-6.el9" },
        dependsOn: ["pkg:npm/b@1"],
        licenses: ["GPL-3.0-or-later"],
        foundBy: ["syft:rpm-db-cataloger"],
      },
    ]);
  });

  test("CycloneDX 1.2 in XML with a prefix, components inside of components and a document type", async () => {
    const { packages, origin } = await read(
      `<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.2"><c:components><c:component type="library" bom-ref="a">
<c:name>a&x;</c:name><c:version>1</c:version><c:purl>pkg:npm/a@1</c:purl><!-- <c:component> -->
<c:components><c:component type="library"><c:name>b</c:name><c:purl><![CDATA[pkg:npm/b@2]]></c:purl></c:component></c:components>
</c:component></c:components></c:bom>`,
    );

    expect(origin.format).toBe("cyclonedx@1.2");
    expect(packages.map(({ id, name }) => [id, name])).toEqual([
      ["pkg:npm/a@1", "a"],
      ["pkg:npm/b@2", "b"],
    ]);
  });

  test("SPDX 2.2: the only described package is the target, the others are in it", async () => {
    const { packages } = await read(
      `SPDXVersion: SPDX-2.2\n# a comment\nPackageName: app\nSPDXID: SPDXRef-app\nExternalRef: PACKAGE-MANAGER purl pkg:npm/app@1\n
PackageName: dep\nSPDXID: SPDXRef-dep\nPackageVersion: 2\nPackageLicenseDeclared: LicenseRef-1\nExternalRef: PACKAGE_MANAGER purl pkg:npm/dep@2\n
LicenseID: LicenseRef-1\nExtractedText: <text>many\nlines</text>\nLicenseName: Own licence\n
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app\nRelationship: SPDXRef-dep DEPENDENCY_OF SPDXRef-app\n`,
    );

    expect(packages).toMatchObject([{ id: "pkg:npm/dep@2", licenses: ["Own licence"] }]);
  });
});

describe("hostile documents", () => {
  const name = "n".repeat(10_000);
  test.each([
    {
      name: "no package URL",
      component: { type: "library", name: "a", version: "1" },
      id: "pkg:generic/a@1",
      code: "sbom/package-url-missing",
    },
    {
      name: "package URL that is none",
      component: { name: "a", purl: "npm:a@1" },
      id: "npm:a@1",
      code: "sbom/package-url-invalid",
    },
    {
      name: "package type that nobody knows",
      component: { name: "a", purl: "pkg:swid/a@1" },
      id: "pkg:swid/a@1",
      code: "sbom/package-type-unknown",
    },
    {
      name: "10,000 characters",
      component: { name, purl: `pkg:npm/${name}@1` },
      id: `pkg:npm/${name}@1`,
      code: undefined,
    },
    {
      name: "__proto__ as a name",
      component: { name: "__proto__", purl: "pkg:npm/__proto__@1" },
      id: "pkg:npm/__proto__@1",
      code: undefined,
    },
    {
      name: "wrong types",
      component: {
        name: "a",
        purl: "pkg:npm/a@1",
        licenses: 7,
        hashes: [null, { alg: "SHA-1", content: "zz" }],
        properties: "x",
        evidence: [],
      },
      id: "pkg:npm/a@1",
      code: undefined,
    },
  ])("$name", async ({ component, id, code }) => {
    const { packages, diagnostics } = await read(cycloneDx(component, { name: "good", purl: "pkg:npm/good@1" }));

    expect(packages.map((found) => found.id).toSorted()).toEqual([id, "pkg:npm/good@1"].toSorted());
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code]);
    expect(packages.every(({ hashes }) => hashes.length === 0)).toBe(true);
  });

  test("__proto__ as a key changes nothing", async () => {
    const text = `{"__proto__":{"polluted":1},"bomFormat":"CycloneDX","components":[{"__proto__":{"name":"x"},"name":"a","purl":"pkg:npm/a@1"}]}`;
    const { packages } = await read(text);
    expect(packages).toMatchObject([{ name: "a" }]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test.each([
    { name: "byte order mark", encode: (text: string) => Buffer.from(`\uFEFF${text}`) },
    { name: "UTF-16, little end first", encode: (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le") },
    { name: "UTF-16, big end first", encode: (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16() },
    { name: "UTF-16 without a mark", encode: (text: string) => Buffer.from(text, "utf16le") },
  ])("$name", async ({ encode }) => {
    const bytes = encode(cycloneDx({ name: "日本", purl: "pkg:npm/a@1" }));
    const { packages } = await readSbom([bytes.subarray(0, 51), bytes.subarray(51)], { name: "a" });
    expect(recogniseSbom(bytes)?.format).toBe("cyclonedx");
    expect(packages).toMatchObject([{ id: "pkg:npm/a@1" }]);
  });

  test.each([
    { name: "empty", text: "" },
    { name: "YAML", text: "SPDXID: SPDXRef-DOCUMENT\nspdxVersion: SPDX-2.3\n" },
    { name: "other JSON", text: '{"name":"x"}' },
    { name: "HTML", text: "<html></html>" },
    { name: "bytes", text: "\u0000\u0001\u0002" },
  ])("no SBOM: $name", async ({ text }) => {
    const { packages, diagnostics } = await read(text);
    expect(packages).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "sbom/unknown-format", level: "error", location: { path: "a.sbom" } }]);
  });

  test("a broken component is left out, and those around it are read", async () => {
    const text = `{"bomFormat":"CycloneDX","components":[{"name":"a","purl":"pkg:npm/a@1"},{"name":bad},{"name":"c","purl":"pkg:npm/c@1"}]}`;
    const { packages, diagnostics } = await read(text);
    expect(packages.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(diagnostics).toMatchObject([
      { code: "sbom/broken", level: "error", location: { pointer: "/components/1" } },
    ]);
  });

  test("depth needs no stack", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const { packages } = await read(
      `{"bomFormat":"CycloneDX","components":[{"name":"a","purl":"pkg:npm/a@1","x":${deep}}]}`,
    );
    expect(packages).toHaveLength(1);
    const nested = `${'{"name":"a","purl":"pkg:npm/a@1","components":['.repeat(5000)}${"]}".repeat(5000)}`;
    expect((await read(`{"bomFormat":"CycloneDX","components":[${nested}]}`)).packages).toHaveLength(1);
  });

  test("cycles of dependencies and references to nothing", async () => {
    const { packages, diagnostics } = await read(
      JSON.stringify({
        bomFormat: "CycloneDX",
        dependencies: [
          { ref: "a", dependsOn: ["b", "a", "nowhere"] },
          { ref: "b", dependsOn: ["a", "a"] },
        ],
        components: [
          { "bom-ref": "a", name: "a", purl: "pkg:npm/a@1" },
          { "bom-ref": "b", name: "b", purl: "pkg:npm/b@1" },
        ],
      }),
    );
    expect(packages.map(({ dependsOn }) => dependsOn)).toEqual([["pkg:npm/b@1"], ["pkg:npm/a@1"]]);
    expect(diagnostics).toMatchObject([{ code: "sbom/reference-unknown" }]);
  });

  test("the same package 20,000 times is one, in linear time", async () => {
    const components = Array.from({ length: 20_000 }, (_, index) => ({
      name: "a",
      purl: "pkg:npm/a@1",
      licenses: [{ license: { name: `Licence ${index}` } }],
      evidence: { occurrences: [{ location: `app/${index}` }] },
    }));
    const { packages } = await read(cycloneDx(...components));
    expect(packages).toHaveLength(1);
    expect(packages[0]?.locations).toHaveLength(20_000);
    expect(packages[0]?.licenses).toHaveLength(20_000);
  });

  test("many mistakes give a short list that counts them", async () => {
    const components = Array.from({ length: 50 }, (_, index) => ({ name: `a${index}`, purl: "nonsense" }));
    const { diagnostics } = await read(cycloneDx(...components));
    // Twenty one by one, and one for the thirty others.
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.at(-1)?.message.en).toBe("30 more of the same kind are not shown.");
  });
});
