import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { openTestIngest, type SeenImport, type TestIngest } from "./fixtures/test-ingest.ts";
import { grypeDocument, sarifDocument, trivyDocument } from "./fixtures/tool-documents.ts";

let ingest: TestIngest;
let number = 0;
let image: string;
beforeAll(async () => {
  ingest = await openTestIngest();
}, 120_000);
afterAll(() => ingest.close());
beforeEach(() => {
  image = `registry.example.com/shop/web-${number++}:1.4`;
});

async function put(document: string, scope?: unknown): Promise<SeenImport> {
  const id = await ingest.queue(document, scope);
  await ingest.worker.drain();
  return await ingest.stateOf(id);
}

interface SeenWitness {
  readonly flaw: string | null;
  readonly rule: string;
  readonly status: string;
  readonly source: string;
  readonly severity: string | null;
  readonly message: string | null;
  readonly gone: boolean;
  readonly described: string;
}

/** Who says what about the image of this test, or about all assets of a kind. */
async function witnesses(name = image.slice(0, image.lastIndexOf(":"))): Promise<readonly SeenWitness[]> {
  const { server, tenantId } = ingest;
  return await server.store.worker.inTenant({ tenantId }, async (transaction) => {
    const rows = await transaction
      .selectFrom("observations as o")
      .innerJoin("witnesses as w", "w.witness_id", "o.witness_id")
      .innerJoin("findings as f", "f.finding_id", "o.finding_id")
      .innerJoin("assets as a", "a.asset_id", "f.asset_id")
      .select(["f.flaw", "f.rule_id", "f.status", "f.described_by", "w.source", "o.statements", "o.gone_at"])
      .where("a.name", "=", name)
      .orderBy("f.rule_id")
      .orderBy("w.source")
      .execute();
    return rows.map((row) => {
      const [said] = Array.isArray(row.statements) ? row.statements : [];
      return {
        flaw: row.flaw,
        rule: row.rule_id,
        status: row.status,
        source: row.source,
        severity: said?.severity ?? null,
        message: said?.message ?? null,
        gone: row.gone_at !== null,
        described: row.described_by,
      };
    });
  });
}

const trivySays = { flaw: "CVE-2026-0001", severity: "HIGH", text: "Trivy's words" };
const grypeSays = { flaw: "CVE-2026-0001", severity: "Critical", text: "Grype's words" };

describe("two tools that see one flaw", () => {
  test("are two witnesses of one finding, each with its own severity and words", async () => {
    const first = await put(trivyDocument(image, [trivySays]));
    const second = await put(grypeDocument(image, [grypeSays]));

    expect([first, second]).toMatchObject([
      { status: "imported", new: 1 },
      { status: "imported", new: 0 },
    ]);
    expect(await witnesses()).toEqual([
      expect.objectContaining({ source: "grype", severity: "Critical", message: "Grype's words", described: "trivy" }),
      expect.objectContaining({ source: "trivy", severity: "HIGH", message: "Trivy's words", described: "trivy" }),
    ]);
  });

  test("are told apart when one of them sees it no more", async () => {
    await put(trivyDocument(image, [trivySays]));
    await put(grypeDocument(image, [grypeSays]));
    await put(trivyDocument(image, []));
    const one = await witnesses();
    await put(grypeDocument(image, []));
    const none = await witnesses();

    expect(one.map(({ source, gone, status }) => [source, gone, status])).toEqual([
      ["grype", false, "open"],
      ["trivy", true, "open"],
    ]);
    expect(none.map(({ status }) => status)).toEqual(["fixed", "fixed"]);
  });

  test("may change their own words without the finding", async () => {
    await put(trivyDocument(image, [trivySays]));
    await put(grypeDocument(image, [grypeSays]));
    await put(grypeDocument(image, [{ ...grypeSays, severity: "Low" }]));

    expect((await witnesses()).map(({ source, severity }) => [source, severity])).toEqual([
      ["grype", "Low"],
      ["trivy", "HIGH"],
    ]);
  });

  test("that say the same again change nothing", async () => {
    await put(trivyDocument(image, [trivySays]));
    const before = await ingest.findings();
    const again = await put(trivyDocument(image, [trivySays]));

    expect(again).toMatchObject({ new: 0, fixed: 0, reopened: 0 });
    expect(await ingest.findings()).toEqual(before);
  });
});

const ours = { flaw: "CVE-2026-0001", rule: "vulnerability/CVE-2026-0001", message: "our words" };

test("a report that was made of another tool's document is that tool's word", async () => {
  const said = [{ tool: "trivy", rule: "CVE-2026-0001", title: "t", message: ours.message }];
  await put(sampleDocument({ kind: "image", name: image, findings: [{ ...ours, witnesses: said }] }));

  expect((await witnesses()).map(({ source }) => source)).toEqual(["trivy"]);
});

test("a report that other tools' documents were joined with is ours and theirs", async () => {
  const said = [{ tool: "trivy", rule: "CVE-2026-0001", title: "t", message: "Trivy's words" }];
  await put(sampleDocument({ kind: "image", name: image, findings: [{ ...ours, witnesses: said }] }));

  expect((await witnesses()).map(({ source, described }) => [source, described])).toEqual([
    ["sekisho", "sekisho"],
    ["trivy", "sekisho"],
  ]);
});

test("our own words go before those of other tools, and both are witnesses", async () => {
  await put(trivyDocument(image, [trivySays]));
  await put(sampleDocument({ kind: "image", name: image, findings: [ours] }));

  expect((await witnesses()).map(({ source, message, described }) => [source, message, described])).toEqual([
    ["sekisho", null, "sekisho"],
    ["trivy", "Trivy's words", "sekisho"],
  ]);
});

test("a tool behind SARIF is the witness, with findings and without", async () => {
  const scope = { kind: "repository", repository: "infra", ref: "main" };
  await put(sarifDocument("checkov", ["CKV_AWS_1"]), scope);
  await put(sarifDocument("tfsec", ["aws-s3"]), scope);
  const empty = await put(sarifDocument("checkov", []), scope);

  expect(empty).toMatchObject({ fixed: 1 });
  expect((await witnesses("infra")).map(({ source, gone }) => [source, gone])).toEqual([
    ["checkov", true],
    ["tfsec", false],
  ]);
});

test.each([
  { name: "plain text", document: "FROM debian:12\n", says: /no report that is known here/ },
  { name: "JSON of no tool", document: '{"hello":[1,2]}', says: /no report that is known here/ },
  { name: "a Kubernetes manifest", document: "apiVersion: v1\nkind: Pod\n", says: /manifest of Kubernetes/ },
  { name: "nearly Trivy's", document: '{"SchemaVersion":2,"Results":"none"}', says: /closest kinds.*Trivy/ },
  { name: "binary", document: `\u007fELF${"\u0000\u0001\u0002x".repeat(20)}`, says: /binary/ },
])("a document of no known kind fails with its reason: $name", async ({ document, says }) => {
  const id = await ingest.queue(document);
  await ingest.worker.drain();
  const { server, tenantId } = ingest;
  const row = await server.store.worker.inTenant({ tenantId }, (transaction) =>
    transaction.selectFrom("reports").select(["status", "failure"]).where("report_id", "=", id).executeTakeFirst(),
  );

  expect(row?.status).toBe("failed");
  expect(JSON.stringify(row?.failure)).toMatch(says);
  expect(JSON.stringify(row?.failure)).toContain("import-unknown-format");
});

test("a broken document of a known tool says what of it was not read, and closes nothing", async () => {
  await put(trivyDocument(image, [trivySays, { ...trivySays, flaw: "CVE-2026-0002" }]));
  const whole = trivyDocument(image, [trivySays, { ...trivySays, flaw: "CVE-2026-0003" }]);
  const cut = await put(whole.slice(0, whole.indexOf("CVE-2026-0003") - 30));

  expect(cut).toMatchObject({ status: "imported", fixed: 0, isComplete: false });
  expect((await witnesses()).filter(({ status }) => status !== "open")).toEqual([]);
});
