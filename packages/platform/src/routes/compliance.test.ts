import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { complianceTrend, controlEvidence, frameworkList, wholeFramework } from "../contract/compliance.ts";
import type { trend } from "../contract/trend.ts";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import type { TestAnswer } from "./fixtures/test-server.ts";

type Trend = z.infer<typeof trend>;
type Framework = z.infer<typeof wholeFramework>;

const cisDocker = "cis-docker@1.6.0";

let ingest: TestIngest;
let key: Record<string, string>;
let strangersKey: Record<string, string>;
beforeAll(async () => {
  ingest = await openTestIngest();
  key = await ingest.server.makeKey(["findings:read"]);
  const coverage = ["dockerfile/root-user", "dockerfile/no-healthcheck"];
  await ingest.put({ name: "Dockerfile", coverage, findings: [{ rule: "dockerfile/root-user", severity: "high" }] });
  await ingest.put({ kind: "image", name: "web", coverage, findings: [{ rule: "other/rule", severity: "low" }] });
  await ingest.put({ kind: "image", name: "web", coverage, findings: [] });
  const headers = await ingest.server.signIn();
  await ingest.server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name: "other" } });
  strangersKey = await ingest.server.makeKey(["findings:read"], "other");
}, 120_000);
afterAll(() => ingest.close());

describe("the trend", () => {
  test("has every day, and what was open at its end", async () => {
    const { body } = await get<Trend>("/api/v1/trends?days=3");

    expect(body.days.length).toBe(3);
    expect(body.days.map(({ open }) => open.high)).toEqual([0, 0, 1]);
    expect(body.days.at(-1)).toMatchObject({ opened: 2, fixed: 1, open: { high: 1, low: 0 } });
    expect(body.repair.find(({ severity }) => severity === "low")).toMatchObject({ fixed: 1, inTime: null });
    expect(body.repair.find(({ severity }) => severity === "high")?.meanDays).toBeNull();
  });

  test("adds up what changed before its first day", async () => {
    const own = await openTestIngest();
    try {
      const headers = await own.server.makeKey(["findings:read"]);
      await own.put({
        name: "a",
        findings: [
          { rule: "one", severity: "high" },
          { rule: "two", severity: "high" },
        ],
      });
      await own.server.store.worker.inTenant(own, async (transaction) => {
        await sql`UPDATE finding_changes SET day = day - 10`.execute(transaction);
      });
      await own.put({ name: "a", findings: [{ rule: "one", severity: "medium" }] });
      const { body } = await own.server.call<Trend>({ url: "/api/v1/trends?days=12", headers });

      // Ten days ago two came; today one is gone and the other is rated otherwise.
      expect(body.days.map(({ open }) => open.high)).toEqual([0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0]);
      expect(body.days.at(-1)?.open.medium).toBe(1);
    } finally {
      await own.close();
    }
  });

  test("says what is late", async () => {
    await ingest.server.store.worker.inTenant(ingest, async (transaction) => {
      await sql`UPDATE findings SET due_at = now() - interval '1 day' WHERE status = 'open'`.execute(transaction);
    });
    const { body } = await get<Trend>("/api/v1/trends?project=default");

    expect(body.overdue).toEqual({ critical: 0, high: 1, medium: 0, low: 0, info: 0 });
    expect(body.dueSoon.high).toBe(0);
  });

  test("tells the mean and the median of repairs, and which were in time", async () => {
    const own = await openTestIngest();
    try {
      const headers = await own.server.signIn();
      const findings = Array.from(
        { length: 7 },
        (_, n) => ({ rule: `r${n}`, severity: n < 4 ? "high" : "low" }) as const,
      );
      await own.put({ name: "a", findings });
      await own.put({ name: "a", findings: [] });
      await own.server.store.worker.inTenant(own, async (transaction) => {
        // High ones took 1, 2, 6 and 7 days, low ones 1, 1 and 40.
        await sql`UPDATE findings SET opened_at = fixed_at - make_interval(days =>
          (ARRAY[1, 2, 6, 7, 1, 1, 40])[substr(rule_id, 2)::int + 1])`.execute(transaction);
        await sql`DELETE FROM service_levels`.execute(transaction);
        await sql`INSERT INTO service_levels (tenant_id, holder_id, severity, days)
          SELECT tenant_id, tenant_id, 1, 90 FROM projects UNION ALL SELECT tenant_id, project_id, 1, 6 FROM projects`.execute(
          transaction,
        );
      });
      const { body } = await own.server.call<Trend>({ url: "/api/v1/trends?days=2", headers });

      expect(body.repair).toEqual([
        { severity: "critical", fixed: 0, meanDays: null, medianDays: null, inTime: null },
        { severity: "high", fixed: 4, meanDays: 4, medianDays: 4, inTime: 0.75 },
        { severity: "medium", fixed: 0, meanDays: null, medianDays: null, inTime: null },
        { severity: "low", fixed: 3, meanDays: 14, medianDays: 1, inTime: null },
        { severity: "info", fixed: 0, meanDays: null, medianDays: null, inTime: null },
      ]);
    } finally {
      await own.close();
    }
  });

  test("shows a key of another project nothing", async () => {
    const { body } = await get<Trend>("/api/v1/trends?days=1", strangersKey);

    expect(body.days.map(({ open, opened }) => [open.high, opened])).toEqual([[0, 0]]);
    expect((await get("/api/v1/trends?project=default", strangersKey)).status).toBe(404);
  });

  test("counts decisions as no longer open, and what comes back as open again", async () => {
    const own = await openTestIngest();
    try {
      const owner = await own.server.signIn();
      await own.put({ name: "a", findings: [{ rule: "one", severity: "high" }] });
      const finding = (await own.findings())[0]?.id;
      const payload = { verdict: "accepted", reason: "until the mirror is there", scope: "finding", finding };
      const made = await own.server.call<{ id: string }>({
        method: "POST",
        url: "/api/v1/decisions",
        headers: owner,
        payload,
      });
      const decided = await own.server.call<Trend>({ url: "/api/v1/trends?days=1", headers: owner });
      await own.server.call({ method: "DELETE", url: `/api/v1/decisions/${made.body.id}`, headers: owner });
      const back = await own.server.call<Trend>({ url: "/api/v1/trends?days=1", headers: owner });

      expect(decided.body.days[0]).toMatchObject({ open: { high: 0 }, decided: 1 });
      expect(back.body.days[0]).toMatchObject({ open: { high: 1 }, reopened: 1 });
    } finally {
      await own.close();
    }
  });
});

describe("compliance", () => {
  test("lists every framework with its outcomes", async () => {
    const { body } = await get<z.infer<typeof frameworkList>>("/api/v1/compliance");
    const found = body.frameworks.find(({ id }) => id === cisDocker);

    expect(body.frameworks.length).toBeGreaterThan(9);
    expect(found?.outcomes.failed).toBeGreaterThan(0);
    for (const { controls, outcomes } of body.frameworks) {
      expect(outcomes.failed + outcomes.accepted + outcomes.passed + outcomes.notAssessed).toBe(controls);
    }
  });

  test("fails what has an open finding, passes only what was looked at, and says why of the rest", async () => {
    const { body } = await get<Framework>(`/api/v1/compliance/${cisDocker}`);
    const state = (id: string) => body.states.find((control) => control.id === id);

    // CIS Docker Benchmark 1.6.0: 4.1 a user for the container, 4.6 HEALTHCHECK.
    expect(state("4.1")?.outcome).toMatchObject({ ended: "failed", findings: 1 });
    expect(state("4.1")?.checks.find(({ id }) => id === "dockerfile/root-user")).toMatchObject({
      open: 1,
      assessed: "done",
    });
    expect(state("4.6")?.outcome.ended).toBe("passed");
    expect(body.states.some(({ outcome }) => outcome.ended === "not-assessed" && outcome.reason.ja !== "")).toBe(true);
    expect(body.scope).toMatchObject({ assets: 2, sources: ["sekisho"] });
  });

  test("is accepted, never passed, where somebody accepted all that was found", async () => {
    const own = await openTestIngest();
    try {
      const headers = await own.server.signIn();
      const coverage = ["dockerfile/root-user", "dockerfile/no-healthcheck"];
      await own.put({ name: "a", coverage, findings: [{ rule: "dockerfile/root-user", severity: "high" }] });
      const finding = (await own.findings())[0]?.id;
      const payload = { verdict: "accepted", reason: "until the base image is there", scope: "finding", finding };
      await own.server.call({ method: "POST", url: "/api/v1/decisions", headers, payload });
      const one = await own.server.call<Framework>({ url: `/api/v1/compliance/${cisDocker}`, headers });
      const all = await own.server.call<z.infer<typeof frameworkList>>({ url: "/api/v1/compliance", headers });

      // By hand: root-user answers 4.1 alone and no-healthcheck 4.6 alone; of the other controls no check ran.
      const { states, spread, controls } = one.body;
      const outcomes = { failed: 0, accepted: 1, passed: 1, notAssessed: controls - 2 };
      expect(states.find(({ id }) => id === "4.1")?.outcome).toEqual({ ended: "accepted", accepted: 1 });
      expect(states.find(({ id }) => id === "4.6")?.outcome).toEqual({ ended: "passed" });
      expect(one.body.outcomes).toEqual(outcomes);
      expect(spread.map((group) => group.outcomes)).toEqual([outcomes]);
      expect(all.body.frameworks.find(({ id }) => id === cisDocker)?.outcomes).toEqual(outcomes);
    } finally {
      await own.close();
    }
  });

  test("is answered by project and kind of assets", async () => {
    const { body } = await get<Framework>(`/api/v1/compliance/${cisDocker}?assetKind=image`);
    const all = await get<Framework>(`/api/v1/compliance/${cisDocker}?project=default`);

    expect(body.outcomes.failed).toBe(0);
    expect(all.body.spread.map(({ project, assetKind }) => `${project} ${assetKind}`)).toEqual([
      "default dockerfile",
      "default image",
    ]);
    expect(all.body.spread.map(({ outcomes }) => outcomes.failed > 0)).toEqual([true, false]);
  });

  test("gives the evidence of a control", async () => {
    const { body } = await get<z.infer<typeof controlEvidence>>(`/api/v1/compliance/${cisDocker}/controls/4.1`);
    const elsewhere = await get<z.infer<typeof controlEvidence>>(
      `/api/v1/compliance/${cisDocker}/controls/4.1?assetKind=image`,
    );

    expect(body.findings.map(({ rule }) => rule)).toEqual(["dockerfile/root-user"]);
    expect(elsewhere.body.findings).toEqual([]);
  });

  test("has a history", async () => {
    const { body } = await get<z.infer<typeof complianceTrend>>(`/api/v1/compliance/${cisDocker}/trend?days=2`);

    expect(body.days.map(({ failed, findings }) => [failed > 0, findings])).toEqual([
      [false, 0],
      [true, 1],
    ]);
  });

  test.each([
    { url: "/api/v1/compliance/nothing@1", status: 404 },
    { url: `/api/v1/compliance/${cisDocker}/controls/99`, status: 404 },
    { url: `/api/v1/compliance/${cisDocker}/export`, status: 400 },
    { url: `/api/v1/compliance/${cisDocker}/export?format=docx`, status: 400 },
    { url: `/api/v1/compliance/${cisDocker}?project=nobody`, status: 404 },
  ])("answers $status to $url", async ({ url, status }) => {
    expect((await get(url)).status).toBe(status);
  });

  test("shows a key of another project nothing of it", async () => {
    const { body } = await get<Framework>(`/api/v1/compliance/${cisDocker}`, strangersKey);

    expect(body.outcomes).toMatchObject({ failed: 0, passed: 0 });
    expect(body.scope.assets).toBe(0);
  });
});

describe("an auditor's copy", () => {
  test.each([
    { format: "csv", type: "text/csv", holds: `${cisDocker},4.1,` },
    { format: "json", type: "application/json", holds: '"dockerfile/root-user"' },
    { format: "html", type: "text/html", holds: "<h3>4.1 " },
  ])("is written as $format", async ({ format, type, holds }) => {
    const answer = await ingest.server.server.inject({
      url: `/api/v1/compliance/${cisDocker}/export?format=${format}&language=ja`,
      headers: key,
    });

    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toContain(type);
    expect(answer.headers["content-disposition"]).toBe(`attachment; filename="cis-docker-1.6.0.${format}"`);
    expect(answer.body).toContain(holds);
  });

  test("is written as PDF, and the audit trail says who took it", async () => {
    const answer = await ingest.server.server.inject({
      url: `/api/v1/compliance/${cisDocker}/export?format=pdf&language=ja`,
      headers: key,
    });
    const entries = await ingest.server.store.worker.inTenant(ingest, (transaction) =>
      transaction
        .selectFrom("audit_entries")
        .select(["subject", "details"])
        .where("action", "=", "compliance.export")
        .orderBy("sequence")
        .execute(),
    );

    expect(answer.rawPayload.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(answer.rawPayload.subarray(-6).toString("latin1")).toContain("%%EOF");
    expect(entries.at(-1)).toMatchObject({ subject: cisDocker, details: { format: "pdf", language: "ja" } });
  }, 60_000);
});

async function get<Body>(url: string, headers = key): Promise<TestAnswer<Body>> {
  return await ingest.server.call<Body>({ url, headers });
}
