import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestIngest, type TestIngest } from "../ingest/fixtures/test-ingest.ts";
import type { SampleReport } from "../routes/fixtures/sample-report.ts";
import type { TestAnswer } from "../routes/fixtures/test-server.ts";

let ingest: TestIngest;
let owner: Record<string, string>;
beforeEach(async () => {
  ingest = await openTestIngest();
  owner = await ingest.server.signIn();
}, 90_000);
afterEach(async () => {
  await ingest.close();
  if (ingest.server.errors.length > 0) throw new AggregateError(ingest.server.errors);
});

const reason = "the port is closed by the firewall";
const past = "2001-01-01T00:00:00Z";
const future = "2999-01-01T00:00:00Z";

function rules(...names: readonly string[]): SampleReport {
  return { findings: names.map((rule) => ({ rule })) };
}

async function decide(payload: object): Promise<TestAnswer<{ id: string; changed: number }>> {
  return await ingest.server.call({ method: "POST", url: "/api/v1/decisions", headers: owner, payload });
}

async function idOf(rule: string): Promise<string> {
  return (await ingest.findings()).find((finding) => finding.rule === rule)?.id ?? "";
}

async function assetIdOf(name: string): Promise<string> {
  const { asset_id: id } = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction.selectFrom("assets").select("asset_id").where("name", "=", name).executeTakeFirstOrThrow(),
  );
  return id;
}

describe("a decision", () => {
  test("survives imports of the same finding, and its repair and return", async () => {
    await ingest.put(rules("a", "b"));
    await decide({ verdict: "accepted", reason, scope: "finding", finding: await idOf("a") });
    const seen: unknown[] = [];
    for (const report of [
      rules("a", "b"),
      { findings: [{ rule: "a", message: "new words" }] },
      rules(),
      rules("a", "b"),
    ]) {
      await ingest.put(report);
      seen.push(await ingest.statuses());
    }

    expect(seen).toEqual([
      { a: "accepted", b: "open" },
      { a: "accepted", b: "fixed" },
      { a: "fixed", b: "fixed" },
      { a: "accepted", b: "reopened" },
    ]);
  });

  test.each([
    { name: "a rule in the tenant", decision: { scope: "tenant", rule: "a" }, expected: ["a one", "a two"] },
    {
      name: "a rule in a project",
      decision: { scope: "project", project: "default", rule: "b" },
      expected: ["b one", "b two"],
    },
    {
      name: "a project",
      decision: { scope: "project", project: "default" },
      expected: ["CVE-1 one", "a one", "a two", "b one", "b two"],
    },
    { name: "a flaw", decision: { scope: "flaw", flaw: "CVE-1" }, expected: ["CVE-1 one"] },
    { name: "a flaw by another name", decision: { scope: "flaw", flaw: "GHSA-1" }, expected: ["CVE-1 one"] },
    {
      name: "a flaw in a package",
      decision: { scope: "flaw", flaw: "CVE-1", package: "pkg:deb/debian/openssl" },
      expected: ["CVE-1 one"],
    },
    {
      name: "a flaw in another package",
      decision: { scope: "flaw", flaw: "CVE-1", package: "pkg:npm/openssl" },
      expected: [],
    },
    { name: "a flaw that nobody has", decision: { scope: "flaw", flaw: "CVE-2" }, expected: [] },
  ])("reaches $name, now and in later reports", async ({ decision, expected }) => {
    const one: SampleReport = {
      name: "one",
      findings: [{ rule: "a" }, { rule: "b" }, { flaw: "CVE-1", aliases: ["GHSA-1"] }],
    };
    const two: SampleReport = { ...rules("a", "b"), name: "two" };
    await ingest.put(one);
    const made = await decide({ verdict: "excluded", reason, ...decision });
    await ingest.put(two);
    const reached = await reachedFindings();

    expect(reached).toEqual(expected);
    expect(made.body.changed).toBe(expected.filter((name) => name.endsWith("one")).length);
  });

  test("of an asset reaches that asset alone", async () => {
    await ingest.put([
      { ...rules("a"), name: "one" },
      { ...rules("a"), name: "two" },
    ]);
    await decide({ verdict: "excluded", reason, scope: "asset", asset: await assetIdOf("two") });

    expect(await reachedFindings()).toEqual(["a two"]);
  });

  test("that is narrower goes before one that is wider", async () => {
    await ingest.put(rules("a"));
    await decide({ verdict: "accepted", reason, scope: "finding", finding: await idOf("a") });
    await decide({ verdict: "excluded", reason, scope: "tenant", rule: "a" });

    expect(await ingest.statuses()).toEqual({ a: "accepted" });
  });

  test("that is taken back opens its findings again, with a new time to repair them", async () => {
    await ingest.server.call({ method: "PUT", url: "/api/v1/service-levels", headers: owner, payload: { high: 30 } });
    await ingest.put(rules("a"));
    const made = await decide({ verdict: "false-positive", reason, scope: "tenant", rule: "a" });
    const [decided] = await ingest.findings();
    const revoked = await ingest.server.call<{ changed: number }>({
      method: "DELETE",
      url: `/api/v1/decisions/${made.body.id}`,
      headers: owner,
    });
    const [after] = await ingest.findings();
    const again = await ingest.server.call<unknown>({
      method: "DELETE",
      url: `/api/v1/decisions/${made.body.id}`,
      headers: owner,
    });

    expect(decided).toMatchObject({ status: "false-positive", due: null });
    expect(revoked.body.changed).toBe(1);
    expect(after).toMatchObject({ status: "reopened", reopened: 1 });
    expect(after?.due).not.toBeNull();
    expect(again.status).toBe(404);
    expect(await ingest.history()).toEqual(["a false-positive", "a reopened"]);
  });

  test("of every scope survives reports, repair and return, and opens its findings again when its time is over", async () => {
    const world: readonly SampleReport[] = [
      { name: "one", findings: [{ rule: "finding" }, { rule: "tenant" }, { flaw: "CVE-1" }, { rule: "free" }] },
      { name: "two", findings: [{ rule: "asset" }] },
    ];
    await ingest.put(world);
    const decisions = [
      { scope: "finding", finding: await idOf("finding"), verdict: "accepted" },
      { scope: "asset", asset: await assetIdOf("two"), verdict: "false-positive" },
      { scope: "flaw", flaw: "CVE-1", package: "pkg:deb/debian/openssl", verdict: "excluded" },
      { scope: "tenant", rule: "tenant", verdict: "accepted" },
      { scope: "project", project: "default", rule: "later", verdict: "excluded" },
    ];
    for (const decision of decisions) {
      expect((await decide({ reason, expiresAt: future, ...decision })).status).toBe(201);
    }
    const later: readonly SampleReport[] = [
      { name: "one", findings: [...(world[0]?.findings ?? []), { rule: "later" }] },
      { name: "two", findings: [{ rule: "asset" }] },
    ];
    const seen: unknown[] = [];
    for (const reports of [later, later.map((report) => ({ ...report, findings: [] })), later]) {
      await ingest.put(reports);
      seen.push(await ingest.statuses());
    }
    await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, async (transaction) => {
      await transaction.updateTable("decisions").set({ expires_at: past }).execute();
      await transaction.updateTable("jobs").set({ run_at: past }).where("kind", "=", "end-decision").execute();
    });
    await ingest.worker.drain();

    const decided = {
      finding: "accepted",
      asset: "false-positive",
      "CVE-1": "excluded",
      tenant: "accepted",
      later: "excluded",
    };
    const names = [...Object.keys(decided), "free"];
    const every = (status: string): unknown => Object.fromEntries(names.map((name) => [name, status]));
    expect(seen).toEqual([{ ...decided, free: "open" }, every("fixed"), { ...decided, free: "reopened" }]);
    expect(await ingest.statuses()).toEqual(every("reopened"));
  });

  test("whose time is over opens its findings again by itself", async () => {
    await ingest.put(rules("a"));
    const made = await decide({ verdict: "accepted", reason, scope: "tenant", rule: "a", expiresAt: future });
    await ingest.worker.drain();
    const before = await ingest.statuses();
    await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, async (transaction) => {
      await transaction
        .updateTable("decisions")
        .set({ expires_at: past })
        .where("decision_id", "=", made.body.id)
        .execute();
      await transaction.updateTable("jobs").set({ run_at: past }).where("kind", "=", "end-decision").execute();
    });
    await ingest.worker.drain();

    expect(before).toEqual({ a: "accepted" });
    expect(await ingest.statuses()).toEqual({ a: "reopened" });
  });

  test("that is over already changes nothing", async () => {
    await ingest.put(rules("a"));
    const made = await decide({ verdict: "accepted", reason, scope: "tenant", rule: "a", expiresAt: past });

    expect(made.body.changed).toBe(0);
    expect(await ingest.statuses()).toEqual({ a: "open" });
  });

  test.each([
    { name: "no reason", payload: { verdict: "accepted", reason: " ", scope: "tenant", rule: "a" } },
    { name: "another verdict", payload: { verdict: "ignored", reason, scope: "tenant", rule: "a" } },
    { name: "a whole tenant", payload: { verdict: "excluded", reason, scope: "tenant" } },
    { name: "a finding that is not named", payload: { verdict: "excluded", reason, scope: "finding" } },
    { name: "an id that is none", payload: { verdict: "excluded", reason, scope: "finding", finding: "' OR 1=1" } },
  ])("is refused: $name", async ({ payload }) => {
    expect((await decide(payload)).body.error?.code).toBe("request-invalid");
  });

  test("about a finding that nobody has is refused", async () => {
    const finding = "00000000-0000-7000-8000-000000000000";

    expect((await decide({ verdict: "excluded", reason, scope: "finding", finding })).status).toBe(404);
  });
});

describe("a finding", () => {
  test("is due by its severity, its project before its tenant", async () => {
    await ingest.put({
      findings: [
        { rule: "a", severity: "high" },
        { rule: "b", severity: "low" },
      ],
    });
    await ingest.server.call({
      method: "PUT",
      url: "/api/v1/service-levels",
      headers: owner,
      payload: { high: 30, low: 90 },
    });
    const tenant = await daysUntilDue();
    const url = "/api/v1/service-levels?project=default";
    await ingest.server.call({ method: "PUT", url, headers: owner, payload: { high: 7 } });
    const project = await daysUntilDue();
    await ingest.put({
      findings: [{ rule: "a" }, { rule: "b", severity: "low" }, { rule: "c", severity: "info" }, { rule: "d" }],
    });

    expect(tenant).toEqual({ a: 30, b: 90 });
    expect(project).toEqual({ a: 7, b: 90 });
    expect(await daysUntilDue()).toEqual({ a: 7, b: 90, c: null, d: 7 });
  });

  test("has comments, tickets, somebody who repairs it, and a history of all that", async () => {
    await ingest.put(rules("a"));
    const url = `/api/v1/findings/${await idOf("a")}`;
    const { accountId } = ingest;
    await ingest.server.call({
      method: "POST",
      url: `${url}/comments`,
      headers: owner,
      payload: { text: "<b>いつ直しますか</b>" },
    });
    await ingest.server.call({
      method: "PUT",
      url: `${url}/assignee`,
      headers: owner,
      payload: { assignee: accountId },
    });
    const ticket = { url: "https://tickets.example/1", title: "Repair it" };
    await ingest.server.call({ method: "POST", url: `${url}/tickets`, headers: owner, payload: ticket });
    const { body } = await ingest.server.call<unknown>({ url: `${url}/work`, headers: owner });

    expect(body).toMatchObject({
      assignee: accountId,
      comments: [{ text: "<b>いつ直しますか</b>", author: accountId }],
      tickets: [ticket],
      history: [{ change: "ticket-linked" }, { change: "assigned", actor: { kind: "account", id: accountId } }],
    });
  });

  test.each([
    {
      name: "a ticket that is a script",
      path: "tickets",
      payload: { url: "javascript:alert(1)", title: "x" },
      status: 400,
    },
    { name: "an empty comment", path: "comments", payload: { text: "" }, status: 400 },
  ])("refuses $name", async ({ path, payload, status }) => {
    await ingest.put(rules("a"));
    const url = `/api/v1/findings/${await idOf("a")}/${path}`;

    expect((await ingest.server.call<unknown>({ method: "POST", url, headers: owner, payload })).status).toBe(status);
  });
});

async function reachedFindings(): Promise<readonly string[]> {
  const rows = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction
      .selectFrom("findings")
      .innerJoin("assets", "assets.asset_id", "findings.asset_id")
      .select(["rule_id", "assets.name"])
      .where("status", "=", "excluded")
      .execute(),
  );
  return rows.map(({ rule_id: rule, name }) => `${rule} ${name}`).toSorted();
}

async function daysUntilDue(): Promise<Readonly<Record<string, number | null>>> {
  const rows = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
    transaction.selectFrom("findings").select(["rule_id", "due_at", "opened_at"]).execute(),
  );
  const dayMs = 86_400_000;
  return Object.fromEntries(
    rows.map((row) => [
      row.rule_id,
      row.due_at === null ? null : (Date.parse(row.due_at) - Date.parse(row.opened_at)) / dayMs,
    ]),
  );
}
