import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SampleReport, sampleDocument } from "../routes/fixtures/sample-report.ts";
import { openTestIngest, type TestIngest } from "./fixtures/test-ingest.ts";

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
}, 90_000);
afterEach(async () => {
  await ingest.close();
  // What a worker stumbles over is tried again and would go unseen here.
  if (ingest.server.errors.length > 0) throw new AggregateError(ingest.server.errors);
});

const main = { kind: "repository", repository: "shop/web", ref: "main" };
const branch = { kind: "repository", repository: "shop/web", ref: "topic" };
const digest = `sha256:${"a".repeat(64)}`;

function rules(...names: readonly string[]): SampleReport {
  return { findings: names.map((rule) => ({ rule })) };
}

describe("a finding", () => {
  test("is open, then fixed when its scope no longer has it, then reopened", async () => {
    const first = await ingest.put(rules("a", "b"), main);
    const second = await ingest.put(rules("a"), main);
    const fixed = await ingest.statuses();
    const third = await ingest.put(rules("a", "b"), main);

    expect([first, second, third]).toMatchObject([
      { new: 2, reopened: 0, fixed: 0 },
      { new: 0, reopened: 0, fixed: 1 },
      { new: 0, reopened: 1, fixed: 0 },
    ]);
    expect(fixed).toEqual({ a: "open", b: "fixed" });
    expect(await ingest.statuses()).toEqual({ a: "open", b: "reopened" });
    expect(await ingest.history()).toEqual(["b fixed", "b reopened"]);
  });

  test("stays as it is when the same report comes again, whatever its order and dates", async () => {
    await ingest.put(rules("a", "b", "c"), main);
    const before = await ingest.findings();
    const again = await ingest.put({ ...rules("c", "a", "b"), startedAt: "2026-12-01T00:00:00Z" }, main);

    expect(again).toMatchObject({ status: "imported", findings: 3, new: 0, reopened: 0, fixed: 0 });
    expect(await ingest.findings()).toEqual(before);
  });

  test("keeps its id when it is reworded or rated otherwise, and says the new words", async () => {
    await ingest.put({ findings: [{ rule: "a", message: "old", severity: "low" }] }, main);
    const [before] = await ingest.findings();
    const counts = await ingest.put({ findings: [{ rule: "a", message: "new", severity: "high" }] }, main);
    const after = await ingest.findings();

    expect(counts).toMatchObject({ new: 0, fixed: 0 });
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ id: before?.id, message: "new" });
  });

  test("is fixed only in the scope that lost it", async () => {
    await ingest.put(rules("a"), main);
    await ingest.put(rules("a"), branch);
    const one = await ingest.put(rules(), branch);
    const afterOne = await ingest.statuses();
    const both = await ingest.put(rules(), main);

    expect([one.fixed, both.fixed]).toEqual([0, 1]);
    expect(afterOne).toEqual({ a: "open" });
    expect(await ingest.statuses()).toEqual({ a: "fixed" });
  });

  test("with two witnesses is fixed when both have lost it, and speaks our words", async () => {
    const trivy = { ...rules("a"), producer: "trivy" };
    await ingest.put({ ...trivy, findings: [{ rule: "a", message: "theirs" }] }, main);
    await ingest.put({ findings: [{ rule: "a", message: "ours" }] }, main);
    const [seen] = await ingest.findings();
    await ingest.put({ ...trivy, findings: [{ rule: "a", message: "theirs again" }] }, main);
    const [still] = await ingest.findings();
    await ingest.put(rules(), main);
    const [one] = await ingest.findings();
    await ingest.put({ ...trivy, findings: [] }, main);
    const [none] = await ingest.findings();

    expect(seen).toMatchObject({ message: "ours", live: 2, status: "open" });
    expect(still).toMatchObject({ message: "ours", live: 2 });
    expect(one).toMatchObject({ live: 1, status: "open" });
    expect(none).toMatchObject({ live: 0, status: "fixed" });
  });

  test("is not fixed by a report whose producer could not look at everything", async () => {
    await ingest.put(rules("a", "b"), main);
    const partial = await ingest.put({ ...rules("a"), ended: "failed" }, main);
    const whole = await ingest.put(rules("a"), main);

    expect([partial.fixed, whole.fixed]).toEqual([0, 1]);
  });

  test("that stands twice in a report is one", async () => {
    const counts = await ingest.put(
      {
        findings: [
          { rule: "a", message: "first" },
          { rule: "a", message: "second" },
        ],
      },
      main,
    );
    const again = await ingest.put(
      {
        findings: [
          { rule: "a", message: "first" },
          { rule: "a", message: "second" },
        ],
      },
      main,
    );

    expect(counts).toMatchObject({ findings: 2, new: 1, duplicates: 1 });
    expect(again).toMatchObject({ new: 0, fixed: 0 });
    expect(await ingest.findings()).toMatchObject([{ message: "first" }]);
  });

  test("that its own file accepts is accepted, until it is not", async () => {
    await ingest.put({ findings: [{ rule: "a", status: "accepted" }] }, main);
    const accepted = await ingest.statuses();
    await ingest.put({ findings: [{ rule: "a" }] }, main);

    expect(accepted).toEqual({ a: "accepted" });
    expect(await ingest.statuses()).toEqual({ a: "open" });
  });
});

describe("a scope", () => {
  test("of its own has each target when nobody says one: another file closes nothing", async () => {
    await ingest.put([
      { ...rules("a"), name: "a/Dockerfile" },
      { ...rules("b"), name: "b/Dockerfile" },
    ]);
    const other = await ingest.put({ ...rules("c"), name: "c/Dockerfile" });
    const own = await ingest.put({ ...rules(), name: "a/Dockerfile" });

    expect([other.fixed, own.fixed]).toEqual([0, 1]);
    expect(await ingest.statuses()).toEqual({ a: "fixed", b: "open", c: "open" });
  });

  test("of a repository closes what stood in a file that is gone", async () => {
    await ingest.put(
      [
        { ...rules("a"), name: "a/Dockerfile" },
        { ...rules("b"), name: "b/Dockerfile" },
      ],
      main,
    );
    const counts = await ingest.put([{ ...rules("a"), name: "a/Dockerfile" }], main);

    expect(counts.fixed).toBe(1);
    expect(await ingest.statuses()).toEqual({ a: "open", b: "fixed" });
  });

  test.each([
    { name: "one asset through its builds", scope: undefined, expected: ["registry:5000/shop/web"], fixed: 1 },
    {
      name: "an asset for each digest that is asked for",
      scope: { kind: "image", digest },
      expected: [`registry:5000/shop/web@${digest}`],
      fixed: 1,
    },
  ])("of an image is $name", async ({ scope, expected, fixed }) => {
    const image = { kind: "image", findings: [{ flaw: "CVE-2026-0001" }] };
    await ingest.put({ ...image, name: "registry:5000/shop/web:1.4" }, scope);
    const counts = await ingest.put({ ...image, name: "registry:5000/shop/web:1.5@sha256:0", findings: [] }, scope);
    const assets = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
      transaction.selectFrom("assets").select("name").execute(),
    );

    expect(assets.map(({ name }) => name)).toEqual(expected);
    expect(counts.fixed).toBe(fixed);
  });
});

describe("an import", () => {
  test("that a later one of the same scope has overtaken changes nothing", async () => {
    const older = await ingest.queue(sampleDocument(rules("a", "old")), main);
    await ingest.server.store.worker.queries.updateTable("jobs").set({ run_at: "2999-01-01T00:00:00Z" }).execute();
    await ingest.put(rules("a"), main);
    await ingest.server.store.worker.queries
      .updateTable("jobs")
      .set({ run_at: "2001-01-01T00:00:00Z" })
      .where("state", "=", "waiting")
      .execute();
    await ingest.worker.drain();

    expect((await ingest.stateOf(older)).status).toBe("superseded");
    expect(await ingest.statuses()).toEqual({ a: "open" });
  });

  test("that is done twice is done once", async () => {
    const id = await ingest.queue(sampleDocument(rules("a")), main);
    await ingest.worker.drain();
    const before = await ingest.findings();
    await ingest.server.store.worker.queries.updateTable("jobs").set({ state: "waiting" }).execute();
    await ingest.worker.drain();

    expect(await ingest.findings()).toEqual(before);
    expect((await ingest.stateOf(id)).status).toBe("imported");
  });

  test("counts its day", async () => {
    await ingest.put(rules("a", "b"), main);
    await ingest.put(rules("a"), main);
    await ingest.put(rules("a", "b"), main);
    const days = await ingest.server.store.worker.inTenant({ tenantId: ingest.tenantId }, (transaction) =>
      transaction.selectFrom("daily_counts").select(["severity", "opened", "reopened", "fixed"]).execute(),
    );

    // Around midnight the numbers are those of two days.
    const sum = (of: "opened" | "reopened" | "fixed"): number => days.reduce((total, day) => total + day[of], 0);
    expect([sum("opened"), sum("fixed"), sum("reopened")]).toEqual([2, 1, 1]);
    expect(new Set(days.map(({ severity }) => severity))).toEqual(new Set([1]));
  });

  test("of many reports at once loses none, and two of one scope run one after the other", async () => {
    const documents = Array.from({ length: 12 }, (_, index) =>
      sampleDocument({ ...rules(`r${index % 4}`), name: `f${index % 4}` }),
    );
    const ids: string[] = [];
    for (const document of documents) ids.push(await ingest.queue(document));
    await Promise.all([ingest.worker.drain(), ingest.worker.drain(), ingest.worker.drain()]);
    const states = await Promise.all(ids.map((id) => ingest.stateOf(id)));

    expect(
      states.map(({ status }) => status).filter((status) => status !== "imported" && status !== "superseded"),
    ).toEqual([]);
    expect((await ingest.findings()).length).toBe(4);
  });
});
