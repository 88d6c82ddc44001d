import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { reportComparison, reportList, reportPage } from "../contract/report-list.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { newId } from "../store/uuid.ts";
import { sampleDocument } from "./fixtures/sample-report.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Reports = z.infer<typeof reportList>;
type Comparison = z.infer<typeof reportComparison>;

let ingest: TestIngest;
let key: Record<string, string>;
let strangersKey: Record<string, string>;
let first: string;
let second: string;
let broken: string;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["reports:read"]);
  first = await ingest.queue(
    sampleDocument({
      name: "Dockerfile",
      digest: `sha256:${"a".repeat(64)}`,
      findings: [
        { rule: "stays", severity: "high" },
        { rule: "goes", severity: "low" },
        { rule: "is rated otherwise", severity: "high" },
      ],
    }),
  );
  second = await ingest.queue(
    sampleDocument({
      name: "Dockerfile",
      ended: "partial",
      findings: [
        { rule: "stays", severity: "high" },
        { rule: "is rated otherwise", severity: "critical" },
        { rule: "comes", severity: "medium", message: "<b>new</b>" },
      ],
    }),
  );
  broken = await ingest.queue(`{"schemaVersion":1,"reports":[`);
  await ingest.worker.drain();
  const headers = await ingest.server.signIn();
  await ingest.server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name: "other" } });
  strangersKey = await ingest.server.makeKey(["reports:read"], "other");
}, 120_000);
afterAll(() => ingest.close());

describe("the list of reports", () => {
  test.each([
    { name: "all, the newest first", query: "", ids: () => [broken, second, first] },
    { name: "those of a status", query: "status=failed", ids: () => [broken] },
    { name: "those of a project", query: "project=default&status=imported", ids: () => [second, first] },
  ])("gives $name", async ({ query, ids }) => {
    const { body } = await get<Reports>(`/api/v1/reports?${query}`);

    expect(body.reports.map(({ id }) => id)).toEqual(ids());
  });

  test("turns pages", async () => {
    const one = await get<Reports>("/api/v1/reports?limit=2");
    const two = await get<Reports>(`/api/v1/reports?limit=2&cursor=${one.body.next}`);

    expect([...one.body.reports, ...two.body.reports].map(({ id }) => id)).toEqual([broken, second, first]);
    expect(two.body.next).toBeNull();
  });

  test.each([{ query: "status=lost" }, { query: "cursor=x" }, { query: "colour=red" }])(
    "refuses $query",
    async ({ query }) => {
      expect((await get(`/api/v1/reports?${query}`)).status).toBe(400);
    },
  );
});

describe("the page of a report", () => {
  test("has targets, coverage, counts, and its neighbours", async () => {
    const { body } = await getPage(second);

    expect(body.contents?.findings).toEqual({ critical: 1, high: 1, medium: 1, low: 0, info: 0 });
    expect(body.contents?.targets).toMatchObject([
      {
        kind: "dockerfile",
        name: "Dockerfile",
        producer: { name: "sekisho" },
        isComplete: false,
        coverage: [{ plugin: "dockerfile", ended: "partial" }],
      },
    ]);
    expect(body.contents?.targets[0]?.asset).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.previous).toBe(first);
    expect(body.next).toBeNull();
    expect((await getPage(first)).body.contents?.targets[0]?.digest).toBe(`sha256:${"a".repeat(64)}`);
  });

  test("says why a report could not be read", async () => {
    const { body } = await getPage(broken);

    expect(body.contents).toBeNull();
    expect(body.report.failure?.code).toBe("report-invalid");
  });

  test("is not there for a key of another project", async () => {
    expect((await get(`/api/v1/reports/${first}/page`, strangersKey)).status).toBe(404);
    expect((await get(`/api/v1/reports/${newId()}/page`)).status).toBe(404);
    expect((await get<Reports>("/api/v1/reports", strangersKey)).body.reports).toEqual([]);
  });
});

describe("two reports", () => {
  test("are compared finding by finding", async () => {
    const { body } = await compare(second, first);

    expect(body.counts).toEqual({ appeared: 1, gone: 1, changed: 1, same: 1 });
    expect(body.appeared.map(({ rule }) => rule)).toEqual(["comes"]);
    expect(body.gone.map(({ rule }) => rule)).toEqual(["goes"]);
    expect(body.changed.map(({ rule, before, severity }) => [rule, before, severity])).toEqual([
      ["is rated otherwise", "high", "critical"],
    ]);
    expect(body.isComplete).toBe(false);
  });

  test("name findings by their ids in the book", async () => {
    const { body } = await compare(second, first);
    const known = (await ingest.findings()).find(({ rule }) => rule === "comes");

    expect(body.appeared[0]?.id).toBe(known?.id);
  });

  test.each([
    { name: "one that could not be read", other: () => broken, status: 409 },
    { name: "one that is not there", other: () => newId(), status: 404 },
    { name: "what is no id", other: () => "first", status: 400 },
  ])("are not compared with $name", async ({ other, status }) => {
    expect((await compare(second, other())).status).toBe(status);
  });

  test("are not compared for a key of another project", async () => {
    expect((await get(`/api/v1/reports/${second}/comparison?with=${first}`, strangersKey)).status).toBe(404);
  });
});

async function getPage(id: string): Promise<TestAnswer<z.infer<typeof reportPage>>> {
  return await get(`/api/v1/reports/${id}/page`);
}

async function compare(id: string, earlier: string): Promise<TestAnswer<Comparison>> {
  return await get<Comparison>(`/api/v1/reports/${id}/comparison?with=${earlier}`);
}

async function get<Body>(url: string, headers = key): Promise<TestAnswer<Body>> {
  return await ingest.server.call<Body>({ url, headers });
}
