import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { findingFacets, findingList, queryCompletion, wholeFinding } from "../contract/finding.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import { type FindingPage, pageStatement } from "../questions/list-findings.ts";
import { findNearCondition, resolveQuery } from "../questions/resolve-query.ts";
import type { TenantTransaction } from "../store/database.ts";
import { newId } from "../store/uuid.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type List = z.infer<typeof findingList>;

let ingest: TestIngest;
let key: Record<string, string>;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["findings:read"]);
  await ingest.put([
    {
      name: "Dockerfile",
      findings: [
        { rule: "dockerfile/no-user", severity: "high" },
        { rule: "dockerfile/latest", severity: "low" },
      ],
    },
    {
      kind: "image",
      name: "registry.example.com/shop/web:1",
      findings: [
        {
          flaw: "CVE-2021-44228",
          aliases: ["GHSA-jfh8-c2jp-5v3q"],
          subject: "pkg:maven/log4j-core",
          severity: "critical",
        },
        { flaw: "CVE-2022-0778", severity: "medium" },
      ],
    },
  ]);
  await ingest.server.store.worker.queries
    .insertInto("flaws")
    .values({ flaw: "CVE-2021-44228", names: [], epss: 0.97, epss_percentile: 1, known_exploited_since: "2021-12-10" })
    .execute();
}, 120_000);
afterAll(() => ingest.close());

describe("the list of findings", () => {
  test.each([
    { query: "", rules: ["CVE-2021-44228", "dockerfile/no-user", "CVE-2022-0778", "dockerfile/latest"] },
    { query: "severity>=high", rules: ["CVE-2021-44228", "dockerfile/no-user"] },
    { query: "severity:critical,low", rules: ["CVE-2021-44228", "dockerfile/latest"] },
    { query: "-severity:high,critical", rules: ["CVE-2022-0778", "dockerfile/latest"] },
    { query: "state:closed", rules: [] },
    { query: "state:fixed", rules: [] },
    { query: "kind:vulnerability", rules: ["CVE-2021-44228", "CVE-2022-0778"] },
    { query: "cve:CVE-2021-*", rules: ["CVE-2021-44228"] },
    { query: "cve:ghsa-jfh8-c2jp-5v3q", rules: ["CVE-2021-44228"] },
    { query: "-cve:*", rules: ["dockerfile/no-user", "dockerfile/latest"] },
    { query: "rule:*latest", rules: ["dockerfile/latest"] },
    { query: "rule:dockerfile/*", rules: ["dockerfile/no-user", "dockerfile/latest"] },
    { query: "rule:dockerfile%", rules: [] },
    { query: "package:openssl", rules: ["CVE-2022-0778"] },
    { query: "package:*log4j*", rules: ["CVE-2021-44228"] },
    { query: "asset:*shop/web", rules: ["CVE-2021-44228", "CVE-2022-0778"] },
    { query: "-asset-kind:image", rules: ["dockerfile/no-user", "dockerfile/latest"] },
    { query: "project:default severity:low", rules: ["dockerfile/latest"] },
    { query: "project:other", rules: [] },
    { query: "exploited:yes", rules: ["CVE-2021-44228"] },
    { query: "exploited:no kind:vulnerability", rules: ["CVE-2022-0778"] },
    { query: "epss>0.9", rules: ["CVE-2021-44228"] },
    { query: "epss<=0.9", rules: [] },
    { query: "fix:yes", rules: ["CVE-2021-44228", "CVE-2022-0778"] },
    { query: "log4j", rules: ["CVE-2021-44228"] },
    { query: "44228", rules: ["CVE-2021-44228"] },
    { query: "openssl title", rules: ["CVE-2022-0778"] },
    { query: "assignee:me", rules: [] },
    { query: "-assignee:me severity:low", rules: ["dockerfile/latest"] },
    { query: "assignee:none severity:low", rules: ["dockerfile/latest"] },
    { query: "age<1h severity:low", rules: ["dockerfile/latest"] },
    { query: "age>1h", rules: [] },
    { query: "overdue:yes", rules: [] },
    { query: "due<30d", rules: [] },
    { query: "seen>=1999-01-01 severity:low", rules: ["dockerfile/latest"] },
    { query: "seen<1999-01-01", rules: [] },
    { query: "label:team=web", rules: [] },
    { query: "control:cis-docker*", rules: [] },
    { query: 'subject:"stage 0" severity:low', rules: ["dockerfile/latest"] },
    { query: "x') OR 1=1", rules: [] },
  ])("answers $query", async ({ query, rules }) => {
    const { body, status } = await list({ query });

    expect(status).toBe(200);
    expect(body.findings.map(({ rule }) => rule)).toEqual(rules);
  });

  test.each([
    { query: "colour:red", message: "character 1" },
    { query: "***", message: "letters or digits" },
    { query: "severity:low ' --", message: "letters or digits" },
  ])("says what is wrong with $query", async ({ query, message }) => {
    const { body, status } = await list({ query });

    expect(status).toBe(400);
    expect(body.error?.message).toContain(message);
  });

  test.each([{ sort: "worst" }, { sort: "newest" }])("turns pages in the order $sort", async ({ sort }) => {
    const all = await list({ sort });
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const { body }: TestAnswer<List> = await list({ sort, limit: "1", ...(next === null ? {} : { cursor: next }) });
      seen.push(...body.findings.map(({ id }) => id));
      next = body.next;
    } while (next !== null);

    expect(seen).toEqual(all.body.findings.map(({ id }) => id));
    expect(seen.length).toBe(4);
  });

  test("takes no cursor of another order, and none that is made up", async () => {
    const { body } = await list({ limit: "1" });
    const answers = await Promise.all([
      list({ sort: "newest", cursor: body.next ?? "" }),
      list({ cursor: "e30" }),
      list({ cursor: Buffer.from('["worst",["x","y"]]').toString("base64url") }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test("counts when it is asked", async () => {
    const { body } = await list({ query: "kind:vulnerability", count: "true" });

    expect(body.total).toEqual({ count: 2, isExact: true });
  });
});

test("Japanese words are found by two characters, by one, and only where they stand together", async () => {
  await ingest.put({
    name: "検索",
    findings: [{ rule: "日本語/特権コンテナを許可" }, { rule: "日本語/許可のない権限" }],
  });
  const found = async (query: string) => (await list({ query })).body.findings.map(({ rule }) => rule);

  expect(await found("特権")).toEqual(["日本語/特権コンテナを許可"]);
  expect(await found("コンテナを")).toEqual(["日本語/特権コンテナを許可"]);
  expect(await found("ｺﾝﾃﾅ asset:検索")).toEqual(["日本語/特権コンテナを許可"]);
  expect(await found("限")).toEqual(["日本語/許可のない権限"]);
  expect(await found("日本許可")).toEqual([]);
});

test("a finding that an English report tells is found by the Japanese title of its rule", async () => {
  // Its title in checks/dockerfile/no-user.ts: コンテナが root で実行される.
  await ingest.put({ name: "題名", findings: [{ rule: "dockerfile/no-user" }, { rule: "dockerfile/no-healthcheck" }] });
  const found = async (query: string) => (await list({ query })).body.findings.map(({ rule }) => rule);

  expect(await found("コンテナが asset:題名")).toEqual(["dockerfile/no-user"]);
  expect(await found("ｺﾝﾃﾅが asset:題名")).toEqual(["dockerfile/no-user"]);
  expect(await found('"ナが root" asset:題名')).toEqual(["dockerfile/no-user"]);
  expect(await found("-コンテナが asset:題名")).toEqual(["dockerfile/no-healthcheck"]);
  expect(await found("コンテナで asset:題名")).toEqual([]);
});

test("facets count what the query finds", async () => {
  const { body } = await get<z.infer<typeof findingFacets>>(`/facets?query=${encodeURIComponent("-asset:検索,題名")}`);

  expect(body.counted).toEqual({ count: 4, isExact: true });
  expect(body.severity.toSorted((left, right) => left.value.localeCompare(right.value))).toEqual([
    { value: "critical", count: 1 },
    { value: "high", count: 1 },
    { value: "low", count: 1 },
    { value: "medium", count: 1 },
  ]);
  expect(body.kind).toEqual([
    { value: "misconfiguration", count: 2 },
    { value: "vulnerability", count: 2 },
  ]);
  expect(body.project).toEqual([{ value: "default", count: 4 }]);
  expect(body.state).toEqual([{ value: "open", count: 4 }]);
});

test("completion looks names up, with how many open findings have them", async () => {
  const { body } = await get<z.infer<typeof queryCompletion>>("/completion?query=cve:cve-2021&caret=12");
  const { body: page } = await list({ query: "cve:CVE-2021-44228 state:open" });

  expect(page.findings.length).toBeGreaterThan(0);
  expect(body).toEqual({
    start: 4,
    end: 12,
    suggestions: [{ text: "CVE-2021-44228", findings: page.findings.length }],
    problems: [],
  });
});

test.each(["rule", "package", "asset", "asset-kind", "project"])(
  "completion counts by the same names as a query finds: %s",
  async (field) => {
    const typed = `${field}:`;
    const { body } = await get<z.infer<typeof queryCompletion>>(`/completion?query=${typed}&caret=${typed.length}`);
    const counted = await Promise.all(
      body.suggestions.map(async ({ text }) => ({
        text,
        findings: (await list({ query: `${typed}${text} state:open`, limit: "100" })).body.findings.length,
      })),
    );

    expect(counted.some(({ findings }) => findings > 0)).toBe(true);
    expect(body.suggestions).toEqual(counted);
  },
);

test("one finding is told with who says so", async () => {
  const { body: page } = await list({ query: "cve:CVE-2021-44228" });
  const { body } = await get<z.infer<typeof wholeFinding>>(`/${page.findings[0]?.id}`);

  expect(body).toMatchObject({
    epss: 0.97,
    knownExploitedSince: "2021-12-10",
    observations: [{ source: "sekisho", goneAt: null }],
  });
  expect(body.flawNames).toEqual(["CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"]);
});

test("a finding that nobody knows is not found", async () => {
  expect((await get(`/${newId()}`)).status).toBe(404);
});

test.each([
  { name: "all", query: "", sort: "worst", index: "findings_by_rank" },
  { name: "open", query: "state:open", sort: "worst", index: "findings_open" },
  { name: "open and severe", query: "state:open severity>=high", sort: "worst", index: "findings_open" },
  { name: "fixed", query: "state:fixed", sort: "worst", index: "findings_closed" },
  { name: "newest", query: "", sort: "newest", index: "findings_by_first_sight" },
  { name: "due", query: "", sort: "due", index: "findings_due" },
] as const)("a page walks along an index and sorts no table: $name", async ({ query, sort, index }) => {
  const plan = await planOf(async (transaction) => {
    const condition = await resolveQuery(transaction, query, ingest);
    return { condition, sort, limit: 50, cursor: undefined };
  });
  const [, walk = ""] = /CTE page\n([^]*?)\n {2}(?:InitPlan|->)/.exec(`${plan}\n  ->`) ?? [];

  expect(plan).toMatch(new RegExp(`Index Scan using ${index}\\w* on findings f`));
  expect(walk).toContain("Limit");
  expect(walk).not.toContain("Sort");
});

test("words are looked for in the next findings of the order before all that have them are known", async () => {
  const condition = findNearCondition("title state:open", ingest);
  if (condition === undefined) throw new Error("expected a condition");
  const plan = await planOf(() =>
    Promise.resolve({ condition, sort: "worst", limit: 50, cursor: undefined, near: 200 }),
  );

  expect(plan).toMatch(/Limit[^]*Index Scan using findings_by_rank on findings/);
  expect(plan).not.toContain("topic_words");
});

/** The plan of a page; the planner sees a handful of rows: without its other ways the shape of the statement decides. */
async function planOf(pageOf: (transaction: TenantTransaction) => Promise<FindingPage>): Promise<string> {
  const { tenantId, server } = ingest;
  return await server.store.application.inTenant({ tenantId }, async (transaction) => {
    await sql`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`.execute(
      transaction,
    );
    const page = pageStatement(await pageOf(transaction));
    const { rows } = await sql<Record<"QUERY PLAN", string>>`EXPLAIN (COSTS OFF) ${page}`.execute(transaction);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
}

describe("words that many findings have", () => {
  /** Of 700 topics the first half has both words, and of the others each has one. */
  const rules = Array.from({ length: 700 }, (_, n) => `many/${wordsOf(n)}-${n}`);

  function wordsOf(n: number): string {
    if (n < 350) return "shared-words";
    return n % 2 === 0 ? "words" : "shared";
  }

  beforeAll(async () => {
    const findings = rules.map((rule, n) => ({ rule, severity: n % 3 === 0 ? "low" : "high" }) as const);
    // 60 topics with 70 words each that begin in the same way: more ids of words than are looked at one by one.
    const named = Array.from({ length: 60 }, (_, n) => ({
      flaw: `CVE-2030-${1000 + n}`,
      aliases: Array.from({ length: 70 }, (_name, place) => `zz${place}x${n}`),
    }));
    await ingest.put({ name: "many", findings: [...findings, ...named] });
  }, 60_000);

  test.each([
    { query: "shared", count: 525 },
    { query: "shar", count: 525 },
    { query: "shared words", count: 350 },
    {
      query: "SHARED severity:low",
      count: rules.filter((rule, n) => rule.includes("shared") && n % 3 === 0).length,
    },
    {
      query: "shared -severity:low -state:closed",
      count: rules.filter((rule, n) => rule.includes("shared") && n % 3).length,
    },
    { query: "shared state:fixed", count: 0 },
    { query: "hared", count: 0 },
    { query: "zz", count: 60 },
    { query: "zz6", count: 60 },
    { query: "many/7", count: 11 },
  ])("are found page by page, each finding once: $query", async ({ query, count }) => {
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page: TestAnswer<List> = await list({ query, limit: "250", ...(next === "" ? {} : { cursor: next }) });
      seen.push(...page.body.findings.map(({ id }) => id));
      next = page.body.next;
    }
    const { body } = await list({ query, limit: "1", count: "true" });

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(count);
    expect(body.total).toEqual({ count, isExact: true });
  });

  test("are found in every order", async () => {
    const [worst, newest] = await Promise.all(
      ["worst", "newest"].map(async (sort) => (await list({ query: "shared", sort, limit: "500" })).body.findings),
    );

    expect(worst?.length).toBe(500);
    expect(newest?.length).toBe(500);
  });
});

async function list(query: Record<string, string>): Promise<TestAnswer<List>> {
  return await get<List>(`?${new URLSearchParams(query).toString()}`);
}

async function get<Body>(rest: string): Promise<TestAnswer<Body>> {
  return await ingest.server.call<Body>({ url: `/api/v1/findings${rest}`, headers: key });
}
