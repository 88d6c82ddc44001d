import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { openTestIngest, type TestIngest } from "./fixtures/test-ingest.ts";

const timeoutMs = 120_000;

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await openTestIngest();
}, 120_000);
afterAll(() => ingest.close());

/** Stops an import behind its first statements and ends its connection there. */
async function breakImport(): Promise<void> {
  const { worker } = ingest.server.store;
  const client = await worker.pool.connect();
  await client.query("BEGIN");
  await client.query("SELECT set_config('sekisho.tenant', $1, true)", [ingest.tenantId]);
  await client.query("SELECT FROM scopes FOR UPDATE");
  const draining = ingest.worker.drain();
  let ended = 0;
  while (ended === 0) {
    // Another connection than the one that holds the lock: a transaction goes on seeing who was there at first.
    const { rowCount } = await worker.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`,
    );
    ended = rowCount ?? 0;
  }
  await client.query("ROLLBACK");
  client.release();
  await draining;
}

test(
  "an import whose connection to the database breaks is done again, and nothing of it is seen before",
  async () => {
    await ingest.put({ findings: [{ rule: "a" }] });
    const id = await ingest.queue(sampleDocument({ findings: [{ rule: "a" }, { rule: "b" }] }));
    await breakImport();
    const half = await ingest.statuses();
    const waiting = await ingest.stateOf(id);
    await ingest.server.store.worker.pool.query("UPDATE jobs SET run_at = now() WHERE state = 'waiting'");
    await ingest.worker.drain();

    expect(half).toEqual({ a: "open" });
    expect(waiting.status).toBe("importing");
    expect(await ingest.stateOf(id)).toMatchObject({ status: "imported", new: 1 });
    expect(await ingest.statuses()).toEqual({ a: "open", b: "open" });
  },
  timeoutMs,
);

test("a clock that goes backwards does not let an older report overrule a newer one", async () => {
  const older = { startedAt: "2030-01-01T00:00:00Z", name: "clock", findings: [{ rule: "old" }] };
  const newer = { startedAt: "2020-01-01T00:00:00Z", name: "clock", findings: [{ rule: "new" }] };
  await ingest.put(older);
  await ingest.put(newer);

  expect(await ingest.statuses()).toMatchObject({ old: "fixed", new: "open" });
});
