import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";

const ruled = z.object({ findings: z.array(z.object({ rule: z.string() })) });
const anyList = z.record(z.string(), z.array(z.unknown()));
const sarif = z.object({
  version: z.string(),
  runs: z.array(z.object({ results: z.array(z.object({ suppressions: z.array(z.unknown()) })) })),
});
const cyclonedx = z.object({
  bomFormat: z.string(),
  vulnerabilities: z.array(z.object({ id: z.string(), analysis: z.object({ state: z.string() }) })),
});

const formula = '=HYPERLINK("http://evil.example","x")';

let ingest: TestIngest;
let key: Record<string, string>;
let strangersKey: Record<string, string>;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["findings:read", "assets:read", "reports:read"]);
  await ingest.put([
    { name: formula, findings: [{ rule: "dockerfile/root-user", subject: formula, severity: "high" }] },
    {
      kind: "image",
      name: "shop/web",
      findings: [
        { flaw: "CVE-2021-44228", subject: "pkg:maven/log4j-core", severity: "critical" },
        { flaw: "CVE-2022-0778", severity: "medium" },
      ],
    },
  ]);
  const headers = await ingest.server.signIn();
  const payload = { verdict: "false-positive", reason: "not in our build", scope: "flaw", flaw: "CVE-2022-0778" };
  await ingest.server.call({ method: "POST", url: "/api/v1/decisions", headers, payload });
  await ingest.server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name: "other" } });
  strangersKey = await ingest.server.makeKey(["findings:read", "assets:read", "reports:read"], "other");
}, 120_000);
afterAll(() => ingest.close());

describe("a list that is taken away", () => {
  test.each([
    { list: "findings", rows: 3 },
    { list: "assets", rows: 2 },
    { list: "components", rows: 2 },
    // What is a false positive everywhere is open nowhere.
    { list: "flaws", rows: 1 },
    { list: "reports", rows: 1 },
  ])("is whole as CSV and as JSON: $list", async ({ list, rows }) => {
    const csv = await take(`${list}?format=csv`);
    const json = await take(`${list}?format=json`);
    const members = anyList.parse(JSON.parse(json.body))[list];

    expect(csv.headers["content-type"]).toContain("text/csv");
    expect(csv.headers["content-disposition"]).toBe(`attachment; filename="${list}.csv"`);
    expect(csv.body.trimEnd().split("\r\n").length).toBe(rows + 1);
    expect(members?.length).toBe(rows);
  });

  test("holds no formula that a spreadsheet computes", async () => {
    const { body } = await take("assets?format=csv");

    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(body).not.toMatch(/(^|,)"?=/m);
  });

  test("is only what a query finds", async () => {
    const { body } = await take(`findings?format=json&query=${encodeURIComponent("cve:CVE-2021-*")}`);

    expect(ruled.parse(JSON.parse(body)).findings.map(({ rule }) => rule)).toEqual(["CVE-2021-44228"]);
  });

  test.each([
    { url: "findings?query=colour:red", status: 400 },
    { url: "findings?format=docx", status: 400 },
    { url: "assets?project=nobody", status: 404 },
    { url: "passwords", status: 404 },
  ])("is refused before it begins: $url", async ({ url, status }) => {
    expect((await take(url)).statusCode).toBe(status);
  });

  test("has nothing for a key of another project", async () => {
    for (const list of ["findings", "assets", "components", "flaws", "reports"]) {
      const { body } = await take(`${list}?format=json`, strangersKey);

      expect(anyList.parse(JSON.parse(body))[list]).toEqual([]);
    }
  });

  test("goes through all pages", async () => {
    const own = await openTestIngest();
    try {
      const headers = await own.server.makeKey(["findings:read"]);
      const findings = Array.from({ length: 1203 }, (_, n) => ({ rule: `rule/${n}` }));
      await own.put({ name: "many", findings });
      const url = "/api/v1/exports/findings?format=json";
      const { body } = await own.server.server.inject({ url, headers });
      const rules = new Set(ruled.parse(JSON.parse(body)).findings.map(({ rule }) => rule));

      expect(rules.size).toBe(1203);
    } finally {
      await own.close();
    }
  }, 60_000);

  test("stands in the audit trail", async () => {
    await take("flaws?format=json&exploited=false");
    const entries = await ingest.server.store.worker.inTenant(ingest, (transaction) =>
      transaction
        .selectFrom("audit_entries")
        .select(["subject", "details"])
        .where("action", "=", "list.export")
        .orderBy("sequence")
        .execute(),
    );

    expect(entries.at(-1)).toMatchObject({ subject: "flaws", details: { exploited: "false", format: "json" } });
  });
});

describe("documents of other tools", () => {
  test("are SARIF with what was decided as suppressions", async () => {
    const { body, headers } = await take("findings?format=sarif");
    const log = sarif.parse(JSON.parse(body));
    const results = log.runs.flatMap((run) => run.results);

    expect(log.version).toBe("2.1.0");
    expect(headers["sekisho-left-out"]).toBe("0");
    expect(results.length).toBe(3);
    // SARIF 2.1.0, 3.27.23: where one result has the member all have it; an empty one is not suppressed.
    expect(results.filter(({ suppressions }) => suppressions.length > 0).length).toBe(1);
  });

  test("are CycloneDX with a statement for each flaw", async () => {
    const { body } = await take("findings?format=cyclonedx");
    const bom = cyclonedx.parse(JSON.parse(body));
    const states = bom.vulnerabilities.map(({ id, analysis }) => `${id} ${analysis.state}`);

    expect(bom.bomFormat).toBe("CycloneDX");
    expect(states.toSorted()).toEqual(["CVE-2021-44228 in_triage", "CVE-2022-0778 not_affected"]);
  });
});

describe("a report for people", () => {
  test("is HTML that runs nothing", async () => {
    const { body } = await take("posture?format=html&language=ja");

    expect(body).toContain('<html lang="ja">');
    expect(body).toContain("優先度の高い未対応の検出事項");
    expect(body).not.toMatch(/<script|onerror=/);
  });

  test("is a PDF", async () => {
    const { rawPayload, headers } = await take("posture?language=ja");

    expect(headers["content-type"]).toBe("application/pdf");
    expect(rawPayload.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(rawPayload.subarray(-6).toString("latin1")).toContain("%%EOF");
  }, 60_000);
});

async function take(path: string, headers = key): Promise<LightMyRequestResponse> {
  return await ingest.server.server.inject({ url: `/api/v1/exports/${path}`, headers });
}
