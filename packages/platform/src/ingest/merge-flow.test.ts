import { describe, expect, onTestFinished, test } from "vitest";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { useTestStore } from "../store/fixtures/test-store.ts";
import { openTestIngest, type TestIngest } from "./fixtures/test-ingest.ts";
import { MergeFlow } from "./merge-flow.ts";

const timeoutMs = 120_000;

async function useFlow(merge: (rows: readonly number[]) => void): Promise<MergeFlow> {
  const store = await useTestStore();
  const client = await store.worker.pool.connect();
  onTestFinished(() => client.release());
  await client.query("BEGIN");
  await client.query("CREATE TEMP TABLE staged (number integer) ON COMMIT DELETE ROWS");
  return new MergeFlow({
    client,
    table: "staged",
    columns: ["number"],
    merge: async (merging) => {
      const { rows } = await merging.query<{ number: number }>("SELECT number FROM staged ORDER BY number");
      merge(rows.map(({ number }) => number));
    },
  });
}

async function useIngest(): Promise<TestIngest> {
  const ingest = await openTestIngest();
  onTestFinished(() => ingest.close());
  return ingest;
}

describe("rows", () => {
  test("are merged each once, in their order, a part at a time", async () => {
    const parts: (readonly number[])[] = [];
    const flow = await useFlow((rows) => parts.push(rows));
    for (let number = 0; number < 6000; number++) await flow.write([number], false);
    await flow.end();

    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flat()).toEqual(Array.from({ length: 6000 }, (_, number) => number));
  });

  test("that may be nothing new wait, and are never heard of when it is so", async () => {
    const parts: (readonly number[])[] = [];
    const flow = await useFlow((rows) => parts.push(rows));
    for (let number = 0; number < 6000; number++) await flow.write([number], true);
    await flow.abort();

    expect(parts).toEqual([]);
  });

  test("that cannot be merged end everything: whoever writes on hears of it, and no later part is begun", async () => {
    let merged = 0;
    const flow = await useFlow(() => {
      merged++;
      throw new Error("the first part is refused");
    });
    const writing = (async () => {
      for (let number = 0; number < 20_000; number++) await flow.write([number], false);
      await flow.end();
    })();

    await expect(writing).rejects.toThrow("the first part is refused");
    await flow.abort();
    expect(merged).toBe(1);
  });

  test("that the database refuses are an error, not a pause", async () => {
    const flow = await useFlow(() => undefined);
    await flow.write(["no number"], false);

    await expect(flow.end()).rejects.toThrow(/invalid input syntax/);
    await flow.abort();
  });
});

describe("a report of several parts", () => {
  const names = Array.from({ length: 6000 }, (_, index) => `rule-${String(index).padStart(4, "0")}`);

  test(
    "says of each finding what stands first, however far apart, and counts it once",
    async () => {
      const ingest = await useIngest();
      const first = names.map((rule) => ({ rule, message: "first" }));
      const again = names.slice(0, 1000).map((rule) => ({ rule, message: "second" }));
      const state = await ingest.put({ findings: [...first, ...again] });
      const gone = await ingest.put({ findings: first.slice(0, 5990) });
      const found = await ingest.findings();

      expect(state).toMatchObject({ status: "imported", new: 6000, duplicates: 1000 });
      expect(gone).toMatchObject({ new: 0, fixed: 10 });
      expect(new Set(found.map(({ message }) => message))).toEqual(new Set(["first"]));
      expect(found.filter(({ status }) => status === "fixed").map(({ rule }) => rule)).toEqual(names.slice(5990));
      expect(ingest.server.errors).toEqual([]);
    },
    timeoutMs,
  );

  test(
    "is told in our words where a tool of another name says the same in an earlier part",
    async () => {
      const ingest = await useIngest();
      const theirs = { producer: "trivy", findings: names.map((rule) => ({ rule, message: "theirs" })) };
      const ours = { findings: names.slice(0, 10).map((rule) => ({ rule, message: "ours" })) };
      const state = await ingest.put([theirs, ours]);
      const found = await ingest.findings();

      expect(state).toMatchObject({ status: "imported", new: 6000 });
      expect(found.slice(0, 11).map(({ message, live }) => `${message} ${live}`)).toEqual([
        ...Array.from({ length: 10 }, () => "ours 2"),
        "theirs 1",
      ]);
    },
    timeoutMs,
  );

  test(
    "that breaks in a later part leaves nothing behind",
    async () => {
      const ingest = await useIngest();
      const { pool } = ingest.server.store.worker;
      const admin = await pool.connect();
      onTestFinished(() => admin.release());
      const id = await ingest.queue(sampleDocument({ findings: names.map((rule) => ({ rule })) }));
      // Observations are only reached when a part is merged.
      await admin.query("BEGIN");
      await admin.query("SELECT set_config('sekisho.tenant', $1, true)", [ingest.tenantId]);
      await admin.query("LOCK TABLE observations IN SHARE MODE");
      const draining = ingest.worker.drain();
      let ended = 0;
      while (ended === 0) {
        const { rowCount } = await pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`,
        );
        ended = rowCount ?? 0;
      }
      await admin.query("ROLLBACK");
      await draining;
      const half = await ingest.findings();
      await pool.query("UPDATE jobs SET run_at = now() WHERE state = 'waiting'");
      await ingest.worker.drain();

      expect(half).toEqual([]);
      expect(await ingest.stateOf(id)).toMatchObject({ status: "imported", new: 6000 });
    },
    timeoutMs,
  );
});
