import { importReport } from "sekisho";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { openTestIngest, type SeenImport, type TestIngest } from "./fixtures/test-ingest.ts";
import { cycloneDxDocument, spdxDocument, syftDocument, trivyDocument } from "./fixtures/tool-documents.ts";

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await openTestIngest();
}, 120_000);
afterAll(() => ingest.close());

async function put(document: string): Promise<SeenImport> {
  const id = await ingest.queue(document);
  await ingest.worker.drain();
  return await ingest.stateOf(id);
}

/** What an asset holds now: `source package-url licences`. */
async function heldBy(asset: string): Promise<readonly string[]> {
  const { server, tenantId } = ingest;
  return await server.store.worker.inTenant({ tenantId }, async (transaction) => {
    const rows = await transaction
      .selectFrom("asset_components as h")
      .innerJoin("components as c", "c.component_id", "h.component_id")
      .innerJoin("witnesses as w", "w.witness_id", "h.witness_id")
      .innerJoin("assets as a", "a.asset_id", "h.asset_id")
      .select(["w.source", "c.package_url", "c.licences"])
      .where("a.name", "=", asset)
      .where("h.gone_at", "is", null)
      .orderBy("c.package_url")
      .execute();
    return rows.map((row) => [row.source, row.package_url, ...row.licences].join(" "));
  });
}

describe("an SBOM", () => {
  test.each([
    { name: "CycloneDX of Syft", document: cycloneDxDocument, source: "syft/sbom" },
    { name: "Syft's own JSON", document: syftDocument, source: "syft/sbom" },
    { name: "SPDX", document: spdxDocument, source: "spdx/sbom" },
  ])("fills the components of what it is about: $name", async ({ name, document, source }) => {
    const asset = `registry.example.com/sbom/${name.replaceAll(/[^a-z]/gi, "").toLowerCase()}`;
    const first = await put(document(`${asset}:1`, ["log4j-core@2.14.1", "gson@2.10"]));
    const held = await heldBy(asset);
    await put(document(`${asset}:2`, ["log4j-core@2.17.0", "gson@2.10"]));

    expect(first).toMatchObject({ status: "imported", findings: 0 });
    expect(held).toEqual([
      `${source} pkg:maven/org.example/gson@2.10 Apache-2.0`,
      `${source} pkg:maven/org.example/log4j-core@2.14.1 Apache-2.0`,
    ]);
    expect(await heldBy(asset)).toEqual([
      `${source} pkg:maven/org.example/gson@2.10 Apache-2.0`,
      `${source} pkg:maven/org.example/log4j-core@2.17.0 Apache-2.0`,
    ]);
  });

  test("ends no findings of the tool that made it", async () => {
    const image = "registry.example.com/shop/both:1";
    const flaw = { flaw: "CVE-2026-0001", severity: "HIGH", text: "words" };
    await put(trivyDocument(image, [flaw]));
    await put(cycloneDxDocument(image, ["gson@2.10"], "trivy"));

    expect(await ingest.statuses()).toMatchObject({ "vulnerability/CVE-2026-0001": "open" });
  });

  test("that is broken ends nothing of what it lists no more, and says so", async () => {
    const asset = "registry.example.com/shop/broken";
    const whole = cycloneDxDocument(`${asset}:1`, ["a@1", "b@1", "c@1"]);
    await put(whole);
    const cut = await put(whole.slice(0, whole.indexOf("c@1")));

    expect(cut).toMatchObject({ status: "imported", isComplete: false });
    expect(await heldBy(asset)).toHaveLength(3);
  });
});

const sbomReport = (image: string): object => ({
  apiVersion: "aquasecurity.github.io/v1alpha1",
  kind: "SbomReport",
  metadata: { name: "web", namespace: "shop" },
  report: {
    artifact: { repository: image.slice(0, -2), tag: image.slice(-1) },
    components: JSON.parse(cycloneDxDocument(image, ["gson@2.10"])),
  },
});

test.each([
  {
    name: "an SbomReport of a cluster",
    slug: "resource",
    make: (image: string) => JSON.stringify(sbomReport(image)),
  },
  {
    name: "a report of ours that was made of an SBOM",
    slug: "imported",
    make: async (image: string) => {
      const text = cycloneDxDocument(image, ["gson@2.10"]);
      const source = { name: "bom.json", open: () => piecesOf(text) };
      return JSON.stringify(await importReport([source]));
    },
  },
])("$name fills the components as the SBOM itself does", async ({ slug, make }) => {
  const asset = `registry.example.com/sbom/${slug}`;
  const { status } = await put(await make(`${asset}:1`));

  expect(status).toBe("imported");
  expect(await heldBy(asset)).toEqual([
    expect.stringMatching(/^\S+\/sbom pkg:maven\/org\.example\/gson@2\.10 Apache-2\.0$/),
  ]);
});

test.each([
  { name: "a list of SbomReports", slug: "list", make: (text: string) => text },
  {
    name: "a report of ours with several reports that were made of SBOMs",
    slug: "several",
    make: async (text: string) =>
      JSON.stringify(await importReport([{ name: "list.json", open: () => piecesOf(text) }])),
  },
])("$name fills the components of every image", async ({ slug, make }) => {
  const images = ["one", "two"].map((name) => `registry.example.com/${slug}/${name}`);
  const list = { apiVersion: "v1", kind: "List", items: images.map((image) => sbomReport(`${image}:1`)) };
  const { status } = await put(await make(JSON.stringify(list)));

  expect(status).toBe("imported");
  for (const image of images) {
    expect(await heldBy(image)).toEqual([
      expect.stringMatching(/^\S+\/sbom pkg:maven\/org\.example\/gson@2\.10 Apache-2\.0$/),
    ]);
  }
});

test("a list of SbomReports ends no findings of who found them", async () => {
  const image = "registry.example.com/list/flawed:1";
  await put(trivyDocument(image, [{ flaw: "CVE-2026-0002", severity: "HIGH", text: "words" }]));
  const items = [sbomReport(image), sbomReport("registry.example.com/list/other:1")];
  await put(JSON.stringify({ apiVersion: "v1", kind: "List", items }));

  expect(await ingest.statuses()).toMatchObject({ "vulnerability/CVE-2026-0002": "open" });
});

async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test("packages with known flaws are components of what the report is about", async () => {
  const findings = [{ flaw: "CVE-2026-0009", rule: "vulnerability/CVE-2026-0009" }];
  await put(sampleDocument({ kind: "image", name: "registry.example.com/shop/flaws:1", findings }));

  expect(await heldBy("registry.example.com/shop/flaws")).toEqual(["sekisho pkg:deb/debian/openssl@3.0.1"]);
});

test("components are found by words of their names", async () => {
  const key = await ingest.server.makeKey(["assets:read"]);
  await put(cycloneDxDocument("registry.example.com/shop/search:1", ["snakeyaml-engine@2.7"]));
  const { body } = await ingest.server.call<{ components: { packageUrl: string; assets: number }[] }>({
    url: "/api/v1/components?name=snakeyaml",
    headers: key,
  });

  expect(body.components).toMatchObject([{ packageUrl: "pkg:maven/org.example/snakeyaml-engine@2.7", assets: 1 }]);
});
