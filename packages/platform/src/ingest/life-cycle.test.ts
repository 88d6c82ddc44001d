import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { scan } from "sekisho";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestIngest, type TestIngest } from "./fixtures/test-ingest.ts";
import { cycloneDxDocument } from "./fixtures/tool-documents.ts";

const root = dirname(fileURLToPath(new URL("../../../../package.json", import.meta.url)));
const orders = "registry.example.com/shop/orders";
const cluster = { kind: "cluster", cluster: "production" };

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await openTestIngest();
}, 120_000);
afterAll(() => ingest.close());

async function putScan(target: string, scope?: unknown): Promise<void> {
  const { document } = await scan([target], { workingDirectory: root });
  await ingest.queue(JSON.stringify(document), scope);
  await ingest.worker.drain();
}

/** A report about an image as `sekisho scan IMAGE --dockerfile FILE` writes it, with a finding on a line of the file. */
function imageReport(dockerfile: string): string {
  const image = { kind: "image", name: `${orders}:2.4.1` };
  return reportOf(image, [
    { from: { kind: "dockerfile", name: dockerfile }, kind: "builds", to: image },
    { from: image, kind: "is-based-on", to: { kind: "image", name: "debian:12" } },
  ]);
}

function reportOf(target: object, relations: readonly object[]): string {
  const report = {
    schemaVersion: 1,
    producer: { name: "sekisho", version: "0.1.0" },
    target,
    relations,
    findings: [],
    coverage: [{ plugin: "os/dpkg", ended: "done" }],
    diagnostics: [],
  };
  return JSON.stringify({ schemaVersion: 1, reports: [report] });
}

interface ChainRow {
  readonly kind: string;
  readonly name: string;
}

/** From the workload that runs in the cluster down to what its images are made from, and who holds a package there. */
async function chainOf(workload: string): Promise<readonly ChainRow[]> {
  const key = await ingest.server.makeKey(["assets:read"]);
  const { server, tenantId } = ingest;
  const id = await server.store.worker.inTenant({ tenantId }, async (transaction) => {
    const row = transaction.selectFrom("assets").select("asset_id").where("name", "=", workload);
    return (await row.executeTakeFirstOrThrow()).asset_id;
  });
  const { body } = await server.call<{ chain: { assets: (ChainRow & { id: string })[] } }>({
    url: `/api/v1/assets/${id}`,
    headers: key,
  });
  return body.chain.assets.filter((asset) => asset.id !== id).map(({ kind, name }) => ({ kind, name }));
}

test("from a running workload the question goes back to the line that brought the package", async () => {
  const dockerfile = "examples/legacy/Dockerfile";
  await putScan(dockerfile);
  await putScan("examples/shop-manifests", cluster);
  await ingest.queue(imageReport(dockerfile));
  await ingest.queue(cycloneDxDocument(`${orders}:2.4.1`, ["log4j-core@2.14.1"]));
  await ingest.worker.drain();
  const chain = await chainOf("production/shop/orders[Deployment]");
  const holders = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction
      .selectFrom("asset_components as h")
      .innerJoin("components as c", "c.component_id", "h.component_id")
      .innerJoin("assets as a", "a.asset_id", "h.asset_id")
      .select(["a.name", "c.name as component"])
      .execute(),
  );
  const lines = (await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction
      .selectFrom("findings as f")
      .innerJoin("assets as a", "a.asset_id", "f.asset_id")
      .select("f.details")
      .where("a.name", "=", dockerfile)
      .execute(),
  )) as readonly {
    readonly details: { readonly evidence: readonly { readonly location: { readonly startLine?: number } }[] };
  }[];
  const text = await readFile(`${root}/${dockerfile}`, "utf8");

  // By hand, from examples/shop-manifests/shop.yaml and the report about the image above.
  expect(chain).toEqual(
    expect.arrayContaining([
      { kind: "image", name: orders },
      { kind: "dockerfile", name: dockerfile },
      { kind: "image", name: "debian" },
      { kind: "cluster", name: "production" },
    ]),
  );
  expect(holders).toEqual([{ name: orders, component: "org.example/log4j-core" }]);
  const known = lines.flatMap(({ details }) => details.evidence.map(({ location }) => location.startLine ?? 0));
  expect(known.length).toBeGreaterThan(0);
  expect(Math.max(...known)).toBeLessThanOrEqual(text.split("\n").length);
});

test("an image in an archive is the one that a workload runs, by what the archive calls it", async () => {
  const ledger = "registry.example.com/shop/ledger";
  const digest = `sha256:${"4".repeat(64)}`;
  const image = { kind: "image", name: "build-17.tar", digest, image: { tags: [`${ledger}:7`] } };
  const file = { kind: "dockerfile", name: "ledger/Dockerfile" };
  await ingest.queue(reportOf(image, [{ from: file, kind: "builds", to: { kind: "image", name: "build-17.tar" } }]));
  const workload = { kind: "workload", name: "shop/ledger[Deployment]" };
  const relation = { from: workload, kind: "runs", to: { kind: "image", name: `${ledger}:8` } };
  await ingest.queue(reportOf({ kind: "manifest", name: "ledger.yaml" }, [relation]), cluster);
  await ingest.worker.drain();

  expect(await chainOf("production/shop/ledger[Deployment]")).toEqual(
    expect.arrayContaining([{ kind: "image", name: ledger }, file]),
  );
  const images = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction.selectFrom("assets").select(["name", "digest"]).where("kind", "=", "image").execute(),
  );
  expect(images.filter(({ name }) => /ledger|build-17/.test(name))).toEqual([{ name: ledger, digest }]);
});

test("a workload that is there no more holds nothing on to its image", async () => {
  await putScan("examples/shop-manifests", cluster);
  await putScan("examples/legacy/Dockerfile", cluster);

  expect(await chainOf("production/shop/orders[Deployment]")).toEqual([]);
});
