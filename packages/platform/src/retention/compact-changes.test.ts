import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { openTestIngest } from "../ingest/fixtures/test-ingest.ts";
import { compactFindingChanges } from "./compact-changes.ts";

const timeoutMs = 120_000;

/** Each sum by itself: what trends add up. */
const sums = `
SELECT day, rule, asset_kind, severity, sum(open)::int AS open, sum(accepted)::int AS accepted FROM finding_changes
GROUP BY 1, 2, 3, 4 HAVING sum(open) <> 0 OR sum(accepted) <> 0 ORDER BY 1, 2, 3, 4`;

test(
  "changes of days that are over are summed up, each once, whoever does it at the same time; today's stay",
  async () => {
    const ingest = await openTestIngest();
    onTestFinished(() => ingest.close());
    const { worker } = ingest.server.store;
    const admin = new pg.Client({ connectionString: ingest.server.store.adminUrl });
    await admin.connect();
    onTestFinished(() => admin.end());
    for (const rules of [["a"], ["a", "b"], ["b"], ["a", "b", "c"], []]) {
      await ingest.put({ findings: rules.map((rule) => ({ rule })) });
    }
    // What happened was yesterday; one thing more happens today.
    await admin.query("UPDATE finding_changes SET day = day - 1");
    await ingest.put({ findings: [{ rule: "a" }] });
    const before = await admin.query(sums);
    const rowsBefore = (await admin.query("SELECT FROM finding_changes")).rowCount ?? 0;
    const fewer = await Promise.all([
      compactFindingChanges(worker, ingest.tenantId),
      compactFindingChanges(worker, ingest.tenantId),
    ]);
    const after = await admin.query(sums);
    const { rows: left } = await admin.query<{ open: number }>("SELECT open FROM finding_changes");
    const again = await compactFindingChanges(worker, ingest.tenantId);

    expect(after.rows).toEqual(before.rows);
    // By hand: all that was opened yesterday was fixed yesterday; what is left is the one of today.
    expect(left).toEqual([{ open: 1 }]);
    expect(fewer[0] + fewer[1]).toBe(rowsBefore - 1);
    expect(again).toBe(0);
  },
  timeoutMs,
);
